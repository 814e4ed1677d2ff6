import type { Paper } from '../../papers/paper.ts';
import type { Bot } from './bot.ts';
import { failureWords, isOfAsker } from './failure-words.ts';
import { inTime } from './in-time.ts';
import type { Interaction } from './occasion.ts';
import { renderFailure } from './render/render-notes.ts';

/** The paper that a command names. Null when there is none, which the asker alone is told by then: it is nobody else's concern. */
export async function namedPaper(bot: Bot, interaction: Interaction, named: string): Promise<Paper | null> {
  try {
    return await inTime(bot.clock, bot.ibid.paper(named));
  } catch (error) {
    // A paper that nobody knows is no fault.
    if (!isOfAsker(error)) bot.logger.error('A paper that was asked for could not be read.', { error });
    const { words, remedy } = failureWords(error);
    await interaction.decline(renderFailure(words, remedy));
    return null;
  }
}
