import type { Core } from './core.ts';
import { channelPayload, iso, memberPayload, userPayload, type Wire } from './payloads.ts';
import type { Channel, Message } from './world.ts';

/** Whether a bot is told what a message says: with the intent, or when it is its own, mentions it, or is direct. */
function tellsContent(core: Core, message: Message, intent: boolean): boolean {
  const bot = core.application.id;
  return (
    intent ||
    message.authorId === bot ||
    message.mentions.includes(bot) ||
    core.world.channel(message.channelId).kind === 'direct'
  );
}

/**
 * A message as REST and interactions give it. Without the intent the content of what does not concern the bot is
 * blank, and so are embeds, components and attachments.
 */
export function messagePayload(core: Core, message: Message, intent: boolean): Wire {
  const { world, application } = core;
  const told = tellsContent(core, message, intent);
  const thread = world.threadOf(message.id);
  const last = message.versions.at(-1);
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channelId,
    author: userPayload(world.user(message.authorId)),
    content: told ? message.content : '',
    embeds: told ? message.embeds.map((embed) => ({ type: 'rich', ...embed })) : [],
    components: told ? message.components : [],
    attachments: told ? message.attachments.map(({ id, file }) => attachmentPayload(message, id, file)) : [],
    timestamp: iso(message.at),
    edited_timestamp: message.versions.length > 1 && last !== undefined ? iso(last.at) : null,
    flags: message.flags | (thread === undefined ? 0 : 32),
    tts: false,
    pinned: false,
    mention_everyone: false,
    mention_roles: [],
    mentions: message.mentions.map((id) => userPayload(world.user(id))),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...reactionsPayload(core, message),
    ...(message.interactionId === null
      ? {}
      : { webhook_id: application.id, application_id: application.id, ...interactionOf(core, message) }),
    ...(message.reference === null ? {} : referencePayload(core, message, intent)),
    ...(thread === undefined ? {} : { thread: channelPayload(world, thread) }),
  };
}

/**
 * The first entry of a thread that was opened from a message: it has the thread's own id, no content, and refers to
 * the message in the parent's channel.
 */
export function starterPayload(core: Core, thread: Channel, message: Message, intent: boolean): Wire {
  return {
    ...messagePayload(core, { ...message, reference: null, reactions: [] }, intent),
    type: 21,
    channel_id: thread.id,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    edited_timestamp: null,
    flags: 0,
    message_reference: {
      type: 0,
      channel_id: message.channelId,
      message_id: message.id,
      guild_id: thread.guildId,
    },
    referenced_message: messagePayload(core, { ...message, reference: null }, intent),
  };
}

/** A message as the gateway tells of it: with the guild and its author's membership. */
export function messageEventPayload(core: Core, message: Message, intent: boolean): Wire {
  const channel = core.world.channel(message.channelId);
  const member =
    channel.guildId === null ? undefined : core.world.guild(channel.guildId).members.get(message.authorId);
  return {
    ...messagePayload(core, message, intent),
    channel_type: channel.kind === 'direct' ? 1 : channel.kind === 'thread' ? 11 : 0,
    ...(channel.guildId === null ? {} : { guild_id: channel.guildId }),
    ...(member === undefined ? {} : { member: memberPayload(member) }),
  };
}

function attachmentPayload(
  message: Message,
  id: string,
  file: { name: string; type: string; bytes: Uint8Array },
) {
  const url = `https://cdn.discordapp.com/attachments/${message.channelId}/${id}/${encodeURIComponent(file.name)}`;
  return {
    id,
    filename: file.name,
    size: file.bytes.length,
    url,
    proxy_url: url.replace('cdn.discordapp.com', 'media.discordapp.net'),
    content_type: file.type,
  };
}

function reactionsPayload(core: Core, message: Message): Wire {
  if (message.reactions.length === 0) return {};
  const emojis = [...new Set(message.reactions.map(({ emoji }) => emoji))];
  const bot = core.application.id;
  return {
    reactions: emojis.map((emoji) => {
      const who = message.reactions.filter((reaction) => reaction.emoji === emoji);
      return {
        count: who.length,
        count_details: { burst: 0, normal: who.length },
        me: who.some(({ userId }) => userId === bot),
        me_burst: false,
        emoji: { id: null, name: emoji },
        burst_colors: [],
      };
    }),
  };
}

function interactionOf(core: Core, message: Message): Wire {
  const interaction = core.interactions.get(message.interactionId ?? '');
  if (interaction === undefined) return {};
  const { id, userId, command } = interaction;
  const user = userPayload(core.world.user(userId));
  const owners = interaction.guildId === null ? { '0': '0' } : { '0': interaction.guildId };
  const type = interaction.kind === 'component' ? 3 : interaction.kind === 'modal' ? 5 : 2;
  return {
    interaction_metadata: {
      id,
      type,
      user,
      authorizing_integration_owners: owners,
      original_response_message_id: interaction.originalId,
      ...(interaction.sourceMessageId === null ? {} : { interacted_message_id: interaction.sourceMessageId }),
      ...(command === null ? {} : { name: command.name, command_type: command.type }),
    },
    ...(command === null ? {} : { interaction: { id, type: 2, name: command.name, user } }),
  };
}

function referencePayload(core: Core, message: Message, intent: boolean): Wire {
  const channel = core.world.channel(message.channelId);
  const referenced = core.world.messages.get(message.reference ?? '');
  return {
    message_reference: {
      type: 0,
      channel_id: message.channelId,
      message_id: message.reference,
      ...(channel.guildId === null ? {} : { guild_id: channel.guildId }),
    },
    referenced_message:
      referenced === undefined || referenced.deleted
        ? null
        : // One level only: what a referenced message refers to is not unfolded.
          messagePayload(core, { ...referenced, reference: null }, intent),
  };
}
