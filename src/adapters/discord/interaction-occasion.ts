import {
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
  TextInputStyle,
} from 'discord.js';
import type { Clock } from './clock.ts';
import { troubleWords } from './discord-failure.ts';
import { createFirstResponse } from './first-response.ts';
import { createInteractionMessages, type InteractionToken } from './interaction-messages.ts';
import { messageRequest } from './message-request.ts';
import type { Interaction } from './occasion.ts';
import type { OnceLog } from './once-log.ts';
import { lacking, neededToPost } from './permissions.ts';
import type { Place } from './place.ts';
import type { MessageBody } from './render/message-body.ts';

const LONGEST_COMMENT = 1_000;

/** An interaction as an occasion to answer. */
export function createInteractionOccasion(given: {
  readonly rest: REST;
  /** For first responses: does nothing twice of itself. */
  readonly tryingOnce: REST;
  readonly interaction: InteractionToken;
  readonly user: string;
  readonly place: Place;
  readonly permissions: bigint;
  readonly moderates: boolean;
  readonly manages: boolean;
  readonly clock: Clock;
  readonly once: OnceLog;
}): Interaction {
  const { rest, tryingOnce, interaction, place, permissions, clock, once } = given;
  const { application, token, id } = interaction;
  let hidden = false;
  let begun = false;
  const untold: MessageBody[] = [];
  const { respond, original } = createFirstResponse({ rest, tryingOnce, interaction, once });
  const transport = createInteractionMessages({
    rest,
    interaction,
    user: given.user,
    hidden: () => hidden,
    original,
    mayPost: (body) =>
      place.kind === 'dm' || lacking(permissions, neededToPost(place.kind, body)).length === 0,
    clock,
  });

  async function tell(body: MessageBody): Promise<void> {
    await rest
      .post(Routes.webhook(application, token), { ...messageRequest(body, { hidden: true }), auth: false })
      .catch((error: unknown) =>
        once.warn('private follow-up', 'Something could not be told to the asker privately.', {
          reason: troubleWords(error),
        }),
      );
  }

  return {
    kind: 'interaction',
    id,
    user: given.user,
    place: given.place,
    permissions: given.permissions,
    moderates: given.moderates,
    manages: given.manages,
    async acknowledge(how) {
      hidden = how.hidden;
      const type = InteractionResponseType.DeferredChannelMessageWithSource;
      const body = { type, data: { flags: hidden ? MessageFlags.Ephemeral : 0 } };
      return respond({ body }, { deferred: true });
    },
    async decline(body) {
      const { files, body: data } = messageRequest(body, { hidden: true });
      const type = InteractionResponseType.ChannelMessageWithSource;
      await respond({ body: { type, data }, ...(files === undefined ? {} : { files }) });
    },
    async askFor(form) {
      const input = {
        type: ComponentType.TextInput,
        custom_id: form.field.id,
        label: form.field.label,
        placeholder: form.field.placeholder,
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: LONGEST_COMMENT,
      };
      const components = [{ type: ComponentType.ActionRow, components: [input] }];
      const data = { custom_id: form.id, title: form.title, components };
      return respond({ body: { type: InteractionResponseType.Modal, data } });
    },
    // A second message that comes before the deferred one is filled would fill it, seen by all.
    async tellPrivately(body) {
      if (begun) await tell(body);
      else untold.push(body);
    },
    messages: {
      ...transport,
      async post(body, place) {
        const made = await transport.post(body, place);
        begun = true;
        for (const waiting of untold.splice(0)) void tell(waiting);
        return made;
      },
    },
    release() {},
  };
}
