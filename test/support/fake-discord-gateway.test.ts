import { type ClientOptions, Events, Routes } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Bench } from './discord-client.ts';
import type { FakeDiscord } from './fake-discord/fake-discord.ts';
import { OBSERVED_LIMITS } from './fake-discord/rate-limits.ts';

const bench = new Bench();
afterEach(() => bench.close());

const quiet = { allowed_mentions: { parse: [] } };

async function echo(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Promise<void> {
  const client = await bench.bot(fake, options);
  client.on(Events.ShardError, () => undefined);
  client.on(Events.MessageCreate, async (message) => {
    if (!message.author.bot) await message.reply(`Heard: ${message.content}`);
  });
}

describe('logging in', () => {
  it('fails with a token that is wrong', async () => {
    const fake = await bench.fake();
    await expect(bench.client(fake).login('a.b.c')).rejects.toMatchObject({ code: 'TokenInvalid' });
    fake.expectClean();
  });

  it('fails with intents that the portal has not switched on', async () => {
    const fake = await bench.fake();
    const client = bench.client(fake, { intents: ['Guilds', 'MessageContent'] });
    await expect(client.login(fake.token)).rejects.toThrow('Used disallowed intents');
    await client.destroy();
    expect(fake.gateway.refusals[0]).toBe(4014);
  });

  it.each([
    [4004, { op: 2, d: { token: 'a.b.c', intents: 1, properties: { os: 'a', browser: 'b', device: 'c' } } }],
    [4004, { op: 6, d: { token: 'a.b.c', session_id: 'a', seq: 1 } }],
    [4002, { op: 2, d: { token: 'a.b.c' } }],
    [4001, { op: 4, d: null }],
  ])('is closed with %i on a socket that begins with %o', async (code, frame) => {
    const fake = await bench.fake();
    const socket = new WebSocket(`${fake.gateway.url}?v=10&encoding=json`);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('message', () => socket.send(JSON.stringify(frame)));
    expect(await closed).toBe(code);
    expect(fake.violations).toHaveLength(code === 4004 ? 0 : 1);
  });

  it('tells of the guild and of what the portal says', async () => {
    const fake = await bench.fake({ privilegedIntents: 1 << 15 });
    const client = await bench.bot(fake);
    expect(client.guilds.cache.get(fake.guild.id)?.name).toBe('Reading group');
    expect(client.channels.cache.has(fake.channel.id)).toBe(true);
    expect((await client.application.fetch()).flags.has('GatewayMessageContentLimited')).toBe(true);
    const { guild } = fake.addGuild('Another group');
    await expect.poll(() => client.guilds.cache.has(guild.id)).toBe(true);
    fake.expectClean();
  });
});

describe('a connection that is lost', () => {
  it.each([
    ['asked to connect again', (fake: FakeDiscord) => fake.gateway.askToReconnect()],
    ['cut', (fake: FakeDiscord) => fake.gateway.cut()],
    ['closed with 4000', (fake: FakeDiscord) => fake.gateway.close(4000)],
  ])('is resumed when it is %s, and what was missed comes once', async (_, lose) => {
    const fake = await bench.fake();
    await echo(fake);
    const ada = fake.user('ada');
    await ada.dm('Before').settled();
    lose(fake);
    await fake.until(() => !fake.gateway.connected);
    const missed = ada.dm('Meanwhile');
    expect((await missed.settled()).map(({ text }) => text)).toEqual(['Heard: Meanwhile']);
    expect(fake.gateway.visits).toMatchObject([
      { kind: 'identify', replayed: 0 },
      { kind: 'resume', replayed: 1 },
    ]);
    fake.expectClean();
  });

  it('is resumed once the gateway can be reached again', async () => {
    const fake = await bench.fake();
    await echo(fake);
    fake.gateway.unreachable = true;
    fake.gateway.cut();
    await fake.until(() => fake.gateway.turnedAway > 0);
    fake.gateway.unreachable = false;
    const missed = fake.user('ada').dm('Meanwhile');
    expect((await missed.settled()).map(({ text }) => text)).toEqual(['Heard: Meanwhile']);
    expect(fake.gateway.visits.map(({ kind }) => kind)).toEqual(['identify', 'resume']);
  });

  it.each([
    [
      'its session is no longer good',
      (fake: FakeDiscord) => {
        fake.gateway.invalidate(false);
        expect(fake.gateway.listened).toBe(false);
      },
    ],
    [
      'its session was forgotten',
      (fake: FakeDiscord) => {
        fake.gateway.forgetful = true;
        fake.gateway.cut();
      },
    ],
  ])('begins anew when %s', async (_, lose) => {
    const fake = await bench.fake();
    const ws = { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) };
    await echo(fake, { ws });
    lose(fake);
    await fake.until(() => fake.gateway.visits.length === 2);
    expect(fake.gateway.visits.map(({ kind }) => kind)).toEqual(['identify', 'identify']);
    const said = fake.user('ada').dm('Afterwards');
    expect((await said.settled()).map(({ text }) => text)).toEqual(['Heard: Afterwards']);
  });

  it('is resumed when heartbeats get no answer', async () => {
    const fake = await bench.fake({ heartbeatMilliseconds: 100 });
    await echo(fake);
    await fake.until(() => fake.gateway.heartbeats > 0);
    fake.gateway.silent = true;
    await fake.until(() => !fake.gateway.connected);
    fake.gateway.silent = false;
    await fake.until(() => fake.gateway.visits.length === 2);
    expect(fake.gateway.visits[1]?.kind).toBe('resume');
  });
});

describe('limits and failures of REST', () => {
  const send = (fake: FakeDiscord, content: string) =>
    bench.rest(fake).post(Routes.channelMessages(fake.channel.id), { body: { ...quiet, content } });

  it('a 429 makes discord.js wait and send again', async () => {
    const fake = await bench.fake();
    fake.faults.plan({ route: 'POST /channels', fault: { kind: 'limited', seconds: 0.2 } });
    await send(fake, 'a');
    expect(fake.requests.map(({ status }) => status)).toEqual([429, 200]);
    expect(fake.botMessages(fake.channel)).toHaveLength(1);
  });

  it('a global 429 holds back every request', async () => {
    const fake = await bench.fake({ limits: { globalPerSecond: 1 } });
    const rest = bench.rest(fake);
    const global: boolean[] = [];
    rest.on('rateLimited', (told) => global.push(told.global));
    await rest.get('/users/@me');
    await Promise.all([rest.get('/applications/@me'), rest.get('/gateway/bot')]);
    expect(fake.refusals.length).toBeGreaterThan(0);
    expect(global).toContain(true);
    expect(fake.requests.filter(({ status }) => status === 200)).toHaveLength(3);
  });

  it('a bucket says in its headers how much is left, and discord.js keeps to it', async () => {
    const buckets = [{ route: 'POST /channels/:channel/messages', limit: 2, perMilliseconds: 300 }];
    const fake = await bench.fake({ limits: { ...OBSERVED_LIMITS, buckets } });
    const rest = bench.rest(fake);
    const path = Routes.channelMessages(fake.channel.id);
    for (const content of ['a', 'b', 'c']) await rest.post(path, { body: { ...quiet, content } });
    expect(fake.refusals).toEqual([]);

    await Promise.allSettled([send(fake, 'd'), send(fake, 'e'), send(fake, 'f')]);
    expect(fake.refusals.map(({ status }) => status)).toContain(429);
    expect(fake.botMessages(fake.channel)).toHaveLength(6);
  });

  it('a 5xx is met as planned, before the request is carried out or after it', async () => {
    const fake = await bench.fake();
    fake.faults.plan({ route: 'POST', times: 1, fault: { kind: 'status', status: 503 } });
    await expect(send(fake, 'a')).rejects.toMatchObject({ status: 503 });
    fake.faults.plan({ route: 'POST', afterwards: true, fault: { kind: 'dropped' } });
    await expect(send(fake, 'b')).rejects.toThrow();
    expect(fake.botMessages(fake.channel).map(({ content }) => content)).toEqual(['b']);
    expect(fake.requests.map(({ lost }) => lost)).toEqual([false, true]);
  });

  it('edits that overlap are noticed', async () => {
    const fake = await bench.fake({ latencyMilliseconds: 40 });
    const { id } = (await send(fake, 'a')) as { id: string };
    const edit = (content: string) =>
      bench.rest(fake).patch(Routes.channelMessage(fake.channel.id, id), { body: { ...quiet, content } });
    await edit('b');
    expect(fake.mostEditsAtOnce(id)).toBe(1);
    await Promise.all([edit('c'), edit('d')]);
    expect(fake.mostEditsAtOnce(id)).toBe(2);
    expect(fake.editGaps(id)).toHaveLength(2);
  });
});
