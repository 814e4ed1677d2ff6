import { MessageFlags, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { z } from 'zod';
import { codeOf, type DiscordTrouble, troubleOf, troubleWords } from './discord-failure.ts';
import type { InteractionToken } from './interaction-messages.ts';
import type { OnceLog } from './once-log.ts';

const callbackSchema = z.object({
  resource: z.object({ message: z.object({ id: z.string() }).optional() }).optional(),
});
const originalSchema = z.object({ id: z.string(), flags: z.number().default(0) });

/** Discord takes it for three seconds. */
const MOST_TRIES = 4;

/** The one first response that an interaction can have. */
export interface FirstResponse {
  /** False when Discord does not take it; what else can be done about that is nothing. Never rejects. */
  respond(response: Parameters<REST['post']>[1], what?: { readonly deferred?: boolean }): Promise<boolean>;
  /** The id of the message that it made; null where there is none, or Discord did not tell it. */
  original(): string | null;
}

export function createFirstResponse(given: {
  readonly rest: REST;
  /** Does nothing twice of itself: whether an earlier try may have arrived must be known, as another program may answer with this token. */
  readonly tryingOnce: REST;
  readonly interaction: InteractionToken;
  readonly once: OnceLog;
}): FirstResponse {
  const { rest, tryingOnce, interaction, once } = given;
  const { application, token, id } = interaction;
  let original: string | null = null;

  async function send(response: Parameters<REST['post']>[1]): Promise<void> {
    const answered = await tryingOnce.post(Routes.interactionCallback(id, token), {
      ...response,
      auth: false,
      query: new URLSearchParams({ with_response: 'true' }),
    });
    const read = callbackSchema.safeParse(answered);
    original = (read.success ? read.data.resource?.message?.id : null) ?? null;
  }

  /** Whether what a deferral makes is there and waits to be filled. Never rejects. */
  async function isWaiting(): Promise<boolean> {
    try {
      const found = await rest.get(Routes.webhookMessage(application, token, '@original'), { auth: false });
      const { id: made, flags } = originalSchema.parse(found);
      original = made;
      return (flags & MessageFlags.Loading) !== 0;
    } catch {
      return false;
    }
  }

  function tellUntaken(trouble: DiscordTrouble, error: unknown): void {
    const taken = trouble === 'taken';
    once.warn(
      taken ? 'interaction taken' : 'interaction response',
      taken
        ? 'Discord did not take the first response to a command: it came more than 3 seconds late, or another program answers with this token.'
        : 'Discord did not take the first response to a command.',
      { reason: troubleWords(error) },
    );
  }

  return {
    async respond(response, { deferred = false } = {}) {
      for (let tries = 1; ; tries++) {
        try {
          await send(response);
          return true;
        } catch (error) {
          const trouble = troubleOf(error);
          if (trouble === 'passing' && tries < MOST_TRIES) continue;
          // The try before arrived then, and the word of that got lost.
          const acknowledged = codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
          if (acknowledged && tries > 1 && (!deferred || (await isWaiting()))) return true;
          tellUntaken(trouble, error);
          return false;
        }
      }
    },
    original: () => original,
  };
}
