import { type REST, Routes } from 'discord.js';
import { createChannelMessages } from './channel-messages.ts';
import type { Clock } from './clock.ts';
import { directChannel } from './direct-messages.ts';
import { troubleWords } from './discord-failure.ts';
import { messageRequest } from './message-request.ts';
import type { Occasion } from './occasion.ts';
import type { OnceLog } from './once-log.ts';
import type { Place } from './place.ts';

/** Discord shows that somebody writes for ten seconds. */
const TYPING_MILLISECONDS = 8_000;

/** A message as an occasion to answer: by replies in its channel. */
export function createMessageOccasion(given: {
  readonly rest: REST;
  readonly message: string;
  readonly user: string;
  readonly place: Place;
  /** The bot may see earlier messages there, and so reply to one. */
  readonly mayReply: boolean;
  readonly clock: Clock;
  readonly once: OnceLog;
}): Occasion {
  const { rest, message, user, place, clock, once } = given;
  const transport = createChannelMessages({
    rest,
    channel: place.channel,
    cause: message,
    replyTo: (place) => (place === 0 && given.mayReply ? message : null),
  });
  let typing = false;
  let notes = 0;
  let cancelTyping = (): void => {};

  function type(): void {
    if (!typing) return;
    cancelTyping = clock.after(TYPING_MILLISECONDS, type);
    rest
      .post(Routes.channelTyping(place.channel))
      .catch((error: unknown) =>
        once.warn('typing', 'Discord was not told that an answer comes.', { reason: troubleWords(error) }),
      );
  }

  function release(): void {
    typing = false;
    cancelTyping();
  }

  return {
    kind: 'message',
    id: message,
    user,
    place,
    async acknowledge() {
      typing = true;
      type();
      return true;
    },
    async decline(body) {
      await transport.post(body, 0).catch((error: unknown) =>
        once.warn(`decline ${place.channel}`, 'A message could not be replied to.', {
          reason: troubleWords(error),
        }),
      );
    },
    async tellPrivately(body) {
      // Each note has a nonce of its own, or Discord would take the second for the first.
      const nonce = `${message}-p${notes++}`;
      try {
        await rest.post(
          Routes.channelMessages(await directChannel(rest, user)),
          messageRequest(body, { more: { nonce, enforce_nonce: true } }),
        );
      } catch (error) {
        // People may close their direct messages; then there is no other way to reach them alone.
        once.warn('private message', 'A user could not be told something privately.', {
          reason: troubleWords(error),
        });
      }
    },
    messages: {
      ...transport,
      async post(body, at) {
        const id = await transport.post(body, at);
        release();
        return id;
      },
    },
    release,
  };
}
