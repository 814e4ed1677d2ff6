import { type REST, Routes } from 'discord.js';
import type { MessageTransport } from './answer-messages.ts';
import { createChannelMessages, madeSchema } from './channel-messages.ts';
import type { Clock } from './clock.ts';
import { createDirectMessages } from './direct-messages.ts';
import { troubleOf } from './discord-failure.ts';
import { messageRequest } from './message-request.ts';

/** What Discord calls the message in place of a deferral. */
const ORIGINAL = '@original';
/** How long the token of an interaction answers for it, with some room for the way. */
const TOKEN_MILLISECONDS = 15 * 60 * 1000 - 15_000;

/** What authorises the answers to one interaction. */
export interface InteractionToken {
  readonly application: string;
  readonly id: string;
  readonly token: string;
  readonly channel: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/**
 * Messages of an answer to an interaction that was deferred. When its token has expired, they are edited as the channel's messages that they
 * are too; hidden ones can no longer be changed then, and the answer goes on in direct messages.
 */
export function createInteractionMessages(given: {
  readonly rest: REST;
  readonly interaction: InteractionToken;
  readonly user: string;
  readonly hidden: () => boolean;
  /** Id of the deferred message; null where Discord did not tell it. */
  readonly original: () => string | null;
  readonly clock: Clock;
}): MessageTransport {
  const { rest, interaction, user, hidden, original, clock } = given;
  const { application, token } = interaction;
  const channel = createChannelMessages({
    rest,
    channel: interaction.channel,
    cause: interaction.id,
    replyTo: null,
  });
  const direct = createDirectMessages({ rest, user, cause: interaction.id });
  let expired = false;
  /** Id of the message in place of the deferral, once it is known. */
  let first: string | null = null;

  /** By the token while it lasts, else as a message that needs none. */
  async function inTime<T>(
    byToken: () => Promise<T>,
    without: (messages: MessageTransport) => Promise<T>,
  ): Promise<T> {
    expired ||= clock.now() - interaction.created > TOKEN_MILLISECONDS;
    if (!expired) {
      try {
        return await byToken();
      } catch (error) {
        if (troubleOf(error) !== 'late') throw error;
        expired = true;
      }
    }
    return without(hidden() ? direct : channel);
  }

  async function change(id: string, body: Parameters<MessageTransport['edit']>[1]): Promise<string> {
    const request = messageRequest(body, { hidden: hidden(), change: true });
    const changed = await rest.patch(Routes.webhookMessage(application, token, nameOf(id)), {
      ...request,
      auth: false,
    });
    return madeSchema.parse(changed).id;
  }

  /** What the token knows it by: the first message has a name of its own. */
  function nameOf(id: string): string {
    return id === first ? ORIGINAL : id;
  }

  return {
    async post(body, place) {
      if (place > 0) {
        return inTime(
          async () => {
            const request = messageRequest(body, { hidden: hidden() });
            const query = new URLSearchParams({ wait: 'true' });
            const made = await rest.post(Routes.webhook(application, token), {
              ...request,
              query,
              auth: false,
            });
            return madeSchema.parse(made).id;
          },
          (messages) => messages.post(body, place),
        );
      }
      return inTime(
        async () => (first = await change(ORIGINAL, body)),
        async (messages) => {
          const id = original();
          if (id === null) return messages.post(body, place);
          await messages.edit(id, body);
          return id;
        },
      );
    },
    async edit(id, body) {
      await inTime(
        async () => void (await change(id, body)),
        (messages) => messages.edit(id, body),
      );
    },
    async remove(id) {
      await inTime(
        async () =>
          void (await rest.delete(Routes.webhookMessage(application, token, nameOf(id)), { auth: false })),
        (messages) => messages.remove(id),
      );
    },
  };
}
