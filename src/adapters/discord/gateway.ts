import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ButtonInteraction,
  type Client,
  Events,
  InteractionResponseType,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import type { Bot } from './bot.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/all.ts';
import { troubleWords } from './discord-failure.ts';
import { startWith } from './discussion.ts';
import { elsewhereRefusal } from './guild-rules.ts';
import { handleButton, handleComplaint } from './handle-button.ts';
import { createMessageHandler } from './handle-message.ts';
import { createInteractionOccasion } from './interaction-occasion.ts';
import type { Interaction } from './occasion.ts';
import { heardMessage, manages, moderates, ownRoles, placeOf, tokenOf } from './read-discord.ts';
import { givenOptions, typingOf } from './read-options.ts';
import {
  COMPLAINT_FIELD,
  readButtonId,
  readComplaintFormId,
  readStartButtonId,
} from './render/button-ids.ts';
import { renderFailure } from './render/render-notes.ts';
import { createSeen } from './seen.ts';

const OLD_COMMAND = 'I no longer know this. Discord may show an older version of my commands for a while.';

/** Hands what the gateway tells to those who answer it, each thing once. */
export function listenToGateway(client: Client<true>, bot: Bot): void {
  const seen = createSeen();
  const onMessage = createMessageHandler(bot);

  function guarded(of: { readonly id: string; readonly user: string }, work: () => Promise<void>): void {
    bot.underWay
      .during(of, work)
      .catch((error: unknown) =>
        bot.logger.error('Something that Discord told was lost by a fault of the program.', { error }),
      );
  }

  client.on(Events.MessageCreate, (message) => {
    if (!seen.add(message.id)) return;
    guarded({ id: message.id, user: message.author.id }, async () => {
      const roles = ownRoles(client, message.guildId);
      await onMessage(heardMessage(message, client), { id: client.user.id, roles });
    });
  });
  // Who takes the question back wants no answer, and neither does who clears a channel.
  client.on(Events.MessageDelete, ({ id }) => bot.desk.cancel(id));
  client.on(Events.MessageBulkDelete, (messages) => {
    for (const id of messages.keys()) bot.desk.cancel(id);
  });
  client.on(Events.InteractionCreate, (interaction) => {
    if (!seen.add(interaction.id)) return;
    const of = { id: interaction.id, user: interaction.user.id };
    guarded(of, () => (interaction.isAutocomplete() ? suggest(interaction, bot) : handle(interaction, bot)));
  });
}

function commandOf(name: string): Command | undefined {
  return COMMANDS.find(({ definition }) => definition.name === name);
}

async function handle(interaction: BaseInteraction, bot: Bot): Promise<void> {
  if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
    const command = commandOf(interaction.commandName);
    const occasion = occasionOf(interaction, bot);
    if (command === undefined) return occasion.decline(renderFailure(OLD_COMMAND, null));
    const refusal = command.anywhere === true ? null : await elsewhereRefusal(bot, occasion.place);
    if (refusal !== null) return occasion.decline(refusal);
    return command.run(bot, occasion, givenOptions(interaction));
  }
  if (interaction.isButton()) return press(interaction, bot);
  if (interaction.isModalSubmit()) return submit(interaction, bot);
}

async function press(interaction: ButtonInteraction, bot: Bot): Promise<void> {
  const pressed = readButtonId(interaction.customId);
  const start = readStartButtonId(interaction.customId);
  const occasion = occasionOf(interaction, bot);
  if (start !== null) return startWith(bot, occasion, start);
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
async function suggest(interaction: AutocompleteInteraction, bot: Bot): Promise<void> {
  try {
    const choices = (await commandOf(interaction.commandName)?.suggest?.(bot, typingOf(interaction))) ?? [];
    await bot.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
      auth: false,
    });
  } catch (error) {
    bot.once.warn('suggestions', 'Nothing could be suggested while somebody typed.', {
      reason: troubleWords(error),
    });
  }
}

function occasionOf(interaction: BaseInteraction, bot: Bot): Interaction {
  const { channelId, guildId, channel } = interaction;
  return createInteractionOccasion({
    rest: bot.rest,
    tryingOnce: bot.tryingOnce,
    interaction: tokenOf(interaction, bot.clock.now()),
    user: interaction.user.id,
    place: placeOf(channelId ?? '', guildId, channel),
    permissions: interaction.appPermissions.bitfield,
    moderates: moderates(interaction),
    manages: manages(interaction),
    clock: bot.clock,
    once: bot.once,
  });
}
