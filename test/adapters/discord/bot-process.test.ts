import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { discord } from './bot-support.ts';

const PROGRAM = fileURLToPath(new URL('../../../src/bin/ibid.ts', import.meta.url));

/** `ibid discord` as whoever runs it starts it. */
function startProcess(
  fake: FakeDiscord,
  env: Readonly<Record<string, string>> = {},
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, PROGRAM, 'discord'],
) {
  const folder = temporaryFolder();
  const child: ChildProcess = spawn(command, args, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      IBID_HOME: folder,
      DISCORD_TOKEN: fake.token,
      DISCORD_API: fake.api,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const exitCode = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, exitCode, output: () => output };
}

describe('the process', () => {
  it('builds its index, answers, and ends with 0 on SIGTERM when what was begun is finished', async () => {
    const fake = await discord({ waiting: { patienceMilliseconds: 25_000 } });
    const { child, exitCode, output } = startProcess(fake);
    await fake.ready();
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: 'What do the papers say on mixture of experts?' });
    await asked.acknowledged();
    child.kill('SIGTERM');
    const messages = await asked.settled();
    expect(messages.map(({ text }) => text).join('\n')).toContain('[1]');
    expect(await exitCode).toBe(0);
    expect(output()).toContain('No index yet: building one from the bundled abstracts.');
    expect(output()).toContain('The bot leaves');
    expect(output()).not.toContain(fake.token);
    expect(fake.gateway.connected).toBe(false);
    fake.expectClean();
  });

  it.skipIf(process.platform === 'win32')('ends when npx, by which it was started, was ended', async () => {
    const fake = await discord({ waiting: { patienceMilliseconds: 25_000 } });
    // As npx does: a shell between, which hands on no signal.
    const { child, output } = startProcess(fake, { npm_command: 'exec' }, [
      'sh',
      '-c',
      `"${process.execPath}" "${PROGRAM}" discord; true`,
    ]);
    await fake.ready();
    child.kill('SIGTERM');
    await expect.poll(() => fake.gateway.connected, { timeout: 10_000 }).toBe(false);
    await expect.poll(output).toContain('The bot leaves');
  });

  it('ends with 1 and words when Discord does not let it in', async () => {
    const fake = await discord({ waiting: { patienceMilliseconds: 25_000 } });
    const { exitCode, output } = startProcess(fake, { IBID_DISCORD_LISTEN: 'yes' });
    expect(await exitCode).toBe(1);
    expect(output()).toContain('ibid: Discord does not let this bot read the content of messages');
    expect(output()).toContain('Message Content Intent');
    expect(output()).not.toContain(fake.token);
  });
});
