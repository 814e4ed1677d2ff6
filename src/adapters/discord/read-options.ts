import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
} from 'discord.js';
import type { GivenOptions, Typing } from './command.ts';
import { placeOf } from './read-discord.ts';

/** What a command was given, from discord.js's objects. */
export function givenOptions(
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
): GivenOptions {
  if (interaction.isMessageContextMenuCommand()) {
    const { id, content } = interaction.targetMessage;
    return { ...NOTHING, message: () => ({ id, content }) };
  }
  const { options } = interaction;
  return {
    subcommand: () => subcommandOf(interaction),
    words: (name) => folded(options.getString(name) ?? ''),
    flag: (name) => options.getBoolean(name),
    integer: (name) => options.getInteger(name),
    channel: (name) => options.getChannel(name)?.id ?? null,
    message: () => null,
  };
}

export function typingOf(interaction: AutocompleteInteraction): Typing {
  const { name, value } = interaction.options.getFocused(true);
  return {
    subcommand: subcommandOf(interaction),
    option: name,
    typed: value,
    place: placeOf(interaction.channelId, interaction.guildId, interaction.channel),
    user: interaction.user.id,
  };
}

const NOTHING: GivenOptions = {
  subcommand: () => null,
  words: () => '',
  flag: () => null,
  integer: () => null,
  channel: () => null,
  message: () => null,
};

function subcommandOf({ options }: ChatInputCommandInteraction | AutocompleteInteraction): string | null {
  const parts = [options.getSubcommandGroup(false), options.getSubcommand(false)].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : parts.join(' ');
}

function folded(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
