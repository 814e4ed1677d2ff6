import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** A question that came too soon. */
export interface TooSoon {
  /** Who has asked too much: the user, or the server together. */
  readonly whose: 'user' | 'guild';
  /** Milliseconds until the next question is possible. */
  readonly wait: number;
  /** The first refusal since the limit was reached: a message is told once, and a flood is not answered with a flood. */
  readonly first: boolean;
}

/** Questions of each user and of each server in a minute. */
export interface QuestionLimits {
  /** Counts a question; null when it is within the limits. */
  take(asker: { readonly user: string; readonly guild: string | null }): Promise<TooSoon | null>;
  forget(user: string): Promise<void>;
}

const MINUTE_SECONDS = 60;

export function createQuestionLimits(given: {
  readonly questionsPerMinute: number;
  readonly guildQuestionsPerMinute: number;
}): QuestionLimits {
  const users = new RateLimiterMemory({ points: given.questionsPerMinute, duration: MINUTE_SECONDS });
  const guilds = new RateLimiterMemory({ points: given.guildQuestionsPerMinute, duration: MINUTE_SECONDS });
  return {
    async take({ user, guild }) {
      const own = await consume(users, user);
      if (own !== null) return { ...own, whose: 'user' };
      if (guild === null) return null;
      const shared = await consume(guilds, guild);
      if (shared === null) return null;
      // It was not answered, so it does not count against the user.
      await users.reward(user, 1);
      return { ...shared, whose: 'guild' };
    },
    async forget(user) {
      await users.delete(user);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<Omit<TooSoon, 'whose'> | null> {
  try {
    await limiter.consume(key, 1);
    return null;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return { wait: refused.msBeforeNext, first: refused.consumedPoints === limiter.points + 1 };
  }
}
