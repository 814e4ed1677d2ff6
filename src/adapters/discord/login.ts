import { type Client, Events } from 'discord.js';
import { EndpointError, IbidError, InterruptedError } from '../../errors.ts';
import { type Clock, pause } from './clock.ts';
import { troubleWords } from './discord-failure.ts';

/** Servers are told one by one after a login; Discord takes a while when there are many. */
const PATIENCE_MILLISECONDS = 60_000;
const PORTAL = 'https://discord.com/developers/applications';

/** discord.js cannot be stopped while it connects: it hangs, and connects once more. Mostly it is there in a moment. */
const LAST_WAIT_MILLISECONDS = 5_000;
const LEAVE_MILLISECONDS = 3_000;

/**
 * Logs in once and waits until the bot knows its servers. Throws IbidError with what to do when Discord does not let it in; the client is
 * destroyed then. Throws InterruptedError when the signal is raised and the way in takes long; where it does not, the caller must see to it.
 */
export async function logIn(
  client: Client,
  given: {
    readonly token: string;
    readonly api: string;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<Client<true>> {
  const { token, api, clock, signal } = given;
  const ended = new AbortController();
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  // This is how discord.js tells of what it will not try again.
  const refused = new Promise<never>((_, reject) =>
    client.once(Events.ShardDisconnect, ({ code }) => reject(closedWith(code))),
  );
  async function patience(): Promise<never> {
    await pause(clock, PATIENCE_MILLISECONDS, AbortSignal.any([signal, ended.signal]));
    if (signal.aborted) await pause(clock, LAST_WAIT_MILLISECONDS, ended.signal);
    if (signal.aborted) throw new InterruptedError();
    throw new EndpointError(
      `Discord's gateway did not let the bot in within ${PATIENCE_MILLISECONDS / 1000} s`,
      {
        url: api,
        retryable: true,
        remedy: 'See https://discordstatus.com and the network, and start it again.',
      },
    );
  }
  const late = patience();
  // Nobody may be waiting for them any longer when they come.
  refused.catch(() => {});
  late.catch(() => {});
  try {
    return await Promise.race([client.login(token).then(() => ready), refused, late]);
  } catch (error) {
    await leave(client, clock);
    throw loginError(error, api);
  } finally {
    ended.abort();
  }
}

/** Leaves the gateway; a client that was still on its way in may never say that it has. Never rejects. */
export async function leave(client: Client, clock: Clock): Promise<void> {
  const left = new AbortController();
  const gone = client
    .destroy()
    .catch(() => {})
    .finally(() => left.abort());
  await Promise.race([gone, pause(clock, LEAVE_MILLISECONDS, left.signal)]);
}

function loginError(error: unknown, api: string): IbidError {
  if (error instanceof IbidError) return error;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'TokenInvalid' || message === 'Authentication failed') return badToken(error);
  if (message === 'Used disallowed intents' || message === 'Used invalid intents')
    return forbiddenIntents(error);
  return new EndpointError(`Discord cannot be reached at ${api}: ${troubleWords(error)}`, {
    url: api,
    retryable: true,
    remedy: 'See the network, https://discordstatus.com and DISCORD_API, and start it again.',
    cause: error,
  });
}

export function badToken(cause?: unknown): IbidError {
  return new IbidError('Discord does not know the token in DISCORD_TOKEN', {
    remedy: `Make a new one (${PORTAL}, your application, Bot, Reset Token) and set it; the old one is worth nothing from then on.`,
    cause,
  });
}

export function forbiddenIntents(cause?: unknown): IbidError {
  return new IbidError('Discord does not let this bot read the content of messages', {
    remedy: `IBID_DISCORD_LISTEN is yes: switch on the Message Content Intent (${PORTAL}, your application, Bot, Privileged Gateway Intents), or set IBID_DISCORD_LISTEN to no.`,
    cause,
  });
}

/** What a connection that Discord closed for good means. */
export function closedWith(code: number): IbidError {
  if (code === 4004) return badToken();
  if (code === 4013 || code === 4014) return forbiddenIntents();
  const words = CLOSED[code];
  return new IbidError(
    `Discord closed the connection for good: ${words === undefined ? `code ${code}` : `${words} (${code})`}`,
    { remedy: 'See "ibid discord --check", and start it again.' },
  );
}

const CLOSED: Readonly<Record<number, string>> = {
  4010: 'it takes this bot for another shard',
  4011: 'the bot is in so many servers that it needs sharding, which ibid does not do',
  4012: 'it no longer speaks this version of the gateway',
};
