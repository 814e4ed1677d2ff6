import type { Bot } from './bot.ts';
import { failureWords } from './failure-words.ts';
import type { Interaction } from './occasion.ts';
import { replyRefusal } from './refusals.ts';
import { renderFailure } from './render/render-notes.ts';

/** Why a paper that was named could not be found, to the asker alone: it is nobody else's concern. Counts as a reply. Never rejects. */
export async function tellUnknown(bot: Bot, interaction: Interaction, error: unknown): Promise<void> {
  const refusal = await replyRefusal(bot, interaction.user);
  const { words, remedy } = failureWords(error);
  await interaction.decline(refusal?.body ?? renderFailure(words, remedy));
}
