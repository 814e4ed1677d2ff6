import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActingUser } from './acting-user.ts';
import { Application } from './application.ts';
import { Changes } from './changes.ts';
import { type ClockKind, type FakeClock, startClock } from './clock.ts';
import type { Core } from './core.ts';
import type { Waiting } from './exchange.ts';
import { FakeDiscord } from './fake-discord.ts';
import { Faults } from './faults.ts';
import { Founder } from './founding.ts';
import { Gateway } from './gateway.ts';
import { Interactions } from './interactions.ts';
import { Ledger } from './ledger.ts';
import { type RateLimitOptions, RateLimits } from './rate-limits.ts';
import { answerRest } from './rest-server.ts';
import { snowflakes } from './snowflakes.ts';
import { World } from './world.ts';

export interface FakeDiscordOptions {
  /** `running` by default: real time, which `fake.clock.advance` can move ahead. */
  readonly clock?: ClockKind;
  /** Privileged intents that the portal has switched on, as a bit field; none by default. */
  readonly privilegedIntents?: number;
  readonly limits?: RateLimitOptions;
  /** Real milliseconds before each answer of REST; 0. */
  readonly latencyMilliseconds?: number;
  readonly heartbeatMilliseconds?: number;
  /** Of `settled()`; 1,600 ms of quiet (above the 1.3 s between two edits) and 10 s of patience. */
  readonly waiting?: Partial<Waiting>;
}

/** A Discord of its own on loopback, with one guild and the channel #general in it. Close it in the end. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const clock: FakeClock = startClock(options.clock ?? 'running');
  const nextId = snowflakes(clock);
  const ledger = new Ledger();
  const changes = new Changes();
  const world = new World();
  const founder: Founder = new Founder(world, nextId, () => application.id);
  const bot = founder.user('ibid', { bot: true });
  const token = [Buffer.from(bot.id).toString('base64url'), 'fake', 'token-of-the-bot'].join('.');
  const application = new Application({ bot, token, privilegedIntents: options.privilegedIntents ?? 0 });
  const address = { port: 0 };
  const gateway = new Gateway({
    application,
    world,
    ledger,
    changes,
    nextId,
    url: () => `ws://127.0.0.1:${address.port}/gateway`,
    heartbeatMilliseconds: options.heartbeatMilliseconds ?? 41_250,
  });
  const core: Core = {
    clock,
    nextId,
    ledger,
    changes,
    world,
    founder,
    application,
    gateway,
    interactions: new Interactions(clock),
    limits: new RateLimits(options.limits ?? {}),
    faults: new Faults(),
  };
  const guild = founder.guild('Reading group');
  founder.textChannel(guild, 'general');

  const latency = options.latencyMilliseconds ?? 0;
  const server = createServer((request, response) => {
    answerRest(core, latency, request, response).catch((error: unknown) => {
      ledger.violation(`${request.method} ${request.url}: the fake itself failed: ${String(error)}`);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address.port = (server.address() as AddressInfo).port;

  const waiting: Waiting = { quietMilliseconds: 1600, patienceMilliseconds: 10_000, ...options.waiting };
  return new FakeDiscord({
    core,
    waiting,
    api: `http://127.0.0.1:${address.port}/api`,
    acting: (user) => new ActingUser(core, waiting, user),
    stop: async () => {
      gateway.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}
