import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import type { Clock } from '../../../src/adapters/discord/clock.ts';
import { runDiscord } from '../../../src/adapters/discord/run-discord.ts';
import type { Answer, AnswerEvent } from '../../../src/answerer/answer.ts';
import { createIbid } from '../../../src/compose.ts';
import { loadSettings } from '../../../src/config.ts';
import type { AskRequest, CommunityState, ConversationSnapshot, Ibid } from '../../../src/ibid.ts';
import type { Logger } from '../../../src/logger.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { type FakeDiscordOptions, startFakeDiscord } from '../../support/fake-discord/start-fake-discord.ts';
import {
  createFakeIbid,
  eventsOf,
  type IbidScript,
  someAnswer,
  someManifest,
  somePaper,
} from '../../support/fake-ibid.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';

/** A Discord that is closed when the test ends. */
export async function discord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  // Answers end with buttons; what has none is said at once.
  const fake = await startFakeDiscord({ waiting: { quietMilliseconds: 250 }, ...options });
  onTestFinished(() => fake.close());
  return fake;
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface RunningBot {
  /** As SIGTERM does. Resolves once the bot has left. */
  stop(): Promise<void>;
  /** Settles when the bot has ended, however it did. */
  readonly ended: Promise<void>;
  readonly log: readonly LogLine[];
  /** Messages of warnings and errors. */
  troubles(): readonly string[];
}

export interface BotOptions {
  readonly ibid: Ibid;
  readonly env?: Readonly<Record<string, string>>;
  /** What answers may take when the bot is stopped; 1,000 ms. */
  readonly farewell?: number;
  /** Between two looks for new papers, in milliseconds; as the bot has it. */
  readonly watchEvery?: number;
  /** Milliseconds that the clock of the bot's machine is ahead of Discord's; 0. */
  readonly ahead?: number;
}

/** The bot with a Discord of its own, logged in and with its commands registered. Ends with the test. */
export async function startBot(fake: FakeDiscord, options: BotOptions): Promise<RunningBot> {
  const bot = await launchBot(fake, options);
  const there = (): boolean => bot.log.some(({ message }) => message === 'The bot is there.');
  await Promise.race([
    vi.waitFor(() => expect(there()).toBe(true), { timeout: 10_000, interval: 5 }),
    bot.ended,
  ]);
  return bot;
}

/** The same, without waiting for anything. */
export async function launchBot(
  fake: FakeDiscord,
  { ibid, env = {}, farewell = 1_000, watchEvery, ahead = 0 }: BotOptions,
): Promise<RunningBot> {
  const log: LogLine[] = [];
  const stop = new AbortController();
  const settings = await loadSettings({
    env: {
      IBID_HOME: temporaryFolder(),
      DISCORD_TOKEN: fake.token,
      DISCORD_API: fake.api,
      IBID_QUESTIONS_PER_MINUTE: '1000',
      IBID_GUILD_QUESTIONS_PER_MINUTE: '1000',
      ...env,
    },
    folder: temporaryFolder(),
  });
  const ended = runDiscord({
    ibid,
    settings,
    logger: recordingLogger(log),
    signal: stop.signal,
    clock: clockOf(fake, ahead),
    farewell,
    ...(watchEvery === undefined ? {} : { watchEvery }),
  });
  ended.catch(() => {});
  const end = async (): Promise<void> => {
    stop.abort();
    await ended;
  };
  onTestFinished(() => end().catch(() => {}));
  return {
    stop: end,
    ended,
    log,
    troubles: () =>
      log.filter(({ level }) => level === 'warn' || level === 'error').map(({ message }) => message),
  };
}

/** Discord's time, or one that differs from it; what waits, waits in real time. */
function clockOf(fake: FakeDiscord, ahead: number): Clock {
  return {
    now: () => fake.clock.now() + ahead,
    after(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

function recordingLogger(log: LogLine[]): Logger {
  const at =
    (level: LogLine['level']) =>
    (message: string, fields: LogLine['fields'] = {}): void => {
      log.push({ level, message, fields });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The bundled abstracts in an index of their own: made once by a test file, and only read from. */
export async function buildBundledIndex(folder: string): Promise<string> {
  const index = join(folder, 'index');
  const settings = await loadSettings({ env: { IBID_INDEX: index, IBID_HOME: folder }, folder });
  const ibid = await createIbid({ settings, logger: recordingLogger([]) });
  await ibid.index({ paths: [] });
  await ibid.close();
  return index;
}

/** The application itself over such an index; what it keeps lies in `state`. */
export async function openIbid(index: string, state = temporaryFolder()): Promise<Ibid> {
  const settings = await loadSettings({
    env: { IBID_INDEX: index, IBID_STATE: state, IBID_HOME: state },
    folder: state,
  });
  const ibid = await createIbid({ settings, logger: recordingLogger([]) });
  onTestFinished(() => ibid.close());
  return ibid;
}

/** What a scripted application was asked, in order. */
export interface Asked {
  readonly request: AskRequest;
  readonly snapshot: ConversationSnapshot | undefined;
}

export interface ScriptedIbid extends Ibid {
  readonly asked: readonly Asked[];
  readonly state: CommunityState;
}

/** An application whose answers are scripted and whose state is real, in memory. */
export function scriptedIbid(
  script: IbidScript & {
    readonly answer?: (asked: Asked) => AsyncGenerator<AnswerEvent, Answer, void>;
    readonly state?: CommunityState;
  } = {},
): ScriptedIbid {
  const asked: Asked[] = [];
  const state = script.state ?? createMemoryState();
  const paper = somePaper();
  const { answer = () => eventsOf(someAnswer()) } = script;
  return {
    ...createFakeIbid({
      manifest: async () => someManifest(),
      papers: async () => [{ ...paper }],
      paper: async () => paper,
      community: async () => state,
      ...script,
    }),
    asked,
    state,
    conversation(snapshot) {
      let after = snapshot ?? { markers: [], turns: [] };
      return {
        async *ask(request) {
          const one = { request, snapshot };
          asked.push(one);
          const given = yield* answer(one);
          const paperIds = given.citations.map((citation) => citation.paper.id);
          after = {
            markers: [...new Set([...after.markers, ...paperIds])],
            turns: [...after.turns, { question: request.question, answer: given.markdown, paperIds }],
          };
          return given;
        },
        take: async () => {},
        citations: () => [],
        snapshot: () => after,
        clear() {},
      };
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
