import { createHash } from 'node:crypto';
import type { ChatModel } from '../chat/chat-model.ts';
import { costOf, type DailyLimits, dayOf, decideLimit, limitText, type TokenPrices } from '../chat/limits.ts';
import {
  createModelSession,
  type Ledger,
  type ModelSession,
  type ReplyCache,
} from '../chat/model-session.ts';
import type { Prompts } from '../chat/prompts.ts';
import type { Usage } from '../chat/usage.ts';
import { LimitError } from '../errors.ts';
import type { UsageReport, UsageSum } from '../ibid.ts';
import type { StateStore } from '../state/state-store.ts';

/** Everything that asking a chat model takes. */
export interface ModelParts {
  readonly chat: ChatModel;
  /** Its base URL: replies of one endpoint are not those of another. */
  readonly endpoint: string;
  readonly prompts: Prompts;
  readonly outputTokens: number;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
}

/** Where sessions with the chat model are begun, one a question, and what they cost is kept. */
export interface ModelDesk {
  session(user: string, signal: AbortSignal | undefined): ModelSession | null;
  cost(usage: Usage): string | null;
  report(user: string): Promise<UsageReport>;
}

/** `now` tells the day that tokens are booked on. A state that cannot be used is told once, and then done without. */
export function createModelDesk(given: {
  readonly model: ModelParts | null;
  readonly state: StateStore;
  readonly limits: DailyLimits;
  readonly prices: TokenPrices | null;
  readonly now: () => Date;
  readonly onNotice: (text: string) => void;
}): ModelDesk {
  const { model, state, limits, prices, now } = given;
  let told = false;

  const spent = async (user: string, day: string) =>
    Promise.all([state.spent({ day, user }), state.spent({ day })]);

  /** Keeping count must not keep anyone from an answer. */
  async function orElse<T>(work: () => T | Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!told) given.onNotice(`tokens and replies are not kept: ${wordsOf(error)}`);
      told = true;
      return otherwise;
    }
  }

  function ledgerOf(user: string, { chat }: ModelParts): Ledger {
    return {
      async allow() {
        if (limits.perUser === null && limits.total === null) return;
        // Where limits are set, a ledger that cannot be read is no leave to spend.
        const day = dayOf(now());
        const [own, all] = await spent(user, day).catch((error: unknown) => {
          throw new LimitError(`today’s tokens cannot be counted: ${wordsOf(error)}.`);
        });
        const sum = ({ inputTokens, outputTokens }: Usage): number => inputTokens + outputTokens;
        const decision = decideLimit({ limits, spentByUser: sum(own), spentInAll: sum(all), now: now() });
        if (!decision.allowed) throw new LimitError(limitText(decision, now()));
      },
      book: (usage) =>
        orElse(async () => state.book({ user, day: dayOf(now()), usage, model: chat.name }), undefined),
    };
  }

  function cacheOf({ chat, endpoint }: ModelParts): ReplyCache {
    const own = (key: string): string => createHash('sha256').update(`${endpoint}\n${key}`).digest('hex');
    return {
      find: (key) => orElse(async () => (await state.cachedReply(own(key)))?.text ?? null, null),
      keep: (key, text, usage) =>
        orElse(async () => state.keepReply(own(key), { text, usage, model: chat.name }), undefined),
    };
  }

  return {
    session(user, signal) {
      if (model === null) return null;
      return createModelSession({
        chat: model.chat,
        prompts: model.prompts,
        outputTokens: model.outputTokens,
        ledger: ledgerOf(user, model),
        cache: cacheOf(model),
        redact: model.redact,
        ...(signal === undefined ? {} : { signal }),
      });
    },
    cost: (usage) => costOf(usage, prices),
    async report(user) {
      const day = dayOf(now());
      const [own, all] = await spent(user, day);
      const sum = ({ requests, ...usage }: Usage & { readonly requests: number }): UsageSum => ({
        usage,
        requests,
        cost: costOf(usage, prices),
      });
      return { day, model: model?.chat.name ?? null, user: sum(own), all: sum(all), limits };
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
