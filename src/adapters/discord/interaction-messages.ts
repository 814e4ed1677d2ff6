import { type REST, Routes } from 'discord.js';
import type { MessageTransport } from './answer-messages.ts';
import { createChannelMessages, madeSchema } from './channel-messages.ts';
import type { Clock } from './clock.ts';
import { createDirectMessages } from './direct-messages.ts';
import { troubleOf } from './discord-failure.ts';
import { messageRequest } from './message-request.ts';
import type { MessageBody } from './render/message-body.ts';
import { withoutFilesWhereForbidden } from './without-files.ts';

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
  /** When it came, in milliseconds since 1970 by the clock that its age is reckoned with. */
  readonly arrived: number;
}

/**
 * Messages of an answer to an interaction that was deferred. When its token has expired, they are edited as the channel's messages that they
 * are too; hidden ones can no longer be changed then, and the answer goes on in direct messages.
 *
 * What follows the first message is the channel's own where the bot may write there: such a message has a nonce, so that one whose arrival
 * was not confirmed is not made twice. What a token makes has none. A hidden message can come by the token alone, and nothing tells whether
 * it came; tried again, its asker may see it twice, which is better than not at all.
 */
export function createInteractionMessages(given: {
  readonly rest: REST;
  readonly interaction: InteractionToken;
  readonly user: string;
  readonly hidden: () => boolean;
  /** Id of the deferred message; null where Discord did not tell it. */
  readonly original: () => string | null;
  /** The bot may write this in the channel, below another message, without the token. */
  readonly mayPost: (body: MessageBody) => boolean;
  readonly clock: Clock;
}): MessageTransport {
  const { rest, interaction, user, hidden, original, mayPost, clock } = given;
  const { application, token } = interaction;
  /** Id of the message in place of the deferral, once it is known. */
  let first: string | null = null;
  const channel = createChannelMessages({
    rest,
    channel: interaction.channel,
    cause: interaction.id,
    replyTo: (place) => (place === 0 ? null : first),
  });
  const direct = createDirectMessages({ rest, user, cause: interaction.id });
  let expired = false;
  /** Those that the token did not make, and does not know. */
  const ownOfChannel = new Set<string>();

  /** By the token while it lasts, else as a message that needs none. */
  async function whileItLasts<T>(
    byToken: () => Promise<T>,
    without: (messages: MessageTransport) => Promise<T>,
  ): Promise<T> {
    expired ||= clock.now() - interaction.arrived > TOKEN_MILLISECONDS;
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

  function change(id: string, body: MessageBody): Promise<string> {
    return withoutFilesWhereForbidden(body, async (possible) => {
      const request = messageRequest(possible, { hidden: hidden(), change: true });
      const route = Routes.webhookMessage(application, token, nameOf(id));
      return madeSchema.parse(await rest.patch(route, { ...request, auth: false })).id;
    });
  }

  /** What the token knows it by: the first message has a name of its own. */
  function nameOf(id: string): string {
    return id === first ? ORIGINAL : id;
  }

  function followUp(body: MessageBody): Promise<string> {
    return withoutFilesWhereForbidden(body, async (possible) => {
      const request = messageRequest(possible, { hidden: hidden() });
      const query = new URLSearchParams({ wait: 'true' });
      const made = await rest.post(Routes.webhook(application, token), { ...request, query, auth: false });
      return madeSchema.parse(made).id;
    });
  }

  /** Null where the channel is closed to the bot after all. */
  async function postInChannel(body: MessageBody, place: number): Promise<string | null> {
    if (hidden() || !mayPost(body)) return null;
    try {
      const id = await channel.post(body, place);
      ownOfChannel.add(id);
      return id;
    } catch (error) {
      if (troubleOf(error) === 'forbidden') return null;
      throw error;
    }
  }

  return {
    async post(body, place) {
      if (place > 0) {
        return (
          (await postInChannel(body, place)) ??
          whileItLasts(
            () => followUp(body),
            (messages) => messages.post(body, place),
          )
        );
      }
      return whileItLasts(
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
      if (ownOfChannel.has(id)) return channel.edit(id, body);
      await whileItLasts(
        async () => void (await change(id, body)),
        (messages) => messages.edit(id, body),
      );
    },
    async remove(id) {
      if (ownOfChannel.has(id)) return channel.remove(id);
      await whileItLasts(
        async () =>
          void (await rest.delete(Routes.webhookMessage(application, token, nameOf(id)), { auth: false })),
        (messages) => messages.remove(id),
      );
    },
  };
}
