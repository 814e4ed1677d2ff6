import {
  cannotReach,
  cannotReadHistory,
  DiscordError,
  missingAccess,
  missingPermissions,
  notYourMessage,
  threadArchived,
  unknownMessage,
} from './discord-error.ts';
import { messagePayload, starterPayload } from './message-payload.ts';
import type { MessageForm } from './message-schema.ts';
import { contentAfter, newFlags, readOutgoing } from './outgoing.ts';
import type { Wire } from './payloads.ts';
import { may, type PermissionName } from './permissions.ts';
import { edit, post, remove } from './posting.ts';
import { type Call, param, type Reply, type Route } from './route-table.ts';
import type { Channel, Message } from './world.ts';

const EPHEMERAL = 64;
const HOUR = 3_600_000;
const NONCE_MILLISECONDS = 5 * 60_000;
const ONE = '/channels/:channel/messages/:message';

export const MESSAGE_ROUTES: readonly Route[] = [
  { name: 'GET /channels/:channel/messages', auth: 'bot', handle: list },
  { name: 'POST /channels/:channel/messages', auth: 'bot', handle: create },
  { name: `GET ${ONE}`, auth: 'bot', handle: getOne },
  { name: `PATCH ${ONE}`, auth: 'bot', handle: editOne },
  { name: `DELETE ${ONE}`, auth: 'bot', handle: removeOne },
];

/** @throws 50001 for a channel that the bot does not see, 50013 for what it may not do there. */
export function requireIn(call: Call, channel: Channel, name: PermissionName = 'ViewChannel'): void {
  const { world, application } = call.core;
  if (!may(world, channel, application.id, 'ViewChannel')) throw missingAccess();
  if (!may(world, channel, application.id, name)) throw missingPermissions();
}

export function channelOf(call: Call): Channel {
  const channel = call.core.world.channel(param(call, 'channel'));
  requireIn(call, channel);
  return channel;
}

/** @throws 10008 for private answers as well: they are not in the channel. */
export function messageOf(call: Call, channel: Channel): Message {
  const message = call.core.world.message(param(call, 'message'));
  if (message.channelId !== channel.id || (message.flags & EPHEMERAL) !== 0) throw unknownMessage();
  call.record.messageId = message.id;
  return message;
}

function shown(call: Call, message: Message): Reply {
  return { status: 200, body: messagePayload(call.core, message, call.core.application.readsContent) };
}

/** Newest first. Who may not read the history gets none. */
function list(call: Call): Reply {
  const { core, query } = call;
  const channel = channelOf(call);
  if (!may(core.world, channel, core.application.id, 'ReadMessageHistory')) return { status: 200, body: [] };
  const limit = Number(query.get('limit') ?? 50);
  const before = BigInt(query.get('before') ?? '9223372036854775807');
  const after = BigInt(query.get('after') ?? '0');
  const intent = core.application.readsContent;
  const starter = starterOf(call, channel);
  const entries = [
    ...(starter === undefined ? [] : [starter]),
    ...core.world
      .messagesIn(channel)
      .map(({ id }) => ({ id, payload: () => messagePayload(core, core.world.message(id), intent) })),
  ].filter(({ id }) => BigInt(id) < before && BigInt(id) > after);
  const chosen = query.has('after') ? entries.slice(0, limit) : entries.slice(-limit);
  return { status: 200, body: chosen.toReversed().map(({ payload }) => payload()) };
}

/** The first entry of a thread that was opened from a message which is still there. */
function starterOf(call: Call, thread: Channel): { id: string; payload: () => Wire } | undefined {
  const { core } = call;
  const message = core.world.messages.get(thread.id);
  if (thread.kind !== 'thread' || message === undefined || message.deleted) return undefined;
  return {
    id: thread.id,
    payload: () => starterPayload(core, thread, message, core.application.readsContent),
  };
}

function getOne(call: Call): Reply {
  const channel = channelOf(call);
  requireIn(call, channel, 'ReadMessageHistory');
  const starter = param(call, 'message') === channel.id ? starterOf(call, channel) : undefined;
  if (starter !== undefined) return { status: 200, body: starter.payload() };
  return shown(call, messageOf(call, channel));
}

function create(call: Call): Reply {
  const { core } = call;
  const channel = channelOf(call);
  requireIn(call, channel, channel.kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages');
  if (channel.kind === 'direct' && core.world.user(channel.ownerId ?? '').closed) throw cannotReach();
  if (channel.locked) throw threadArchived();
  const form = readOutgoing(call, call.body, null);
  const repeated = sentBefore(call, form);
  if (repeated !== undefined) {
    call.record.messageId = repeated.id;
    return shown(call, repeated);
  }
  const flags = newFlags(form, false);
  const after = contentAfter(call, channel, form, null);
  const embeds = may(core.world, channel, core.application.id, 'EmbedLinks') ? after.embeds : [];
  channel.archived = false;
  const message = post(core, {
    ...after,
    embeds,
    flags,
    channelId: channel.id,
    authorId: core.application.id,
    nonce: form.nonce ?? null,
    reference: referenceOf(call, channel, form),
  });
  call.record.messageId = message.id;
  return shown(call, message);
}

/** With enforce_nonce, a nonce of the author's last minutes gives the message that it made, wherever that is, and no other is made. */
function sentBefore(call: Call, form: MessageForm): Message | undefined {
  const { nonce } = form;
  if (form.enforce_nonce !== true || nonce == null) return undefined;
  const { world, clock, application } = call.core;
  return [...world.messages.values()].findLast(
    (message) =>
      !message.deleted &&
      message.nonce === nonce &&
      message.authorId === application.id &&
      clock.now() - message.at < NONCE_MILLISECONDS,
  );
}

function referenceOf(call: Call, channel: Channel, form: MessageForm): string | null {
  const { world, application } = call.core;
  const reference = form.message_reference;
  if (reference == null) return null;
  if (!may(world, channel, application.id, 'ReadMessageHistory')) throw cannotReadHistory();
  const message = world.messages.get(reference.message_id);
  if (message !== undefined && !message.deleted && message.channelId === channel.id) return message.id;
  if (reference.fail_if_not_exists === false) return null;
  // The asker may have removed the question meanwhile: that is no fault of the bot's.
  throw new DiscordError({
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
    errors: {
      message_reference: {
        _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }],
      },
    },
  });
}

function editOne(call: Call): Reply {
  const { core } = call;
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (message.authorId !== core.application.id) throw notYourMessage('Only its author can edit a message.');
  const form = readOutgoing(call, call.body, message);
  const after = contentAfter(call, channel, form, message);
  if (core.clock.now() - message.at > HOUR) core.limits.countOldEdit(message.channelId);
  edit(core, message, after);
  return shown(call, message);
}

function removeOne(call: Call): Reply {
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (message.authorId !== call.core.application.id) requireIn(call, channel, 'ManageMessages');
  remove(call.core, message);
  return { status: 204 };
}
