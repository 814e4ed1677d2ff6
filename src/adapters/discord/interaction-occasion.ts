import {
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
  TextInputStyle,
} from 'discord.js';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { troubleOf, troubleWords } from './discord-failure.ts';
import { createInteractionMessages, type InteractionToken } from './interaction-messages.ts';
import { messageRequest } from './message-request.ts';
import type { Interaction } from './occasion.ts';
import type { OnceLog } from './once-log.ts';
import type { Place } from './place.ts';
import type { MessageBody } from './render/message-body.ts';

const callbackSchema = z.object({
  resource: z.object({ message: z.object({ id: z.string() }).optional() }).optional(),
});
const LONGEST_COMMENT = 1_000;

/** An interaction as an occasion to answer. */
export function createInteractionOccasion(given: {
  readonly rest: REST;
  readonly interaction: InteractionToken;
  readonly user: string;
  readonly place: Place;
  readonly permissions: bigint;
  readonly moderates: boolean;
  readonly manages: boolean;
  readonly clock: Clock;
  readonly once: OnceLog;
}): Interaction {
  const { rest, interaction, clock, once } = given;
  const { application, token, id } = interaction;
  let hidden = false;
  let original: string | null = null;
  let begun = false;
  const untold: MessageBody[] = [];
  const transport = createInteractionMessages({
    rest,
    interaction,
    user: given.user,
    hidden: () => hidden,
    original: () => original,
    clock,
  });

  /** The first response. False when Discord does not take it; what else can be done about that is nothing. */
  async function respond(response: Parameters<REST['post']>[1]): Promise<boolean> {
    try {
      const answered = await rest.post(Routes.interactionCallback(id, token), {
        ...response,
        auth: false,
        query: new URLSearchParams({ with_response: 'true' }),
      });
      const read = callbackSchema.safeParse(answered);
      original = (read.success ? read.data.resource?.message?.id : null) ?? null;
      return true;
    } catch (error) {
      const taken = troubleOf(error) === 'taken';
      once.warn(
        taken ? 'interaction taken' : 'interaction response',
        taken
          ? 'Discord did not take the first response to a command: it came more than 3 seconds late, or another program answers with this token.'
          : 'Discord did not take the first response to a command.',
        { reason: troubleWords(error) },
      );
      return false;
    }
  }

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
      return respond({ body: { type, data: { flags: hidden ? MessageFlags.Ephemeral : 0 } } });
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
