import { type REST, Routes } from 'discord.js';
import type { MessageTransport } from './answer-messages.ts';
import { createChannelMessages, madeSchema } from './channel-messages.ts';
import type { Clock } from './clock.ts';
import { troubleOf } from './discord-failure.ts';
import { messageRequest } from './message-request.ts';

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
 * are too; hidden ones can no longer be changed then.
 */
export function createInteractionMessages(given: {
  readonly rest: REST;
  readonly interaction: InteractionToken;
  readonly hidden: () => boolean;
  /** Id of the deferred message; null where Discord did not tell it. */
  readonly original: () => string | null;
  readonly clock: Clock;
}): MessageTransport {
  const { rest, interaction, hidden, original, clock } = given;
  const { application, token } = interaction;
  const channel = createChannelMessages({
    rest,
    channel: interaction.channel,
    cause: interaction.id,
    replyTo: null,
  });
  let expired = false;

  /** By the token while it lasts, else as a message of the channel. */
  async function inTime<T>(byToken: () => Promise<T>, inChannel: () => Promise<T>): Promise<T> {
    expired ||= clock.now() - interaction.created > TOKEN_MILLISECONDS;
    if (!expired || hidden()) {
      try {
        return await byToken();
      } catch (error) {
        if (troubleOf(error) !== 'late' || hidden()) throw error;
        expired = true;
      }
    }
    return inChannel();
  }

  async function change(id: string, body: Parameters<MessageTransport['edit']>[1]): Promise<string> {
    const request = messageRequest(body, { hidden: hidden(), change: true });
    const changed = await rest.patch(Routes.webhookMessage(application, token, id), {
      ...request,
      auth: false,
    });
    return madeSchema.parse(changed).id;
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
          () => channel.post(body, place),
        );
      }
      return inTime(
        () => change('@original', body),
        async () => {
          const id = original();
          if (id === null) return channel.post(body, place);
          await channel.edit(id, body);
          return id;
        },
      );
    },
    async edit(id, body) {
      await inTime(
        async () => void (await change(id, body)),
        () => channel.edit(id, body),
      );
    },
    async remove(id) {
      await inTime(
        async () => void (await rest.delete(Routes.webhookMessage(application, token, id), { auth: false })),
        () => channel.remove(id),
      );
    },
  };
}
