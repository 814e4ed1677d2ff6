import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { MessageTransport } from './answer-messages.ts';
import { messageRequest } from './message-request.ts';
import { withoutFilesWhereForbidden } from './without-files.ts';

export const madeSchema = z.object({ id: z.string() });

/**
 * Messages of an answer in a channel or thread. `cause` is the id of what is answered: a message of the same cause and place that was sent
 * already, by a retry or by another process, is not made a second time.
 */
export function createChannelMessages(given: {
  readonly rest: REST;
  readonly channel: string;
  readonly cause: string;
  /** The message that the one at this place replies to. */
  readonly replyTo?: (place: number) => string | null;
}): MessageTransport {
  const { rest, channel, cause, replyTo = () => null } = given;
  return {
    async post(body, place) {
      const to = replyTo(place);
      // It may have been deleted meanwhile.
      const reference = { message_id: to, fail_if_not_exists: false };
      const more = {
        nonce: `${cause}-${place}`,
        enforce_nonce: true,
        ...(to === null ? {} : { message_reference: reference }),
      };
      return withoutFilesWhereForbidden(body, async (possible) => {
        const request = messageRequest(possible, { more });
        return madeSchema.parse(await rest.post(Routes.channelMessages(channel), request)).id;
      });
    },
    async edit(id, body) {
      await withoutFilesWhereForbidden(body, (possible) =>
        rest.patch(Routes.channelMessage(channel, id), messageRequest(possible, { change: true })),
      );
    },
    async remove(id) {
      await rest.delete(Routes.channelMessage(channel, id));
    },
  };
}
