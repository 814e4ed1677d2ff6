import { PermissionFlagsBits } from 'discord.js';
import type { Channel, Guild, World } from './world.ts';

export type PermissionName = keyof typeof PermissionFlagsBits;

export function bitsOf(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

/** What everybody may do where nothing says otherwise; a bot that was invited with the usual scopes has the same. */
export const USUAL_PERMISSIONS = bitsOf([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
  'UseApplicationCommands',
]);

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);
/** In a direct channel there are no roles, and all that makes sense is allowed. */
const DIRECT = USUAL_PERMISSIONS;

/** What a member may do in a channel: its roles', less and plus what the channel says of that member. */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === null) return DIRECT;
  const guild = world.guild(channel.guildId);
  if (!guild.members.has(userId)) return 0n;
  const base = guildPermissions(guild, userId);
  if (base === ALL) return ALL;
  const place = channel.kind === 'thread' ? world.channel(channel.parentId ?? '') : channel;
  const own = place.overwrites.find(({ id }) => id === userId);
  const allowed = own === undefined ? base : (base & ~own.deny) | own.allow;
  // Whoever does not see a channel can do nothing in it.
  return (allowed & PermissionFlagsBits.ViewChannel) === 0n ? 0n : allowed;
}

/** What a member's roles allow where no channel says otherwise. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  if (guild.ownerId === userId) return ALL;
  const roles = guild.members.get(userId)?.roles ?? [];
  const bits = guild.roles
    .filter(({ id }) => id === guild.id || roles.includes(id))
    .reduce((all, role) => all | role.permissions, 0n);
  return (bits & PermissionFlagsBits.Administrator) === 0n ? bits : ALL;
}

export function may(world: World, channel: Channel, userId: string, name: PermissionName): boolean {
  return (permissionsIn(world, channel, userId) & PermissionFlagsBits[name]) !== 0n;
}
