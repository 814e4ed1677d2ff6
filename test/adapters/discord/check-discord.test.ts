import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkDiscord, inviteLink } from '../../../src/adapters/discord/check-discord.ts';
import { runDiscord } from '../../../src/adapters/discord/run-discord.ts';
import { requireToken } from '../../../src/adapters/discord/token.ts';
import { loadSettings } from '../../../src/config.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';
import { discord, freePort, scriptedIbid } from './bot-support.ts';

async function check(fake: FakeDiscord, env: Readonly<Record<string, string>> = {}) {
  const settings = await loadSettings({
    env: { DISCORD_TOKEN: fake.token, DISCORD_API: fake.api, ...env },
    folder: temporaryFolder(),
  });
  return checkDiscord(settings.discord);
}

describe('ibid discord --check', () => {
  it('finds token, intents, servers and permissions in order, and gives the invite link', async () => {
    const fake = await discord();
    const findings = await check(fake, { DISCORD_GUILD_IDS: fake.guild.id });
    expect(findings.map(({ subject, state }) => [subject, state])).toEqual([
      ['Token', 'ok'],
      ['Intents', 'ok'],
      ['Server "Reading group"', 'ok'],
      ['Invitation', 'ok'],
    ]);
    expect(findings.at(-1)?.finding).toBe(
      `https://discord.com/oauth2/authorize?client_id=${fake.applicationId}&scope=bot+applications.commands&permissions=309237763072`,
    );
    expect(fake.gateway.visits).toEqual([]);
    fake.expectClean();
  });

  it('tells a token that Discord does not know', async () => {
    const fake = await discord();
    expect(await check(fake, { DISCORD_TOKEN: 'wrong.token.given' })).toMatchObject([
      { subject: 'Token', state: 'failed', finding: 'Discord does not know the token in DISCORD_TOKEN' },
    ]);
    expect(await check(fake, { DISCORD_TOKEN: ' ' })).toMatchObject([
      { subject: 'Token', state: 'failed', finding: expect.stringContaining('DISCORD_TOKEN is not set') },
    ]);
  });

  it('tells the intent that listening needs, and that it is there', async () => {
    const fake = await discord();
    const env = { IBID_DISCORD_LISTEN: 'yes' };
    expect(await check(fake, env)).toContainEqual(
      expect.objectContaining({ subject: 'Intents', state: 'failed' }),
    );
    fake.allowIntents(1 << 15);
    expect(await check(fake, env)).toContainEqual(
      expect.objectContaining({ subject: 'Intents', state: 'ok' }),
    );
  });

  it('tells the servers that it is not in', async () => {
    const fake = await discord();
    expect(await check(fake, { DISCORD_GUILD_IDS: '123456789012345678' })).toContainEqual({
      subject: 'Servers',
      state: 'failed',
      finding: 'the bot is not in server 123456789012345678, which DISCORD_GUILD_IDS names',
      remedy: `Invite it (${inviteLink(fake.applicationId)}), or take the id out.`,
    });
  });

  it('tells that Discord is not there', async () => {
    const fake = await discord();
    expect(await check(fake, { DISCORD_API: `http://127.0.0.1:${await freePort()}/api` })).toMatchObject([
      { state: 'failed', finding: expect.stringContaining('Discord cannot be reached at http://127.0.0.1:') },
    ]);
  });
});

describe('ibid discord, the command', () => {
  const adapter = async () => ({ requireToken, runDiscord, checkDiscord });
  const env = (fake: FakeDiscord) => ({ DISCORD_TOKEN: fake.token, DISCORD_API: fake.api });

  it('prints what the check finds; the exit code tells whether it would run', async () => {
    const fake = await discord();
    const good = await runCli(['discord', '--check'], { env: env(fake), discord: adapter, columns: 300 });
    expect(good.exitCode).toBe(0);
    expect(stripVTControlCharacters(good.stdout)).toContain('✓ Token: it belongs to the application "ibid"');
    expect(good.stdout).toContain('scope=bot+applications.commands');
    const bad = await runCli(['discord', '--check'], {
      env: { ...env(fake), DISCORD_TOKEN: 'wrong.token.given' },
      discord: adapter,
    });
    expect(bad.exitCode).toBe(1);
    expect(bad.stdout).toContain('✗ Token');
    expect(good.stdout + bad.stdout + bad.stderr).not.toMatch(/token-of-the-bot|wrong\.token/u);
  });

  it('runs until it is told to stop, and that is no failure', async () => {
    const fake = await discord();
    const stop = new AbortController();
    const running = runCli(['discord'], {
      env: env(fake),
      discord: adapter,
      createIbid: async () => scriptedIbid(),
      signal: stop.signal,
    });
    await fake.ready();
    stop.abort();
    const { exitCode, stdout, stderr } = await running;
    expect(exitCode).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('The bot is there.');
    expect(stderr).not.toContain('token-of-the-bot');
  });

  it('ends with 1 and what to do when Discord does not let it in', async () => {
    const fake = await discord();
    const { exitCode, stderr } = await runCli(['discord'], {
      env: { ...env(fake), DISCORD_TOKEN: 'wrong.token.given' },
      discord: adapter,
      createIbid: async () => scriptedIbid(),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('ibid: Discord does not know the token in DISCORD_TOKEN');
    expect(stderr).not.toContain('wrong.token');
  });

  it('without a token ends with 2, before anything is built', async () => {
    const { exitCode, stderr } = await runCli(['discord'], { discord: adapter });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('DISCORD_TOKEN is not set');
  });
});
