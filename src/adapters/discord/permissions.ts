import { PermissionFlagsBits } from 'discord.js';
import type { MessageBody } from './render/message-body.ts';

/** What the bot may need in a channel, under the names that Discord's settings show. */
const NAMES = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  EmbedLinks: 'Embed Links',
  AttachFiles: 'Attach Files',
  ReadMessageHistory: 'Read Message History',
} as const;
export type PermissionName = keyof typeof NAMES;

/** Everything that any of its features needs: what the invite link asks for. */
export const INVITED_WITH = Object.keys(NAMES) as readonly PermissionName[];

export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

/** Those of `needed` that `held`, a permission bit field, lacks; administrators lack nothing. */
export function lacking(held: bigint, needed: readonly PermissionName[]): readonly PermissionName[] {
  if ((held & PermissionFlagsBits.Administrator) !== 0n) return [];
  return needed.filter((name) => (held & PermissionFlagsBits[name]) === 0n);
}

/** What answering a message takes there. `must`: nothing can be posted without; `should`: the answer is poorer without. */
export function neededToReply(kind: 'channel' | 'thread'): {
  readonly must: readonly PermissionName[];
  readonly should: readonly PermissionName[];
} {
  return {
    must: neededToWrite(kind),
    should: ['EmbedLinks', 'AttachFiles', 'ReadMessageHistory'],
  };
}

function neededToWrite(kind: 'channel' | 'thread'): readonly PermissionName[] {
  return ['ViewChannel', kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages'];
}

/** What it takes to write a message there below another one; what a file takes that is attached, it does without. */
export function neededToPost(
  kind: 'channel' | 'thread',
  { embeds }: Pick<MessageBody, 'embeds'>,
): readonly PermissionName[] {
  return [
    ...neededToWrite(kind),
    'ReadMessageHistory',
    ...(embeds.length === 0 ? [] : (['EmbedLinks'] as const)),
  ];
}

export const NEEDED_FOR_THREADS: readonly PermissionName[] = [
  'ViewChannel',
  'CreatePublicThreads',
  'SendMessagesInThreads',
  'AttachFiles',
];

export function permissionNames(names: readonly PermissionName[]): readonly string[] {
  return names.map((name) => NAMES[name]);
}

/** "**Send Messages** and **Embed Links**" */
function permissionWords(names: readonly PermissionName[]): string {
  const shown = permissionNames(names).map((name) => `**${name}**`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** For the asker alone. `consequence` completes the sentence: "so I cannot answer there". */
export function lackingWords(channel: string, names: readonly PermissionName[], consequence: string): string {
  const [lack, them] = names.length === 1 ? ['the permission', 'it'] : ['the permissions', 'them'];
  return `In <#${channel}> I lack ${lack} ${permissionWords(names)}, ${consequence}. Whoever manages the server can grant ${them} to my role: Edit Channel → Permissions.`;
}
