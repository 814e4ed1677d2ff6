import { type Client, Events, type REST, RESTEvents } from 'discord.js';
import type { Logger } from '../../logger.ts';
import type { OnceLog } from './once-log.ts';

/** Tells in plain words what happens between Discord and the bot, each thing once and not at every try. */
export function logGateway(
  client: Client,
  given: {
    /** The other way to Discord, which is watched as the client's own is. */
    readonly tryingOnce: REST;
    readonly logger: Logger;
    readonly once: OnceLog;
    /** Raised when the bot leaves of its own will: what is closed then is not lost. */
    readonly signal: AbortSignal;
  },
): void {
  const { tryingOnce, logger, once, signal } = given;
  let lost = false;
  let told = false;

  function onLost(reason: string): void {
    lost = true;
    if (told || signal.aborted) return;
    told = true;
    logger.warn("The connection to Discord's gateway is lost; it is tried again until it is back.", {
      reason,
    });
  }

  function onBack(): void {
    if (lost) logger.info("The connection to Discord's gateway is back.");
    lost = false;
    told = false;
  }

  client.on(Events.ShardReconnecting, () => onLost('the connection was closed'));
  client.on(Events.ShardError, (error) => onLost(error.message));
  client.on(Events.ShardResume, onBack);
  client.on(Events.ShardReady, onBack);
  client.on(Events.Warn, (message) => once.warn('client', `discord.js warns: ${message}`));
  client.on(Events.Error, (error) => once.warn('client error', 'Something failed in discord.js.', { error }));
  for (const rest of [client.rest, tryingOnce]) logRequests(rest, once);
}

function logRequests(rest: REST, once: OnceLog): void {
  rest.on(RESTEvents.InvalidRequestWarning, ({ count }) =>
    once.warn(
      'invalid requests',
      'Discord refused many requests lately; from 10,000 in ten minutes on it bans.',
      {
        count,
      },
    ),
  );
  // discord.js waits of itself before a limit is met: that is no trouble, a 429 is.
  rest.on(RESTEvents.Response, ({ route }, { status }) => {
    if (status === 429)
      once.warn(`rate limit ${route}`, 'Discord wants fewer requests; what waits for that is sent later.', {
        route,
      });
    if (status >= 500)
      once.warn('server error', 'Discord has troubles of its own; requests are tried again.', { status });
  });
}
