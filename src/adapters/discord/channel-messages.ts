import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { MessageTransport } from './answer-messages.ts';
import { messageRequest } from './message-request.ts';

export const madeSchema = z.object({ id: z.string() });

/**
 * Messages of an answer in a channel or thread. `cause` is the id of what is answered: a message of the same cause and place that was sent
 * already, by a retry or by another process, is not made a second time.
 */
export function createChannelMessages(given: {
  readonly rest: REST;
  readonly channel: string;
  readonly cause: string;
  /** The first message replies to this one. */
  readonly replyTo: string | null;
}): MessageTransport {
  const { rest, channel, cause, replyTo } = given;
  return {
    async post(body, place) {
      // The question may have been deleted meanwhile.
      const reference = { message_id: replyTo, fail_if_not_exists: false };
      const more = {
        nonce: `${cause}-${place}`,
        enforce_nonce: true,
        ...(place > 0 || replyTo === null ? {} : { message_reference: reference }),
      };
      const request = messageRequest(body, { more });
      return madeSchema.parse(await rest.post(Routes.channelMessages(channel), request)).id;
    },
    async edit(id, body) {
      await rest.patch(Routes.channelMessage(channel, id), messageRequest(body, { change: true }));
    },
    async remove(id) {
      await rest.delete(Routes.channelMessage(channel, id));
    },
  };
}
