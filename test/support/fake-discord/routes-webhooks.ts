import { unknownMessage, unknownWebhook } from './discord-error.ts';
import type { Interaction } from './interactions.ts';
import { messagePayload } from './message-payload.ts';
import { contentAfter, newFlags, readOutgoing } from './outgoing.ts';
import { edit, post, remove } from './posting.ts';
import { type Call, param, type Reply, type Route } from './route-table.ts';
import type { Message } from './world.ts';

const EPHEMERAL = 64;
const LOADING = 128;
const ONE = '/webhooks/:application/:token/messages/:message';

/** What can be done with an interaction's token once it was answered, for fifteen minutes. */
export const WEBHOOK_ROUTES: readonly Route[] = [
  { name: 'POST /webhooks/:application/:token', auth: 'token', handle: followUp },
  { name: `GET ${ONE}`, auth: 'token', handle: (call) => shown(call, messageOf(call, interactionOf(call))) },
  { name: `PATCH ${ONE}`, auth: 'token', handle: editOne },
  { name: `DELETE ${ONE}`, auth: 'token', handle: removeOne },
];

function interactionOf(call: Call): Interaction {
  if (param(call, 'application') !== call.core.application.id) {
    throw unknownWebhook('This is not the application that the interaction is for.');
  }
  return call.core.interactions.answered(param(call, 'token'));
}

/** @throws 10008 for a message that this token did not make, or that is gone. */
function messageOf(call: Call, interaction: Interaction): Message {
  const asked = param(call, 'message');
  const id = asked === '@original' ? interaction.originalId : asked;
  const own = [...interaction.messageIds, interaction.originalId, interaction.sourceMessageId];
  if (id === null || !own.includes(id)) throw unknownMessage();
  const message = call.core.world.message(id);
  call.record.messageId = message.id;
  return message;
}

function shown(call: Call, message: Message): Reply {
  return { status: 200, body: messagePayload(call.core, message, true) };
}

function editOne(call: Call): Reply {
  const interaction = interactionOf(call);
  const message = messageOf(call, interaction);
  const form = readOutgoing(call, call.body, message);
  const after = contentAfter(call, call.core.world.channel(interaction.channelId), form, message);
  edit(call.core, message, after);
  return shown(call, message);
}

function removeOne(call: Call): Reply {
  remove(call.core, messageOf(call, interactionOf(call)));
  return { status: 204 };
}

/** Right after a deferral this fills the deferred answer, whose privacy was chosen then. */
function followUp(call: Call): Reply {
  const { core } = call;
  const interaction = interactionOf(call);
  const form = readOutgoing(call, call.body, null);
  const flags = newFlags(form, true);
  const after = contentAfter(call, core.world.channel(interaction.channelId), form, null);
  const first = core.world.messages.get(interaction.originalId ?? '');
  const waiting =
    interaction.acknowledged?.kind === 'deferred' && first !== undefined && (first.flags & LOADING) !== 0;
  if (waiting && !first.deleted) {
    call.record.messageId = first.id;
    if ((first.flags & EPHEMERAL) !== (flags & EPHEMERAL)) {
      core.ledger.violation(
        `${call.record.method} ${call.record.path}: EPHEMERAL can only be chosen in the deferral, and this fills the deferred answer.`,
      );
    }
    edit(core, first, { ...after, flags: (first.flags & EPHEMERAL) | (flags & ~EPHEMERAL) });
    return shown(call, first);
  }
  const message = post(core, {
    ...after,
    flags,
    channelId: interaction.channelId,
    authorId: core.application.id,
    reference: interaction.originalId,
    interactionId: interaction.id,
  });
  interaction.messageIds.push(message.id);
  call.record.messageId = message.id;
  return shown(call, message);
}
