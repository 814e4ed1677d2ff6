import { type REST, Routes } from 'discord.js';
import type { MessageTransport } from './answer-messages.ts';
import { createChannelMessages, madeSchema } from './channel-messages.ts';

/** The id of the channel between the bot and a user. Throws what Discord says against it. */
export async function directChannel(rest: REST, user: string): Promise<string> {
  return madeSchema.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: user } })).id;
}

/**
 * Takes over an answer whose messages can no longer be changed where they are: what changes is written to the user directly, and stays as it
 * was there. The channel is opened with the first message.
 */
export function createDirectMessages(given: {
  readonly rest: REST;
  readonly user: string;
  /** Id of what is answered. */
  readonly cause: string;
}): MessageTransport {
  const { rest, user, cause } = given;
  /** Messages here, by the ids of those they go on from. */
  const movedTo = new Map<string, string>();
  let opened: Promise<MessageTransport> | null = null;
  let places = 0;

  function messages(): Promise<MessageTransport> {
    opened ??= directChannel(rest, user).then((channel) => createChannelMessages({ rest, channel, cause }));
    return opened;
  }

  async function post(body: Parameters<MessageTransport['post']>[0]): Promise<string> {
    return (await messages()).post(body, places++);
  }

  return {
    async post(body) {
      const id = await post(body);
      movedTo.set(id, id);
      return id;
    },
    async edit(id, body) {
      const here = movedTo.get(id);
      if (here === undefined) movedTo.set(id, await post(body));
      else await (await messages()).edit(here, body);
    },
    async remove(id) {
      const here = movedTo.get(id);
      if (here !== undefined) await (await messages()).remove(here);
    },
  };
}
