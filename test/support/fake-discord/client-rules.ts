import { PermissionFlagsBits } from 'discord.js';
import type { RegisteredCommand } from './application.ts';
import type { CommandForm, CommandOption } from './command-schema.ts';
import type { Row } from './component-schema.ts';
import type { Core } from './core.ts';
import type { SeenModal } from './exchange.ts';
import type { Wire } from './payloads.ts';
import { permissionsIn } from './permissions.ts';
import type { Channel, Message, User } from './world.ts';

type Who = Pick<User, 'id' | 'name'>;

const EPHEMERAL = 64;
const CHANNEL_OPTION = 7;
const CHANNEL_TYPES = { text: 0, direct: 1, thread: 11 } as const;

/** The command that Discord's client offers a user in a channel. @throws an Error where it offers none of that name. */
export function visibleCommand(
  core: Core,
  who: Who,
  name: string,
  type: 1 | 3,
  channel: Channel,
): RegisteredCommand {
  const offered = core.application
    .visible(channel.guildId)
    .filter(({ form }) => form.type === type && isFor(form, channel));
  const command = offered.find(({ form }) => form.name === name);
  if (command === undefined) {
    const there = offered.map(({ form }) => form.name).join(', ');
    throw new Error(`There is no command "${name}" here; there are: ${there}.`);
  }
  const { UseApplicationCommands } = PermissionFlagsBits;
  const isOpen = core.application.opened.has(`${channel.guildId} ${name}`);
  const needed =
    BigInt((isOpen ? null : command.form.default_member_permissions) ?? 0) | UseApplicationCommands;
  if (channel.guildId !== null && (permissionsIn(core.world, channel, who.id) & needed) !== needed) {
    throw new Error(`${who.name} may not use "${name}".`);
  }
  return command;
}

function isFor(form: CommandForm, channel: Channel): boolean {
  const direct = channel.guildId === null;
  if (form.contexts == null) return !direct || form.dm_permission !== false;
  return form.contexts.includes(direct ? 1 : 0);
}

/** @throws an Error for a channel that the client would not offer: of another server, unseen, or of another type than is asked for. */
export function requireChannels(
  core: Core,
  who: Who,
  channel: Channel,
  options: readonly CommandOption[],
  given: readonly Wire[],
): void {
  for (const { name, type, value, options: below } of given) {
    const option = options.find((one) => one.name === name);
    if (option === undefined) continue;
    if (Array.isArray(below)) requireChannels(core, who, channel, option.options ?? [], below);
    if (type !== CHANNEL_OPTION) continue;
    const named = core.world.channel(String(value));
    const { channel_types: types = [] } = option;
    const isOffered =
      named.guildId !== null &&
      named.guildId === channel.guildId &&
      (permissionsIn(core.world, named, who.id) & PermissionFlagsBits.ViewChannel) !== 0n &&
      (types.length === 0 || types.includes(CHANNEL_TYPES[named.kind]));
    if (!isOffered) throw new Error(`${who.name} is not offered the channel ${named.name} for "${name}".`);
  }
}

/** The part of a message that can be clicked. @throws an Error where this user sees no such part, or it is disabled. */
export function visibleButton(
  core: Core,
  who: Who,
  message: Message,
  customId: string,
): Row['components'][number] {
  const asker = core.interactions.get(message.interactionId ?? '')?.userId;
  if ((message.flags & EPHEMERAL) !== 0 && asker !== who.id) {
    throw new Error(`${who.name} does not see this message.`);
  }
  const parts = message.components.flatMap((row) => row.components);
  const button = parts.find((part) => part.custom_id === customId);
  if (button === undefined) {
    const there = parts.map((part) => part.custom_id).join(', ');
    throw new Error(`The message has no button "${customId}"; it has: ${there}.`);
  }
  if (button.disabled === true) throw new Error(`The button "${customId}" is disabled.`);
  return button;
}

/** @throws an Error for inputs that the modal does not have, and for values that it would not take. */
export function requireValues(modal: SeenModal, values: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(values)) {
    if (!modal.inputs.some(({ customId }) => customId === name)) {
      throw new Error(`The modal has no input "${name}".`);
    }
  }
  for (const { customId, required, least, most } of modal.inputs) {
    const { length } = values[customId] ?? '';
    if (required && length === 0) throw new Error(`The input "${customId}" is required.`);
    if (length > most || (length > 0 && length < least)) {
      throw new Error(`The input "${customId}" has from ${least} to ${most} characters, not ${length}.`);
    }
  }
}
