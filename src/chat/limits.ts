import type { Usage } from './usage.ts';

/** Tokens, of input and output together, that may be used on one day (UTC); null: as many as are asked for. */
export interface DailyLimits {
  readonly perUser: number | null;
  readonly total: number | null;
}

export interface LimitReached {
  readonly allowed: false;
  /** One user's own tokens, or those that all users share. */
  readonly whose: 'user' | 'all';
  readonly limit: number;
  readonly spent: number;
  readonly resetsAt: Date;
}

export type LimitDecision = { readonly allowed: true } | LimitReached;

/** The day of the ledger, in UTC: `YYYY-MM-DD`. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/**
 * Whether a model may be asked once more. What a request will cost is not known before it, so that the last one of a day may go
 * over the limit by its own tokens.
 */
export function decideLimit(given: {
  readonly limits: DailyLimits;
  readonly spentByUser: number;
  readonly spentInAll: number;
  readonly now: Date;
}): LimitDecision {
  const { limits, now } = given;
  const reached = (whose: LimitReached['whose'], limit: number | null, spent: number): LimitReached | null =>
    limit !== null && spent >= limit
      ? { allowed: false, whose, limit, spent, resetsAt: nextMidnight(now) }
      : null;
  return (
    reached('user', limits.perUser, given.spentByUser) ??
    reached('all', limits.total, given.spentInAll) ?? { allowed: true }
  );
}

/** The same for the reader: whose tokens are used up, and when they begin again. */
export function limitText({ whose, limit, resetsAt }: LimitReached, now: Date): string {
  const tokens = limit === 1 ? '1 token' : `${limit.toLocaleString('en')} tokens`;
  const verb = limit === 1 ? 'is' : 'are';
  const begin = limit === 1 ? 'it begins' : 'they begin';
  const subject = whose === 'user' ? `Your ${tokens} of today` : `Today’s ${tokens} of all users together`;
  return `${subject} ${verb} used up; ${begin} again at 00:00 UTC, in ${durationText(resetsAt.getTime() - now.getTime())}.`;
}

function nextMidnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

/** Rounded up to minutes: who comes back then does not come too early. */
function durationText(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}

/** What a million tokens cost. `currency` is a code (USD) or a sign (€). */
export interface TokenPrices {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  readonly currency: string;
}

/** What the tokens cost, in words such as `$0.0012`; `~` says that they were estimated. Null without prices. */
export function costOf(usage: Usage, prices: TokenPrices | null): string | null {
  if (prices === null) return null;
  const millions =
    (usage.inputTokens * prices.inputPerMillion + usage.outputTokens * prices.outputPerMillion) / 1_000_000;
  return `${usage.estimated ? '~' : ''}${moneyText(millions, prices.currency)}`;
}

/** Less than this is told as less than this. */
const LEAST_SHOWN = 0.0001;

function moneyText(amount: number, currency: string): string {
  if (amount > 0 && amount < LEAST_SHOWN) return `<${withCurrency(LEAST_SHOWN, currency)}`;
  return withCurrency(amount, currency);
}

/** Two decimals, as money has; of less than a tenth two figures, because most answers cost less than a cent. */
function withCurrency(amount: number, currency: string): string {
  const precision =
    amount === 0 || amount >= 0.1
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { minimumFractionDigits: 2, maximumSignificantDigits: 2 };
  if (/^[A-Za-z]{3}$/u.test(currency))
    return amount.toLocaleString('en', { style: 'currency', currency, ...precision }).replace('\u00a0', ' ');
  const number = amount.toLocaleString('en', precision);
  return /^\p{Sc}$/u.test(currency) ? `${currency}${number}` : `${number} ${currency}`;
}
