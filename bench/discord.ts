// What a member waits for on Discord: the real bot, a process of its own with the settings it has by itself, against a fake Discord on the
// loopback interface; answers are quoted from the bundled abstracts. Also whether anything is lost or doubled, and whether the bot's memory
// grows with the questions.
// usage: npm run bench:discord [-- --questions 1000 --at-once 20]
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { FakeDiscord } from '../test/support/fake-discord/fake-discord.ts';
import { startFakeDiscord } from '../test/support/fake-discord/start-fake-discord.ts';
import { median, quantile } from './figures.ts';

const run = promisify(execFile);
const { values } = parseArgs({
  options: { questions: { type: 'string', default: '1000' }, 'at-once': { type: 'string', default: '20' } },
});
const QUESTIONS = Number(values.questions);
const AT_ONCE = Number(values['at-once']);
const ROUNDS = 5;
/** discord.js makes at most 50 requests a second, so that rounds one behind the other would measure that. */
const SECOND_MILLISECONDS = 1_100;
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
const bot = startBot();
const ended = new Promise<number | null>((resolve) => bot.once('exit', resolve));
try {
  const failed = ended.then((code) => Promise.reject(new Error(`the bot ended with ${code}`)));
  failed.catch(() => {});
  await Promise.race([fake.ready(), failed]);
  await ask(fake, 0);

  const alone: Times[] = [];
  for (let n = 1; n <= ROUNDS * 2; n++) alone.push(await ask(fake, n));
  const crowd: Times[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await pause(SECOND_MILLISECONDS);
    crowd.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => ask(fake, 100 * round + n)))));
  }
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
    megabytes.push(await residentMegabytes());
  }
  line(`${QUESTIONS} questions: answered, messages too many`, `${answered}, ${doubled}`);
  const tenth = Math.max(1, Math.floor(megabytes.length / 10));
  const [early, late] = [median(megabytes.slice(tenth, 2 * tenth)), median(megabytes.slice(-tenth))];
  line(
    'memory: last tenth of the questions beside the second',
    `${(late / early).toFixed(2)} (${early.toFixed(0)} → ${late.toFixed(0)} MB)`,
  );
  bot.kill('SIGTERM');
  const code = await ended;
  if (code !== 0) throw new Error(`the bot ended with ${code}`);
} finally {
  bot.kill('SIGKILL');
  await fake.close();
  await rm(folder, { recursive: true, force: true });
}

/** Over the bundled abstracts, which it indexes first. Only the limit of a server's questions is out of the way. */
function startBot() {
  return spawn(process.execPath, [fileURLToPath(new URL('../src/bin/ibid.ts', import.meta.url)), 'discord'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      IBID_HOME: folder,
      IBID_LOG: 'error',
      DISCORD_TOKEN: fake.token,
      DISCORD_API: fake.api,
      IBID_GUILD_QUESTIONS_PER_MINUTE: '100000',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function residentMegabytes(): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(bot.pid)]);
  return Number(stdout) / 1024;
}
