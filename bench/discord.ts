// What a member waits for on Discord: the real bot and discord.js against a fake Discord on the loopback interface, answers quoted from
// the bundled abstracts. Also whether anything is lost or doubled, and whether memory grows with the questions.
// usage: npm run bench:discord [-- --questions 1000 --at-once 20]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDiscord } from '../src/adapters/discord/run-discord.ts';
import { createIbid } from '../src/compose.ts';
import { loadSettings } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import type { FakeDiscord } from '../test/support/fake-discord/fake-discord.ts';
import { startFakeDiscord } from '../test/support/fake-discord/start-fake-discord.ts';
import { median, quantile } from './figures.ts';

const { values } = parseArgs({
  options: { questions: { type: 'string', default: '1000' }, 'at-once': { type: 'string', default: '20' } },
});
const QUESTIONS = Number(values.questions);
const AT_ONCE = Number(values['at-once']);
const ROUNDS = 5;
const SUBJECTS = ['VQGraph', 'DiffMoE', 'MoH', 'Faster Diffusion', 'UniXcoder', 'Tutel', 'MoE-X'];

interface Times {
  /** Until the command is acknowledged, in ms. */
  readonly acknowledged: number;
  /** Until the first claim can be read. */
  readonly first: number;
  /** Until the answer is whole. */
  readonly last: number;
}

const line = (label: string, value: string): void => console.log(`${label.padEnd(64)} ${value}`);

/** A question of a member of their own, so that no limit on one of them is measured. */
async function ask(fake: FakeDiscord, number: number): Promise<Times> {
  const user = fake.user(`member ${number}`);
  const started = performance.now();
  const since = (): number => performance.now() - started;
  const exchange = user.slash('ask', {
    question: `What is ${SUBJECTS[number % SUBJECTS.length]}?${' '.repeat(number % 3)}`,
  });
  await exchange.deferred();
  const acknowledged = since();
  await exchange.when((messages) => messages.some(({ text }) => /\[\d\]|not in|not state/u.test(text)));
  const first = since();
  // Its buttons come with the last edit.
  await exchange.when((messages) => messages.some(({ buttons }) => buttons.length > 0));
  return { acknowledged, first, last: since() };
}

const folder = await mkdtemp(join(tmpdir(), 'ibid-bench-discord-'));
const fake = await startFakeDiscord({ waiting: { patienceMilliseconds: 60_000 } });
const stop = new AbortController();
try {
  const settings = await loadSettings({
    env: {
      IBID_HOME: folder,
      DISCORD_TOKEN: fake.token,
      DISCORD_API: fake.api,
      IBID_GUILD_QUESTIONS_PER_MINUTE: '100000',
      IBID_QUESTIONS_AT_ONCE: String(AT_ONCE),
    },
    folder,
  });
  const logger = createLogger({ level: 'error', stream: process.stderr });
  const ibid = await createIbid({ settings, logger });
  await ibid.index({ paths: [] });
  const bot = runDiscord({ ibid, settings, logger, signal: stop.signal });
  await Promise.race([fake.ready(), bot]);
  await ask(fake, 0);

  const alone: Times[] = [];
  for (let n = 1; n <= ROUNDS * 2; n++) alone.push(await ask(fake, n));
  const crowd: Times[] = [];
  for (let round = 1; round <= ROUNDS; round++)
    crowd.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => ask(fake, 100 * round + n)))));
  const told = (times: readonly Times[], which: keyof Times): string => {
    const all = times.map((time) => time[which]);
    return `${median(all).toFixed(0)} ms, ${quantile(all, 0.95).toFixed(0)} ms`;
  };
  line('acknowledged, one at a time (median, 95th percentile)', told(alone, 'acknowledged'));
  line('first claim, one at a time', told(alone, 'first'));
  line(`acknowledged, ${AT_ONCE} at once`, told(crowd, 'acknowledged'));
  line(`first claim, ${AT_ONCE} at once`, told(crowd, 'first'));
  line(`whole answer, ${AT_ONCE} at once`, told(crowd, 'last'));

  const megabytes: number[] = [];
  let answered = 0;
  let doubled = 0;
  for (let number = 1000; number < 1000 + QUESTIONS; number += AT_ONCE) {
    const before = fake.botMessages(fake.channel).length;
    const asked = Math.min(AT_ONCE, 1000 + QUESTIONS - number);
    const times = await Promise.all(Array.from({ length: asked }, (_, n) => ask(fake, number + n)));
    answered += times.length;
    doubled += Math.max(0, fake.botMessages(fake.channel).length - before - asked);
    fake.expectClean();
    fake.forget();
    global.gc?.();
    megabytes.push(process.memoryUsage().rss / 2 ** 20);
  }
  line(`${QUESTIONS} questions: answered, messages too many`, `${answered}, ${doubled}`);
  const tenth = Math.max(1, Math.floor(megabytes.length / 10));
  const [early, late] = [median(megabytes.slice(tenth, 2 * tenth)), median(megabytes.slice(-tenth))];
  line(
    'memory: last tenth of the questions beside the second',
    `${(late / early).toFixed(2)} (${early.toFixed(0)} → ${late.toFixed(0)} MB)`,
  );
  stop.abort();
  await bot;
  await ibid.close();
} finally {
  stop.abort();
  await fake.close();
  await rm(folder, { recursive: true, force: true });
}
