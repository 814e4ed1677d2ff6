import type { Row } from './component-schema.ts';
import { unknownChannel, unknownGuild, unknownMessage, unknownUser } from './discord-error.ts';
import type { Embed } from './embed-schema.ts';
import type { ReceivedFile } from './ledger.ts';
import type { Id } from './snowflakes.ts';

export interface User {
  readonly id: Id;
  readonly name: string;
  readonly bot: boolean;
  /** Takes no direct messages. */
  closed: boolean;
}

export interface Role {
  readonly id: Id;
  readonly name: string;
  permissions: bigint;
}

export interface Member {
  readonly userId: Id;
  readonly roles: Id[];
}

export interface Guild {
  readonly id: Id;
  readonly name: string;
  readonly ownerId: Id;
  readonly roles: Role[];
  readonly members: Map<Id, Member>;
}

export interface Channel {
  readonly id: Id;
  readonly kind: 'text' | 'thread' | 'direct';
  readonly guildId: Id | null;
  /** The channel that a thread belongs to. */
  readonly parentId: Id | null;
  name: string;
  /** What this channel says of single members, beyond their roles. */
  readonly overwrites: { id: Id; allow: bigint; deny: bigint }[];
  /** Whoever opened a thread; the other side of a direct channel. */
  readonly ownerId: Id | null;
  readonly threadMembers: Set<Id>;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  readonly messageIds: Id[];
}

/** What a message said at one time. */
export interface Version {
  readonly at: number;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Row[];
}

export interface Attachment {
  readonly id: Id;
  readonly file: ReceivedFile;
}

export interface Message {
  readonly id: Id;
  readonly channelId: Id;
  readonly authorId: Id;
  readonly type: 0 | 19 | 20 | 21 | 23;
  readonly at: number;
  content: string;
  embeds: readonly Embed[];
  components: readonly Row[];
  attachments: readonly Attachment[];
  flags: number;
  readonly mentions: readonly Id[];
  readonly reference: Id | null;
  readonly nonce: string | number | null;
  /** The interaction that it answers. */
  readonly interactionId: Id | null;
  readonly reactions: { emoji: string; userId: Id }[];
  /** The first is what it said when it was made; each edit adds one. */
  readonly versions: Version[];
  deleted: boolean;
}

/** Everything there is on this Discord. */
export class World {
  readonly users = new Map<Id, User>();
  readonly guilds = new Map<Id, Guild>();
  readonly channels = new Map<Id, Channel>();
  readonly messages = new Map<Id, Message>();

  user(id: Id): User {
    return found(this.users.get(id), unknownUser);
  }

  guild(id: Id): Guild {
    return found(this.guilds.get(id), unknownGuild);
  }

  channel(id: Id): Channel {
    return found(this.channels.get(id), unknownChannel);
  }

  /** @throws 10008 for a message that was deleted as well. */
  message(id: Id): Message {
    const message = found(this.messages.get(id), unknownMessage);
    if (message.deleted) throw unknownMessage();
    return message;
  }

  /** What stands in a channel for all to read, oldest first. */
  messagesIn(channel: Channel): Message[] {
    return channel.messageIds
      .flatMap((id) => this.messages.get(id) ?? [])
      .filter(({ deleted, flags }) => !deleted && (flags & 64) === 0);
  }

  directChannel(userId: Id): Channel | undefined {
    return [...this.channels.values()].find(({ kind, ownerId }) => kind === 'direct' && ownerId === userId);
  }

  threadOf(messageId: Id): Channel | undefined {
    const channel = this.channels.get(messageId);
    return channel?.kind === 'thread' ? channel : undefined;
  }
}

function found<T>(value: T | undefined, missing: () => Error): T {
  if (value === undefined) throw missing();
  return value;
}
