import { ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { readArxivLink } from '../../../catalogue/arxiv-link.ts';
import { EndpointError, IndexError } from '../../../errors.ts';
import { redactText } from '../../../redact.ts';
import type { Bot } from '../bot.ts';
import { type Command, wordsOption } from '../command.ts';
import { failureWords } from '../failure-words.ts';
import type { Interaction } from '../occasion.ts';
import type { MessageBody } from '../render/message-body.ts';
import { renderAdded } from '../render/render-added.ts';
import { renderFailure } from '../render/render-notes.ts';
import { replyInTurn } from '../reply-at-once.ts';

/** All that is added waits in one line, so that it takes one place among the questions. */
const LINE = 'adding papers';

/** A paper of arXiv's into the index, for managers. */
export const addCommand: Command = {
  definition: {
    name: 'add',
    description: 'For managers: fetch a paper from arXiv and add it to those that I answer from',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [wordsOption('paper', 'arXiv id or link')],
  },
  help: 'for managers: a paper from arXiv, by id or link',
  async run(bot, interaction, given) {
    const idOrLink = given.words('paper');
    const declined = declinedWords(interaction, idOrLink);
    if (declined !== null) return interaction.decline(declined);
    return replyInTurn(bot, interaction, {
      words: idOrLink,
      line: LINE,
      failed: 'A paper could not be added.',
      make: async (signal) => [await added(bot, idOrLink, signal)],
    });
  },
};

function declinedWords(interaction: Interaction, idOrLink: string): MessageBody | null {
  // Whoever owns the server may show the command to others; what it does stays with its managers.
  if (!interaction.manages)
    return renderFailure('Only those who may manage this server (Manage Server) can add papers.', null);
  try {
    readArxivLink(idOrLink);
    return null;
  } catch (error) {
    const { words, remedy } = failureWords(error);
    return renderFailure(words, remedy);
  }
}

/** What became of it, in words, as far as whoever asks can do something about it. */
async function added(bot: Bot, idOrLink: string, signal: AbortSignal): Promise<MessageBody> {
  try {
    return renderAdded(await bot.ibid.add({ idOrLink, signal }));
  } catch (error) {
    if (!passes(error)) throw error;
    bot.logger.warn('A paper could not be added just now.', { reason: error.message });
    return renderFailure(redactText(error.message), error.remedy);
  }
}

/** It is nobody's fault here, and may go well in a while: whoever asks can do what is to be done. */
function passes(error: unknown): error is EndpointError | IndexError {
  if (error instanceof EndpointError) return error.retryable;
  return error instanceof IndexError && error.reason === 'busy';
}
