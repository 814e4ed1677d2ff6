import type { MessageTransport } from './answer-messages.ts';
import type { Bot } from './bot.ts';
import { troubleOf, troubleWords } from './discord-failure.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderFailure } from './render/render-notes.ts';

const UNSHOWN =
  'There is an answer, but Discord does not take it as I wrote it. That is a fault of mine; it is noted in the log of whoever runs me.';

/** Posts a whole reply behind its acknowledgement; what Discord refuses of it is told in its place. Never rejects. */
export async function postReply(
  bot: Bot,
  messages: MessageTransport,
  bodies: readonly MessageBody[],
): Promise<void> {
  let posted = 0;
  try {
    for (const body of bodies) {
      await messages.post(body, posted);
      posted++;
    }
  } catch (error) {
    const reason = troubleWords(error);
    if (troubleOf(error) !== 'refused')
      return bot.once.warn('reply', 'A reply did not reach Discord.', { reason });
    bot.logger.error('Discord does not take a reply as it was written.', { reason });
    await tellUnshown(bot, messages, posted);
  }
}

/** Words at the place of a message that Discord refused, so that nobody waits for it. Never rejects. */
export async function tellUnshown(bot: Bot, messages: MessageTransport, place: number): Promise<void> {
  await messages
    .post(renderFailure(UNSHOWN, null), place)
    .catch((error: unknown) =>
      bot.once.warn('unshown', 'Nor did words on that.', { reason: troubleWords(error) }),
    );
}
