import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import type { Bot } from './bot.ts';
import { type GivenOptions, readCommand } from './commands.ts';
import { troubleWords } from './discord-failure.ts';
import { handleButton, handleComplaint } from './handle-button.ts';
import { handleCommand } from './handle-command.ts';
import { createMessageHandler } from './handle-message.ts';
import { createInteractionOccasion } from './interaction-occasion.ts';
import type { Interaction } from './occasion.ts';
import { heardMessage, moderates, ownRoles, placeOf, tokenOf } from './read-discord.ts';
import { COMPLAINT_FIELD, readButtonId, readComplaintFormId } from './render/button-ids.ts';
import { renderFailure } from './render/render-notes.ts';
import { createSeen } from './seen.ts';
import type { PaperSuggester } from './suggest-papers.ts';

const OLD_COMMAND = 'I no longer know this. Discord may show an older version of my commands for a while.';

/** Hands what the gateway tells to those who answer it, each thing once. */
export function listenToGateway(client: Client<true>, bot: Bot, suggester: PaperSuggester): void {
  const seen = createSeen();
  const onMessage = createMessageHandler(bot);

  function guarded(work: Promise<void>): void {
    work.catch((error: unknown) =>
      bot.logger.error('Something that Discord told was lost by a fault of the program.', { error }),
    );
  }

  client.on(Events.MessageCreate, (message) => {
    if (!seen.add(message.id)) return;
    guarded(
      (async () => {
        const roles = ownRoles(client, message.guildId);
        await onMessage(heardMessage(message, client), { id: client.user.id, roles });
      })(),
    );
  });
  // Who takes the question back wants no answer.
  client.on(Events.MessageDelete, ({ id }) => bot.desk.cancel(id));
  client.on(Events.InteractionCreate, (interaction) => {
    if (!seen.add(interaction.id)) return;
    if (interaction.isAutocomplete()) guarded(suggest(interaction, bot, suggester));
    else guarded(handle(interaction, bot));
  });
}

async function handle(interaction: BaseInteraction, bot: Bot): Promise<void> {
  if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
    const command = readCommand(interaction.commandName, optionsOf(interaction));
    const occasion = occasionOf(interaction, bot);
    if (command !== null) return handleCommand(bot, occasion, command);
    return occasion.decline(renderFailure(OLD_COMMAND, null));
  }
  if (interaction.isButton()) return press(interaction, bot);
  if (interaction.isModalSubmit()) return submit(interaction, bot);
}

async function press(interaction: ButtonInteraction, bot: Bot): Promise<void> {
  const pressed = readButtonId(interaction.customId);
  const occasion = occasionOf(interaction, bot);
  if (pressed === null) return occasion.decline(renderFailure(OLD_COMMAND, null));
  return handleButton(bot, occasion, pressed);
}

async function submit(interaction: ModalSubmitInteraction, bot: Bot): Promise<void> {
  const answerId = readComplaintFormId(interaction.customId);
  const occasion = occasionOf(interaction, bot);
  if (answerId === null) return occasion.decline(renderFailure(OLD_COMMAND, null));
  const comment = interaction.fields.getTextInputValue(COMPLAINT_FIELD);
  return handleComplaint(bot, occasion, { answerId, comment });
}

/** Suggestions come at once or not at all: they cannot be deferred. */
async function suggest(
  interaction: AutocompleteInteraction,
  bot: Bot,
  suggester: PaperSuggester,
): Promise<void> {
  try {
    const choices = await suggester.suggest(interaction.options.getFocused());
    await bot.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
      auth: false,
    });
  } catch (error) {
    bot.once.warn('suggestions', 'Titles could not be suggested while somebody typed.', {
      reason: troubleWords(error),
    });
  }
}

function occasionOf(interaction: BaseInteraction, bot: Bot): Interaction {
  const { channelId, guildId, channel } = interaction;
  return createInteractionOccasion({
    rest: bot.rest,
    interaction: tokenOf(interaction),
    user: interaction.user.id,
    place: placeOf(channelId ?? '', guildId, channel),
    permissions: interaction.appPermissions.bitfield,
    moderates: moderates(interaction),
    clock: bot.clock,
    once: bot.once,
  });
}

function optionsOf(
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
): GivenOptions {
  if (interaction.isMessageContextMenuCommand()) {
    const { id, content } = interaction.targetMessage;
    return { text: () => null, flag: () => null, message: () => ({ id, content }) };
  }
  const { options } = interaction;
  return {
    text: (name) => options.getString(name),
    flag: (name) => options.getBoolean(name),
    message: () => null,
  };
}
