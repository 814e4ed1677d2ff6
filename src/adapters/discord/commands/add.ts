import { ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { readArxivLink } from '../../../catalogue/arxiv-link.ts';
import { EndpointError, IndexError, InterruptedError } from '../../../errors.ts';
import { redactText } from '../../../redact.ts';
import { refusalOf } from '../ask-question.ts';
import type { Bot } from '../bot.ts';
import { type Command, wordsOption } from '../command.ts';
import { troubleWords } from '../discord-failure.ts';
import { failureWords, isOfAsker, RESTARTING } from '../failure-words.ts';
import type { Interaction } from '../occasion.ts';
import type { MessageBody } from '../render/message-body.ts';
import { renderAdded } from '../render/render-added.ts';
import { renderFailure, renderWait } from '../render/render-notes.ts';

/** All that is added waits in one line, so that it takes one place among the questions. */
const LINE = 'adding papers';
const BUSY_SECONDS = 30;

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
    // What is declined is told to the asker alone; a deferred answer could not become private any more.
    const declined = declinedWords(interaction, idOrLink) ?? (await refusedNow(bot, interaction, idOrLink));
    if (declined !== null) return interaction.decline(declined);
    const acknowledged = bot.arrivals.during(interaction.acknowledge({ hidden: false }));
    const { id, user } = interaction;
    try {
      await bot.desk.line({ id, user, conversation: LINE }, async (signal) => {
        if (!(await acknowledged)) return;
        await bot.arrivals.calm();
        await interaction.messages.post(await added(bot, idOrLink, signal), 0);
      });
    } catch (error) {
      bot.once.warn('reply', 'A reply did not reach Discord.', { reason: troubleWords(error) });
    } finally {
      interaction.release();
    }
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

async function refusedNow(bot: Bot, interaction: Interaction, idOrLink: string): Promise<MessageBody | null> {
  const refusal = await refusalOf(bot, interaction, idOrLink);
  if (refusal !== null) return refusal.body;
  return bot.desk.refuses() === 'full' ? renderWait({ reason: 'busy', seconds: BUSY_SECONDS }) : null;
}

/** What became of it, in words, whatever it was. */
async function added(bot: Bot, idOrLink: string, signal: AbortSignal): Promise<MessageBody> {
  try {
    return renderAdded(await bot.ibid.add({ idOrLink, signal }));
  } catch (error) {
    if (error instanceof InterruptedError) return renderFailure(RESTARTING, null);
    if (passes(error)) {
      bot.logger.warn('A paper could not be added just now.', { reason: error.message });
      return renderFailure(redactText(error.message), error.remedy);
    }
    if (!isOfAsker(error)) bot.logger.error('A paper could not be added.', { error });
    const { words, remedy } = failureWords(error);
    return renderFailure(words, remedy);
  }
}

/** It is nobody's fault here, and may go well in a while: whoever asks can do what is to be done. */
function passes(error: unknown): error is EndpointError | IndexError {
  if (error instanceof EndpointError) return error.retryable;
  return error instanceof IndexError && error.reason === 'busy';
}
