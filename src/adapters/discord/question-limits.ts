import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** A question that came too soon. */
export interface TooSoon {
  /** Who has asked too much: the user, or the server together. */
  readonly whose: 'user' | 'guild';
  /** Milliseconds until the next question is possible. */
  readonly wait: number;
  /** This user was not told so since the limit was reached: a message is told once, and a flood is not answered with a flood. */
  readonly first: boolean;
}

/** What each user, and each server, may ask for in a minute. */
export interface QuestionLimits {
  /** Counts a question; null when it is within the limits. */
  take(asker: { readonly user: string; readonly guild: string | null }): Promise<TooSoon | null>;
  /** Counts what is asked for beside questions; milliseconds until the next is possible, null when it is within the limit. */
  takeReply(user: string): Promise<number | null>;
  /** Whether a user was not told this within the last minute; from then on they were. */
  isNews(user: string, topic: string): Promise<boolean>;
}

const MINUTE_SECONDS = 60;
/** Cards, lists and the buttons of answers cost little: who reads along presses many in a minute. */
const REPLIES_PER_QUESTION = 5;

export function createQuestionLimits(given: {
  readonly questionsPerMinute: number;
  readonly guildQuestionsPerMinute: number;
}): QuestionLimits {
  const { questionsPerMinute, guildQuestionsPerMinute } = given;
  const users = limiter(questionsPerMinute);
  const guilds = limiter(guildQuestionsPerMinute);
  const replies = limiter(questionsPerMinute * REPLIES_PER_QUESTION);
  const told = limiter(1);

  /** Told anew once the limit holds no longer. */
  async function isNews(user: string, topic: string, milliseconds: number): Promise<boolean> {
    // To the library no time at all is for ever.
    return (await consume(told, `${user} ${topic}`, Math.max(1, milliseconds) / 1000)) === null;
  }

  return {
    async take({ user, guild }) {
      const own = await consume(users, user);
      if (own !== null) return { whose: 'user', wait: own, first: await isNews(user, 'user', own) };
      if (guild === null) return null;
      const shared = await consume(guilds, guild);
      if (shared === null) return null;
      // It was not answered, so it does not count against the user.
      await users.reward(user, 1);
      return { whose: 'guild', wait: shared, first: await isNews(user, `guild ${guild}`, shared) };
    },
    takeReply: (user) => consume(replies, user),
    isNews: (user, topic) => isNews(user, topic, MINUTE_SECONDS * 1000),
  };
}

function limiter(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: MINUTE_SECONDS });
}

/** Milliseconds until the next is possible; null when this one was. */
async function consume(
  from: RateLimiterMemory,
  key: string,
  customDuration = MINUTE_SECONDS,
): Promise<number | null> {
  try {
    await from.consume(key, 1, { customDuration });
    return null;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return refused.msBeforeNext;
  }
}
