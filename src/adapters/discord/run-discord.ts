import { randomBytes } from 'node:crypto';
import { type Client, Events, REST, Status } from 'discord.js';
import { type Settings, usesChatModel } from '../../config.ts';
import type { Ibid } from '../../ibid.ts';
import type { Logger } from '../../logger.ts';
import { createArrivals } from './arrivals.ts';
import { type Bot, createLastAsked } from './bot.ts';
import { createClient } from './client.ts';
import { type Clock, pause, SYSTEM_CLOCK } from './clock.ts';
import { expireDaily } from './expiry.ts';
import { listenToGateway } from './gateway.ts';
import { logGateway } from './gateway-log.ts';
import { rulesFor } from './guild-rules.ts';
import { createGuildSettingsReader } from './guild-settings-reader.ts';
import { type HealthServer, serveHealth } from './health.ts';
import { endWatchesOf } from './left-server.ts';
import { closedWith, leave, logIn } from './login.ts';
import { createOnceLog } from './once-log.ts';
import { createQuestionDesk } from './question-desk.ts';
import { createQuestionLimits } from './question-limits.ts';
import { mostlyAtOnce, registerCommands } from './register-commands.ts';
import { createSeen } from './seen.ts';
import { createPaperSuggester } from './suggest-papers.ts';
import { requireToken } from './token.ts';
import { createUnderWay } from './under-way.ts';
import { createWatchPoster } from './watch-poster.ts';
import { createWatching } from './watching.ts';

const FAREWELL_MILLISECONDS = 10_000;
/** What the others then take to say that they end. */
const GRACE_MILLISECONDS = 3_000;

export interface RunDiscordOptions {
  readonly ibid: Ibid;
  readonly settings: Settings;
  readonly logger: Logger;
  /** Raised: finish what was begun, and leave. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  /** What answers that were begun may still take when the signal is raised, in milliseconds; 10,000 when absent. */
  readonly farewell?: number;
  /** Between two looks for new papers on watched topics, in milliseconds; a minute when absent. */
  readonly watchEvery?: number;
}

/**
 * The bot, until the signal is raised. Throws IbidError when Discord does not let it in, and when it closes the connection for good; it must
 * be started anew then, with what was wrong mended.
 */
export async function runDiscord(options: RunDiscordOptions): Promise<void> {
  const { ibid, settings, logger, signal, clock = SYSTEM_CLOCK, farewell = FAREWELL_MILLISECONDS } = options;
  const { discord } = settings;
  const token = requireToken(discord);
  const once = createOnceLog(logger, clock);
  const client = createClient(discord);
  const tryingOnce = new REST({ ...client.rest.options, retries: 0 });
  logGateway(client, { tryingOnce, logger, once, signal });
  const community = await ibid.community();
  const underWay = createUnderWay();
  const desk = createQuestionDesk({ atOnce: discord.limits.questionsAtOnce });
  const bot: Bot = {
    ibid,
    community,
    settings: discord,
    model: usesChatModel(settings) ? settings.chat.model : null,
    embedder: settings.embedder === 'openai' ? settings.embeddingModel : null,
    rest: client.rest,
    tryingOnce,
    logger,
    once,
    clock,
    arrivals: createArrivals(clock),
    underWay,
    desk,
    limits: createQuestionLimits(discord.limits),
    papers: createPaperSuggester(ibid),
    guildSettings: createGuildSettingsReader({ community, clock, once }),
    toldOfDay: createSeen(),
    beingWritten: new Map(),
    lastAsked: createLastAsked(),
    newAnswerId: () => randomBytes(9).toString('base64url'),
  };
  const watching = createWatching({
    ibid,
    community,
    poster: createWatchPoster({
      rest: client.rest,
      isIn: (guild) => client.guilds.cache.has(guild),
      channelsOf: async (guild) => (await rulesFor(bot, guild)).channels,
    }),
    clock,
    logger,
    once,
    ...(options.watchEvery === undefined ? {} : { every: options.watchEvery }),
  });
  let health: HealthServer | null = null;
  let stopExpiry = (): void => {};
  try {
    if (discord.health !== null)
      health = await serveHealth(discord.health, () => troubleNow(client, ibid, signal));
    const closed = closedForGood(client);
    // What comes while it logs in is answered, too.
    client.once(Events.ClientReady, (ready) => listenToGateway(ready, bot));
    const ready = await logIn(client, { token, api: discord.api, clock, signal });
    const registration = {
      rest: client.rest,
      application: ready.application.id,
      guildIds: discord.guildIds,
      community,
      logger,
      signal,
    };
    if (signal.aborted) return;
    // Discord may have it wait for hours; who calls the bot meanwhile is answered.
    const registered = registerCommands(registration);
    client.on(Events.GuildCreate, ({ id }) => {
      if (discord.guildIds.includes(id)) void registerCommands({ ...registration, renewed: [id] });
    });
    client.on(Events.GuildDelete, ({ id }) => void endWatchesOf(id, { community, logger }));
    stopExpiry = expireDaily({ community, days: discord.keepDays, clock, logger });
    watching.start();
    // The first who types need not wait for the titles.
    bot.papers
      .suggest('')
      .catch((error: unknown) => once.warn('suggestions', 'Titles cannot be read.', { error }));
    await Promise.race([mostlyAtOnce(registered, { clock, signal, logger }), closed]);
    logger.info('The bot is there.', { name: ready.user.username, servers: ready.guilds.cache.size });
    await Promise.race([raised(signal), closed]);
    logger.info('The bot leaves; answers that were begun may be finished.', desk.load());
  } finally {
    stopExpiry();
    const watched = watching.stop();
    const left = new AbortController();
    const patience = pause(clock, farewell, left.signal);
    const grace = (): Promise<void> => pause(clock, GRACE_MILLISECONDS, left.signal);
    await desk.close({ patience, grace });
    // What takes no turn among the questions, and what was refused since, is to reach Discord, too.
    await Promise.race([underWay.ended(), patience.then(grace)]);
    left.abort();
    await watched;
    await leave(client, clock);
    await health?.close();
  }
}

/** Rejects when Discord closes the connection and would do so again. */
function closedForGood(client: Client): Promise<never> {
  const closed = new Promise<never>((_, reject) => {
    client.on(Events.ShardDisconnect, ({ code }) => reject(closedWith(code)));
  });
  // It may come before anybody waits for it.
  closed.catch(() => {});
  return closed;
}

async function raised(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function troubleNow(client: Client, ibid: Ibid, signal: AbortSignal): Promise<string | null> {
  if (signal.aborted) return 'the bot is leaving';
  if (!client.isReady()) return "the bot is not in Discord's gateway yet";
  if (client.ws.shards.some(({ status }) => status !== Status.Ready))
    return "the connection to Discord's gateway is lost";
  return (await ibid.manifest()) === null ? 'there is no index' : null;
}
