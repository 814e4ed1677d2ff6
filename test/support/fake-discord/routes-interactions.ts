import { z } from 'zod';
import type { Core } from './core.ts';
import { invalidForm, readForm } from './form-errors.ts';
import type { AcknowledgementKind, Interaction } from './interactions.ts';
import { messagePayload } from './message-payload.ts';
import { modalSchema } from './modal-schema.ts';
import { contentAfter, newFlags, readOutgoing } from './outgoing.ts';
import { edit, post } from './posting.ts';
import { type Call, param, type Reply, type Route } from './route-table.ts';
import type { Message } from './world.ts';

const EPHEMERAL = 64;
const LOADING = 128;

const callbackSchema = z.strictObject({ type: z.int(), data: z.unknown().optional() });
const deferralSchema = z.strictObject({ flags: z.literal([0, EPHEMERAL]).nullish() });
const choicesSchema = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string().max(100)).nullish(),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});

/** Which kinds of response an interaction may get. */
const ALLOWED: Readonly<Record<Interaction['kind'], readonly number[]>> = {
  command: [4, 5, 9],
  autocomplete: [8],
  component: [4, 5, 6, 7, 9],
  modal: [4, 5, 6, 7],
};

export const INTERACTION_ROUTES: readonly Route[] = [
  { name: 'POST /interactions/:interaction/:token/callback', auth: 'token', handle: callback },
];

function callback(call: Call): Reply {
  const { core } = call;
  const interaction = core.interactions.awaiting(param(call, 'interaction'), param(call, 'token'));
  const { type, data } = readForm(callbackSchema, call.body);
  const modalWithoutMessage = interaction.kind === 'modal' && interaction.sourceMessageId === null;
  if (!ALLOWED[interaction.kind].includes(type) || (modalWithoutMessage && (type === 6 || type === 7))) {
    const message = `A response of type ${type} does not go with this ${interaction.kind} interaction.`;
    throw invalidForm([{ path: 'type', code: 'INTERACTION_TYPE_INVALID', message }]);
  }
  const message = respond(call, interaction, type, data);
  call.record.messageId = message?.id ?? null;
  core.changes.notify();
  return call.query.get('with_response') === 'true'
    ? { status: 200, body: callbackResponse(core, interaction, type, message) }
    : { status: 204 };
}

function respond(call: Call, interaction: Interaction, type: number, data: unknown): Message | null {
  const { core } = call;
  const channel = core.world.channel(interaction.channelId);
  const acknowledge = (kind: AcknowledgementKind, ephemeral = false): void =>
    core.interactions.acknowledge(interaction, kind, ephemeral);
  switch (type) {
    case 4: {
      const form = readOutgoing(call, data ?? {}, null);
      const flags = newFlags(form, true);
      const content = contentAfter(call, channel, form, null);
      acknowledge('message', (flags & EPHEMERAL) !== 0);
      return original(core, interaction, { ...content, flags });
    }
    case 5: {
      const flags = readForm(deferralSchema, data ?? {}).flags ?? 0;
      acknowledge('deferred', flags === EPHEMERAL);
      return original(core, interaction, { content: '', flags: flags | LOADING });
    }
    case 6:
      acknowledge('deferred-update');
      interaction.originalId = interaction.sourceMessageId;
      return null;
    case 7: {
      const source = core.world.message(interaction.sourceMessageId ?? '');
      const form = readOutgoing(call, data ?? {}, source);
      const content = contentAfter(call, channel, form, source);
      acknowledge('update');
      interaction.originalId = source.id;
      edit(core, source, content);
      return source;
    }
    case 8:
      interaction.choices = readForm(choicesSchema, data).choices.map(({ name, value }) => ({ name, value }));
      acknowledge('choices');
      return null;
    default:
      interaction.modal = readForm(modalSchema, data);
      acknowledge('modal');
      return null;
  }
}

function original(
  core: Core,
  interaction: Interaction,
  content: Partial<Message> & { content: string },
): Message {
  const message = post(core, {
    ...content,
    channelId: interaction.channelId,
    authorId: core.application.id,
    type: interaction.command === null ? 19 : interaction.command.type === 1 ? 20 : 23,
    reference: interaction.sourceMessageId,
    interactionId: interaction.id,
  });
  interaction.originalId = message.id;
  interaction.messageIds.push(message.id);
  return message;
}

function callbackResponse(core: Core, interaction: Interaction, type: number, message: Message | null) {
  return {
    interaction: {
      id: interaction.id,
      type: { command: 2, component: 3, autocomplete: 4, modal: 5 }[interaction.kind],
      ...(message === null
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: (message.flags & LOADING) !== 0,
            response_message_ephemeral: (message.flags & EPHEMERAL) !== 0,
          }),
    },
    resource: { type, ...(message === null ? {} : { message: messagePayload(core, message, true) }) },
  };
}
