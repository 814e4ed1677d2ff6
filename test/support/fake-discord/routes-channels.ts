import { z } from 'zod';
import { missingPermissions, threadExists, unknownMember, wrongChannelType } from './discord-error.ts';
import { readForm } from './form-errors.ts';
import { INTENTS } from './gateway-session.ts';
import { messageEventPayload } from './message-payload.ts';
import { channelPayload, threadMemberPayload } from './payloads.ts';
import { may } from './permissions.ts';
import { type Call, param, type Reply, type Route } from './route-table.ts';
import { channelOf, messageOf, requireIn } from './routes-messages.ts';
import type { Channel } from './world.ts';

const minutes = z.literal([60, 1440, 4320, 10080]);
const threadSchema = z.strictObject({
  name: z.string().min(1).max(100),
  auto_archive_duration: minutes.nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
  /** Public threads only. */
  type: z.literal(11).optional(),
  invitable: z.boolean().nullish(),
});
const threadChangeSchema = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  auto_archive_duration: minutes.optional(),
});
const directSchema = z.strictObject({ recipient_id: z.string() });

export const CHANNEL_ROUTES: readonly Route[] = [
  { name: 'GET /channels/:channel', auth: 'bot', handle: (call) => shown(call, channelOf(call)) },
  { name: 'PATCH /channels/:channel', auth: 'bot', handle: changeThread },
  { name: 'POST /channels/:channel/typing', auth: 'bot', handle: typing },
  { name: 'POST /channels/:channel/messages/:message/threads', auth: 'bot', handle: threadFromMessage },
  { name: 'POST /channels/:channel/threads', auth: 'bot', handle: threadAlone },
  { name: 'PUT /channels/:channel/thread-members/:user', auth: 'bot', handle: joinThread },
  { name: 'DELETE /channels/:channel/thread-members/:user', auth: 'bot', handle: leaveThread },
  { name: 'PUT /channels/:channel/messages/:message/reactions/:emoji/@me', auth: 'bot', handle: react },
  { name: 'DELETE /channels/:channel/messages/:message/reactions/:emoji/@me', auth: 'bot', handle: unreact },
  { name: 'POST /users/@me/channels', auth: 'bot', handle: openDirect },
];

function shown(call: Call, channel: Channel, status = 200): Reply {
  return { status, body: channelPayload(call.core.world, channel) };
}

function typing(call: Call): Reply {
  const channel = channelOf(call);
  requireIn(call, channel, channel.kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages');
  return { status: 204 };
}

function textChannelOf(call: Call): Channel {
  const channel = channelOf(call);
  if (channel.kind !== 'text') throw wrongChannelType();
  requireIn(call, channel, 'CreatePublicThreads');
  return channel;
}

function threadFromMessage(call: Call): Reply {
  const parent = textChannelOf(call);
  const message = messageOf(call, parent);
  const form = readForm(threadSchema, call.body);
  if (call.core.world.threadOf(message.id) !== undefined) throw threadExists();
  const reply = opened(call, parent, form, message.id);
  call.core.gateway.dispatch('MESSAGE_UPDATE', (session) =>
    session.has(INTENTS.guildMessages)
      ? messageEventPayload(call.core, message, session.has(INTENTS.messageContent))
      : null,
  );
  return reply;
}

function threadAlone(call: Call): Reply {
  return opened(call, textChannelOf(call), readForm(threadSchema, call.body));
}

function opened(call: Call, parent: Channel, form: z.infer<typeof threadSchema>, messageId?: string): Reply {
  const { core } = call;
  const thread = core.founder.thread(parent, {
    ...(messageId === undefined ? {} : { id: messageId }),
    name: form.name,
    ownerId: core.application.id,
    autoArchiveMinutes: form.auto_archive_duration ?? 1440,
  });
  const member = threadMemberPayload(thread, core.application.id);
  core.gateway.dispatch('THREAD_CREATE', (session) =>
    session.has(INTENTS.guilds)
      ? { ...channelPayload(core.world, thread), newly_created: true, member }
      : null,
  );
  core.changes.notify();
  return { status: 201, body: { ...channelPayload(core.world, thread), member } };
}

function changeThread(call: Call): Reply {
  const { world, application, gateway } = call.core;
  const thread = channelOf(call);
  if (thread.kind !== 'thread') throw wrongChannelType('Only threads are changed by this bot.');
  const form = readForm(threadChangeSchema, call.body);
  if (thread.ownerId !== application.id && !may(world, thread, application.id, 'ManageThreads')) {
    throw missingPermissions();
  }
  thread.name = form.name ?? thread.name;
  thread.archived = form.archived ?? thread.archived;
  thread.locked = form.locked ?? thread.locked;
  thread.autoArchiveMinutes = form.auto_archive_duration ?? thread.autoArchiveMinutes;
  gateway.dispatch('THREAD_UPDATE', (session) =>
    session.has(INTENTS.guilds) ? channelPayload(world, thread) : null,
  );
  return shown(call, thread);
}

function threadMemberOf(call: Call, thread: Channel): string {
  if (thread.kind !== 'thread') throw wrongChannelType();
  const asked = param(call, 'user');
  const userId = asked === '@me' ? call.core.application.id : asked;
  if (!call.core.world.guild(thread.guildId ?? '').members.has(userId)) throw unknownMember();
  return userId;
}

function joinThread(call: Call): Reply {
  const thread = channelOf(call);
  thread.threadMembers.add(threadMemberOf(call, thread));
  return { status: 204 };
}

function leaveThread(call: Call): Reply {
  const thread = channelOf(call);
  thread.threadMembers.delete(threadMemberOf(call, thread));
  return { status: 204 };
}

function react(call: Call): Reply {
  const channel = channelOf(call);
  requireIn(call, channel, 'ReadMessageHistory');
  requireIn(call, channel, 'AddReactions');
  const message = messageOf(call, channel);
  const reaction = { emoji: param(call, 'emoji'), userId: call.core.application.id };
  if (
    !message.reactions.some(({ emoji, userId }) => emoji === reaction.emoji && userId === reaction.userId)
  ) {
    message.reactions.push(reaction);
  }
  call.core.changes.notify();
  return { status: 204 };
}

function unreact(call: Call): Reply {
  const message = messageOf(call, channelOf(call));
  const emoji = param(call, 'emoji');
  const at = message.reactions.findIndex(
    (reaction) => reaction.emoji === emoji && reaction.userId === call.core.application.id,
  );
  if (at >= 0) message.reactions.splice(at, 1);
  call.core.changes.notify();
  return { status: 204 };
}

function openDirect(call: Call): Reply {
  const { recipient_id } = readForm(directSchema, call.body);
  return shown(call, call.core.founder.directChannel(call.core.world.user(recipient_id).id));
}
