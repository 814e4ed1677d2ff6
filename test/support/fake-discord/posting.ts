import type { Core } from './core.ts';
import { INTENTS } from './gateway-session.ts';
import { messageEventPayload } from './message-payload.ts';
import type { Id } from './snowflakes.ts';
import type { Attachment, Message } from './world.ts';

const EPHEMERAL = 64;

export type Draft = Pick<Message, 'channelId' | 'authorId' | 'content'> & Partial<Message>;

/** Puts a message into its channel and tells the gateway of it. */
export function post(core: Core, draft: Draft): Message {
  const { clock, world } = core;
  const message: Message = {
    id: draft.id ?? core.nextId(),
    channelId: draft.channelId,
    authorId: draft.authorId,
    type: draft.type ?? (draft.reference == null ? 0 : 19),
    at: clock.now(),
    content: draft.content,
    embeds: draft.embeds ?? [],
    components: draft.components ?? [],
    attachments: draft.attachments ?? [],
    flags: draft.flags ?? 0,
    mentions: draft.mentions ?? [],
    reference: draft.reference ?? null,
    nonce: draft.nonce ?? null,
    interactionId: draft.interactionId ?? null,
    reactions: [],
    versions: [],
    deleted: false,
  };
  keepVersion(core, message);
  world.messages.set(message.id, message);
  world.channel(message.channelId).messageIds.push(message.id);
  tell(core, 'MESSAGE_CREATE', message);
  core.changes.notify();
  return message;
}

export interface MessageChange {
  readonly content?: string;
  readonly embeds?: Message['embeds'];
  readonly components?: Message['components'];
  readonly attachments?: readonly Attachment[];
  readonly flags?: number;
}

export function edit(core: Core, message: Message, change: MessageChange): void {
  message.content = change.content ?? message.content;
  message.embeds = change.embeds ?? message.embeds;
  message.components = change.components ?? message.components;
  message.attachments = change.attachments ?? message.attachments;
  message.flags = change.flags ?? message.flags;
  keepVersion(core, message);
  tell(core, 'MESSAGE_UPDATE', message);
  core.changes.notify();
}

export function remove(core: Core, message: Message): void {
  message.deleted = true;
  const channel = core.world.channel(message.channelId);
  if ((message.flags & EPHEMERAL) === 0) {
    core.gateway.dispatch('MESSAGE_DELETE', (session) =>
      session.has(intentFor(channel.guildId))
        ? {
            id: message.id,
            channel_id: channel.id,
            ...(channel.guildId === null ? {} : { guild_id: channel.guildId }),
          }
        : null,
    );
  }
  core.changes.notify();
}

function keepVersion(core: Core, message: Message): void {
  const { content, embeds, components } = message;
  message.versions.push({ at: core.clock.now(), content, embeds, components });
}

function intentFor(guildId: Id | null): number {
  return guildId === null ? INTENTS.directMessages : INTENTS.guildMessages;
}

/** Private messages are told to nobody, and a bot hears nothing of a channel that it does not see. */
function tell(core: Core, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
  if ((message.flags & EPHEMERAL) !== 0) return;
  const channel = core.world.channel(message.channelId);
  if (!core.gateway.sees(channel)) return;
  core.gateway.dispatch(
    event,
    (session) =>
      session.has(intentFor(channel.guildId))
        ? messageEventPayload(core, message, session.has(INTENTS.messageContent))
        : null,
    message.authorId,
  );
}
