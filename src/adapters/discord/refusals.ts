import type { Bot } from './bot.ts';
import { AWAY } from './failure-words.ts';
import type { Occasion } from './occasion.ts';
import type { Crowded, Job } from './question-desk.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderFailure, renderTooLong, renderWait } from './render/render-notes.ts';

/** Why something is not done, in kind words for whoever wants it. */
export interface Refusal {
  readonly body: MessageBody;
  /** False for what was told a moment ago: a flood is not answered with a flood. */
  readonly told: boolean;
}

/** How long a full queue takes to get shorter: a guess, but better than none. */
const QUEUE_SECONDS = 30;

/** Why a question cannot be taken from this user now; null when it can. It counts in either case, but while the bot leaves. */
export async function refusalOf(
  bot: Bot,
  { kind, user, place }: Occasion,
  text: string,
): Promise<Refusal | null> {
  if (bot.desk.isClosing()) return away();
  const tooSoon = await bot.limits.take({ user, guild: place.guild });
  if (tooSoon !== null) {
    const { whose, wait, first } = tooSoon;
    return {
      body: renderWait({ reason: whose, seconds: secondsOf(wait) }),
      told: first || kind === 'interaction',
    };
  }
  const limit = bot.settings.limits.longestQuestion;
  if (text.length <= limit) return null;
  const told = (await bot.limits.isNews(user, 'too long')) || kind === 'interaction';
  return { body: renderTooLong({ characters: text.length, limit }), told };
}

/** Why what is no question, and takes no turn among them, cannot be done for this user now; null when it can, and then it is counted. */
export async function replyRefusal(bot: Bot, user: string): Promise<Refusal | null> {
  if (bot.desk.isClosing()) return away();
  const wait = await bot.limits.takeReply(user);
  return wait === null
    ? null
    : { body: renderWait({ reason: 'replies', seconds: secondsOf(wait) }), told: true };
}

/** Why there is no place in the line; null when there is. It may be gone after anything that is waited for. */
export function queueRefusal(bot: Bot, job: Job): Refusal | null {
  const crowded = bot.desk.refuses(job);
  if (crowded === null) return null;
  return { body: renderWait({ reason: REASONS[crowded], seconds: QUEUE_SECONDS }), told: true };
}

const REASONS: Readonly<Record<Crowded, 'busy' | 'own' | 'line'>> = {
  all: 'busy',
  user: 'own',
  line: 'line',
};

function away(): Refusal {
  return { body: renderFailure(AWAY, null), told: true };
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
