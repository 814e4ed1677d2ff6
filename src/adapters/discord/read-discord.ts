import {
  type BaseInteraction,
  type Channel,
  ChannelType,
  type Client,
  type Message,
  MessageFlags,
  MessageReferenceType,
  PermissionFlagsBits,
} from 'discord.js';
import type { HeardMessage } from './handle-message.ts';
import type { InteractionToken } from './interaction-messages.ts';
import type { Place } from './place.ts';

/** From discord.js's objects to what this adapter works with. */

export function placeOf(channelId: string, guildId: string | null, channel: Channel | null): Place {
  if (guildId === null) return { kind: 'dm', guild: null, channel: channelId, parent: null, threads: false };
  const place = { guild: guildId, channel: channelId } as const;
  if (channel?.isThread()) return { ...place, kind: 'thread', parent: channel.parentId, threads: false };
  return {
    ...place,
    kind: 'channel',
    parent: null,
    threads: channel !== null && canHaveThreads(channel.type),
  };
}

/** Threads begin below messages of ordinary and announcement channels alone. */
function canHaveThreads(type: ChannelType): boolean {
  return type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement;
}

/** `arrived` in milliseconds since 1970 by our own clock, which Discord's may differ from. */
export function tokenOf(interaction: BaseInteraction, arrived: number): InteractionToken {
  return {
    application: interaction.applicationId,
    id: interaction.id,
    token: interaction.token,
    channel: interaction.channelId ?? '',
    arrived,
  };
}

/** May remove what others wrote there. */
export function moderates(interaction: BaseInteraction): boolean {
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
}

/** May change what holds for the server. */
export function manages(interaction: BaseInteraction): boolean {
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

/** The roles of the bot itself in the server: Discord makes one for each bot. */
export function ownRoles(client: Client<true>, guildId: string | null): readonly string[] {
  const role = guildId === null ? null : client.guilds.cache.get(guildId)?.roles.botRoleFor(client.user.id);
  return role === null || role === undefined ? [] : [role.id];
}

export function heardMessage(message: Message, client: Client<true>): HeardMessage {
  const { id: self } = client.user;
  const roles = ownRoles(client, message.guildId);
  const channel = message.channel;
  const thread = channel.isThread() ? channel : null;
  const replied = repliedMessage(message);
  const withheld = (other: Message): string => (isForwarded(other) ? '' : other.content);
  return {
    id: message.id,
    place: placeOf(message.channelId, message.guildId, channel),
    ownThread: thread?.ownerId === self,
    author: { id: message.author.id, bot: message.author.bot },
    webhook: message.webhookId !== null,
    system: message.system,
    content: namesForIds(message),
    mentionsBot:
      message.mentions.users.has(self) || message.mentions.roles.some((role) => roles.includes(role.id)),
    repliesTo:
      replied === null
        ? null
        : {
            message: replied.id,
            byBot: replied.known?.author.id === self,
            content: replied.known === null ? '' : withheld(replied.known),
          },
    permissions: permissionsIn(message, self),
  };
}

/** The message that is replied to, as far as it is known; a forwarded one is no reply. */
function repliedMessage(message: Message): { readonly id: string; readonly known: Message | null } | null {
  const { reference } = message;
  if (reference?.messageId === undefined || reference.type === MessageReferenceType.Forward) return null;
  const known = message.channel.messages.cache.get(reference.messageId);
  // Of a message that was only told to be edited or deleted, nothing may be known but its id.
  return { id: reference.messageId, known: known === undefined || known.partial ? null : known };
}

function isForwarded(message: Message): boolean {
  return message.flags.has(MessageFlags.HasSnapshot);
}

/** Mentions of others as their names: what a question says has nothing to do with ids. */
function namesForIds(message: Message): string {
  const { users, members, channels, roles } = message.mentions;
  const { id: self } = message.client.user;
  return message.content
    .replace(/<@!?(\d+)>/gu, (mention, id: string) =>
      id === self ? mention : `@${members?.get(id)?.displayName ?? users.get(id)?.displayName ?? 'user'}`,
    )
    .replace(/<#(\d+)>/gu, (mention, id: string) => {
      const named = channels.get(id);
      return named !== undefined && 'name' in named ? `#${named.name}` : mention;
    })
    .replace(/<@&(\d+)>/gu, (mention, id: string) => {
      const role = roles.get(id);
      return role === undefined || role.tags?.botId === self ? mention : `@${role.name}`;
    });
}

function permissionsIn(message: Message, self: string): bigint | null {
  const { channel } = message;
  if (channel.isDMBased()) return null;
  return channel.permissionsFor(self)?.bitfield ?? null;
}
