import type { Bot } from './bot.ts';
import { troubleWords } from './discord-failure.ts';
import { failureWords, isOfAsker } from './failure-words.ts';
import type { Occasion } from './occasion.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderFailure } from './render/render-notes.ts';

/**
 * Acknowledges, makes a reply and posts it; what fails while it is made is told in its place. For what takes no turn among the questions.
 * Never rejects.
 */
export async function replyAtOnce(
  bot: Bot,
  occasion: Occasion,
  given: { readonly hidden: boolean; readonly make: () => Promise<readonly MessageBody[]> },
): Promise<void> {
  const acknowledged = occasion.acknowledge({ hidden: given.hidden });
  const made = await given.make().catch((error: unknown) => {
    // A paper that nobody knows is no fault.
    if (!isOfAsker(error)) bot.logger.error('Something that was asked for failed.', { error });
    const { words, remedy } = failureWords(error);
    return [renderFailure(words, remedy)];
  });
  try {
    if (!(await acknowledged)) return;
    for (const [place, body] of made.entries()) await occasion.messages.post(body, place);
  } catch (error) {
    bot.once.warn('reply', 'A reply did not reach Discord.', { reason: troubleWords(error) });
  } finally {
    occasion.release();
  }
}
