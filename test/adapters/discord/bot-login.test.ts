import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/adapters/discord/commands/all.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import { QUESTION } from '../../support/fake-ibid.ts';
import { discord, freePort, launchBot, scriptedIbid, startBot } from './bot-support.ts';

describe('a bot that Discord does not let in', () => {
  it('with a wrong token says so, with what to do, and tries no more', async () => {
    const fake = await discord();
    const bot = await launchBot(fake, { ibid: scriptedIbid(), env: { DISCORD_TOKEN: 'wrong.token.given' } });
    await expect(bot.ended).rejects.toMatchObject({
      message: 'Discord does not know the token in DISCORD_TOKEN',
      remedy: expect.stringContaining('Reset Token'),
    });
    const requests = fake.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(fake.requests.length).toBe(requests);
    expect(JSON.stringify(bot.log)).not.toContain('wrong.token');
  });

  it('for want of an intent says which switch to turn, and leaves the gateway', async () => {
    const fake = await discord();
    const bot = await launchBot(fake, { ibid: scriptedIbid(), env: { IBID_DISCORD_LISTEN: 'yes' } });
    await expect(bot.ended).rejects.toMatchObject({
      message: 'Discord does not let this bot read the content of messages',
      remedy: expect.stringContaining('Message Content Intent'),
    });
    expect(fake.gateway.refusals).toEqual([4014]);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(fake.gateway.refusals).toEqual([4014]);
  });

  it('because it is not there says where it was looked for', async () => {
    const fake = await discord();
    const bot = await launchBot(fake, {
      ibid: scriptedIbid(),
      env: { DISCORD_API: `http://127.0.0.1:${await freePort()}/api` },
    });
    await expect(bot.ended).rejects.toMatchObject({
      message: expect.stringContaining('Discord cannot be reached at http://127.0.0.1:'),
    });
  });

  it('any more, since its token was replaced while it ran, ends with what to do', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    fake.gateway.close(4004, 'Authentication failed.');
    await expect(bot.ended).rejects.toMatchObject({
      message: 'Discord does not know the token in DISCORD_TOKEN',
    });
  });

  it('before it was asked to stop leaves again', async () => {
    const fake = await discord();
    const bot = await launchBot(fake, { ibid: scriptedIbid() });
    await fake.ready({ commands: false });
    await bot.stop();
    expect(fake.gateway.connected).toBe(false);
    expect(fake.gateway.visits).toHaveLength(1);
  });

  it('without a token does not begin', async () => {
    const fake = await discord();
    const bot = await launchBot(fake, { ibid: scriptedIbid(), env: { DISCORD_TOKEN: ' ' } });
    await expect(bot.ended).rejects.toMatchObject({
      message: expect.stringContaining('DISCORD_TOKEN is not set'),
    });
    expect(fake.requests).toEqual([]);
  });
});

describe('commands', () => {
  const puts = (requests: readonly { method: string }[]) =>
    requests.filter(({ method }) => method === 'PUT').length;

  it('are registered when they are new, and not again', async () => {
    const fake = await discord();
    const state = createMemoryState();
    const first = await startBot(fake, { ibid: scriptedIbid({ state }) });
    expect(fake.commands()).toEqual(COMMANDS.map(({ definition }) => definition.name));
    await first.stop();
    expect(puts(fake.requests)).toBe(1);
    await (await startBot(fake, { ibid: scriptedIbid({ state }) })).stop();
    expect(puts(fake.requests)).toBe(1);
    await state.keepFact(`discord-commands:${fake.applicationId}`, '{"everywhere":"an older hash"}');
    await startBot(fake, { ibid: scriptedIbid({ state }) });
    await expect.poll(() => puts(fake.requests)).toBe(2);
    fake.expectClean();
  });

  it('move to single servers and back, so that nobody sees them twice', async () => {
    const fake = await discord();
    const state = createMemoryState();
    const env = { DISCORD_GUILD_IDS: fake.guild.id };
    const all = COMMANDS.map(({ definition }) => definition.name);
    const registered = () => [fake.commands(), fake.commands(fake.guild.id)];
    await (await startBot(fake, { ibid: scriptedIbid({ state }) })).stop();
    expect(registered()).toEqual([all, []]);
    const single = await startBot(fake, { ibid: scriptedIbid({ state }), env });
    await expect.poll(registered).toEqual([[], all]);
    await single.stop();
    await startBot(fake, { ibid: scriptedIbid({ state }) });
    await expect.poll(registered).toEqual([all, []]);
    fake.expectClean();
  });

  it('that Discord has wait keep nobody waiting: questions are answered, and the bot can be stopped', async () => {
    const fake = await discord();
    const state = createMemoryState();
    await (await startBot(fake, { ibid: scriptedIbid({ state }) })).stop();
    await state.keepFact(`discord-commands:${fake.applicationId}`, '{"everywhere":"an older hash"}');
    fake.faults.plan({ route: 'PUT', fault: { kind: 'limited', seconds: 3600 } });
    const bot = await startBot(fake, { ibid: scriptedIbid({ state }) });
    expect(bot.troubles()).toContain(
      'The commands are not registered yet; until they are, Discord shows those that it knows.',
    );
    await fake.user('ada').slash('ask', { question: QUESTION }).settled();
    await bot.stop();
    expect(fake.gateway.connected).toBe(false);
    fake.expectClean();
  });

  it('that Discord has wait are not waited for when the bot is stopped', async () => {
    const fake = await discord();
    fake.faults.plan({ route: 'PUT', fault: { kind: 'limited', seconds: 3600 } });
    const bot = await launchBot(fake, { ibid: scriptedIbid() });
    await expect.poll(() => puts(fake.requests)).toBe(1);
    await bot.stop();
    expect(fake.gateway.connected).toBe(false);
  });

  it('that cannot be registered in a server are told of, and the bot runs', async () => {
    const fake = await discord();
    const env = { DISCORD_GUILD_IDS: `${fake.guild.id},123456789012345678` };
    const bot = await startBot(fake, { ibid: scriptedIbid(), env });
    await expect
      .poll(() => bot.troubles())
      .toEqual([
        'The commands could not be registered in server 123456789012345678. Is the bot a member there, invited with the scope applications.commands? See "ibid discord --check".',
      ]);
    await fake.user('ada').slash('ask', { question: QUESTION }).settled();
  });
});
