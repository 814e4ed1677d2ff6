import type { Bot } from './bot.ts';
import { dayOf } from './clock.ts';
import { rulesFor } from './guild-rules.ts';
import { inTime } from './in-time.ts';
import type { Occasion } from './occasion.ts';
import { guildKey, userKey } from './place.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderWait } from './render/render-notes.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** A question among those of its asker's day. */
export interface DaysQuestion {
  /** Why it cannot be answered today, and then it does not count; null when it can. */
  readonly refusal: { readonly body: MessageBody; readonly told: boolean } | null;
  /** It was not answered, by no fault of the asker. Never rejects. */
  giveBack(): Promise<void>;
}

const UNLIMITED: DaysQuestion = { refusal: null, giveBack: async () => {} };

/**
 * Counts a question against what managers allow each member of the server a day (UTC). Where it cannot be counted it is answered: a limit
 * that cannot be held is no reason to answer nobody. Never rejects.
 */
export async function takeOfDay(bot: Bot, { kind, user, place }: Occasion): Promise<DaysQuestion> {
  const { community, clock, once } = bot;
  if (place.guild === null) return UNLIMITED;
  const { dailyQuestions: limit } = await rulesFor(bot, place.guild);
  if (limit === null) return UNLIMITED;
  const now = clock.now();
  const day = dayOf(now);
  const key = { guild: guildKey(place.guild), user: userKey(user), day };
  const giveBack = async (): Promise<void> => {
    await community
      .uncountQuestion(key)
      .catch((error: unknown) =>
        once.warn('uncount', 'A question that was not answered stays counted for its day.', { error }),
      );
  };
  let count: number;
  try {
    count = await inTime(clock, community.countQuestion(key));
  } catch (error) {
    once.warn('count', 'Questions cannot be counted; the limit for a day does not hold.', { error });
    return UNLIMITED;
  }
  if (count <= limit) return { refusal: null, giveBack };
  await giveBack();
  const seconds = (DAY_MILLISECONDS - (now % DAY_MILLISECONDS)) / 1000;
  const first = bot.toldOfDay.add(`${key.guild} ${key.user} ${day}`);
  return {
    refusal: { body: renderWait({ reason: 'day', seconds }), told: first || kind === 'interaction' },
    giveBack: UNLIMITED.giveBack,
  };
}
