import { costOf } from '../../../chat/limits.ts';
import type { Settings } from '../../../config.ts';
import type { UsageReport, UsageSum } from '../../../ibid.ts';
import type { Page } from '../page.ts';
import { terminalSafeLine } from '../terminal-safe.ts';
import { counted, grouped, tokensText } from '../tokens-text.ts';
import type { Spent } from './spent.ts';

const DAY_MILLISECONDS = 86_400_000;
const NO_MODEL =
  'No chat model is in use: answers are quoted from the abstracts, and cost no tokens. An endpoint brings one in: set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server, and IBID_CHAT_MODEL; IBID_ANSWERER must not be extractive.';

/** What the session and the day have used of the chat model, what is left of the day, and until when. `now` is a time in milliseconds. */
export function usageText(
  {
    spent,
    report,
    prices,
    now,
  }: { spent: Spent; report: UsageReport; prices: Settings['prices']; now: number },
  page: Page,
): string {
  const { model, user, all, limits } = report;
  const lines: (readonly [string, string])[] = [];
  if (model !== null || spent.requests > 0) {
    const cost = spent.requests === 0 ? null : costOf(spent.usage, prices);
    lines.push(['this session', `${counted(spent.answers, 'answer')}, ${sumText({ ...spent, cost })}`]);
  }
  if (model !== null || user.requests > 0) lines.push(['today', sumText(user)]);
  if (all.requests > user.requests) lines.push(['all users', sumText(all)]);
  if (model !== null) {
    const begin = beginText(report.day, now);
    const left = (limit: number | null, { usage }: UsageSum) =>
      limit === null
        ? null
        : `${grouped(Math.max(0, limit - usage.inputTokens - usage.outputTokens))} of ${grouped(limit)} tokens; ${begin}`;
    const own = left(limits.perUser, user);
    const shared = left(limits.total, all);
    if (own !== null) lines.push(['left for you', own]);
    if (shared !== null) lines.push([own === null ? 'left today' : 'left for all', shared]);
    if (own === null && shared === null)
      lines.push(['left today', 'as many as are asked for: no limit is set']);
  }
  const { bold, dim } = page.colours;
  const widest = Math.max(0, ...lines.map(([label]) => label.length)) + 2;
  return [
    model === null ? page.wrap(NO_MODEL) : bold(terminalSafeLine(model)),
    ...lines.map(([label, text]) =>
      page.wrap(terminalSafeLine(text), { first: dim(label.padEnd(widest)), rest: ' '.repeat(widest) }),
    ),
  ].join('\n');
}

function sumText({ requests, usage, cost }: Pick<UsageSum, 'requests' | 'usage' | 'cost'>): string {
  if (requests === 0) return 'no requests';
  return `${counted(requests, 'request')}: ${tokensText(usage)}${cost === null ? '' : `; cost ${cost}`}`;
}

/** The ledger's day ends at midnight UTC. Rounded up to minutes: who comes back then does not come too early. */
function beginText(day: string, now: number): string {
  const minutes = Math.max(1, Math.ceil((Date.parse(`${day}T00:00:00Z`) + DAY_MILLISECONDS - now) / 60_000));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])];
  return `all again at 00:00 UTC, in ${parts.join(' ')}`;
}
