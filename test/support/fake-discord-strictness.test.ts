import { Routes } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Bench } from './discord-client.ts';
import type { FakeDiscord } from './fake-discord/fake-discord.ts';

const bench = new Bench();
afterEach(() => bench.close());

const button = (custom_id: string, more: object = {}) => ({
  type: 2,
  style: 2,
  label: 'Go',
  custom_id,
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });
const link = (url: string) => ({ type: 2, style: 5, label: 'Read', url });
const quiet = { allowed_mentions: { parse: [] } };

async function posted(fake: FakeDiscord, body: object): Promise<unknown> {
  return bench.rest(fake).post(Routes.channelMessages(fake.channel.id), { body: { ...quiet, ...body } });
}

/** What is sent, and what the violation says of it. */
const TOO_MUCH: readonly (readonly [string, object, string])[] = [
  ['content', { content: 'x'.repeat(2001) }, 'content: Must be 2000 or fewer'],
  ['an embed title', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title: Must be 256'],
  ['an embed description', { embeds: [{ description: 'x'.repeat(4097) }] }, 'description: Must be 4096'],
  ['an embed footer', { embeds: [{ footer: { text: 'x'.repeat(2049) } }] }, 'footer.text: Must be 2048'],
  [
    'embed fields',
    { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'a', value: 'b' })) }] },
    'fields: Must be 25',
  ],
  ['a field name', { embeds: [{ fields: [{ name: 'x'.repeat(257), value: 'b' }] }] }, 'name: Must be 256'],
  [
    'a field value',
    { embeds: [{ fields: [{ name: 'a', value: 'x'.repeat(1025) }] }] },
    'value: Must be 1024',
  ],
  ['an empty field', { embeds: [{ fields: [{ name: 'a', value: ' ' }] }] }, 'This field is required'],
  ['embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'a' })) }, 'embeds: Must be 10'],
  [
    'text over all embeds',
    { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    'exceeds maximum size of 6000',
  ],
  [
    'rows',
    { content: 'a', components: Array.from({ length: 6 }, (_, n) => row(button(`b${n}`))) },
    'components: Must be 5',
  ],
  [
    'buttons in a row',
    { content: 'a', components: [row(...Array.from({ length: 6 }, (_, n) => button(`b${n}`)))] },
    'components.0.components: Must be 5',
  ],
  ['a custom_id', { content: 'a', components: [row(button('x'.repeat(101)))] }, 'custom_id: Must be 100'],
  [
    'a label',
    { content: 'a', components: [row(button('b', { label: 'x'.repeat(81) }))] },
    'label: Must be 80',
  ],
  [
    'a link',
    { content: 'a', components: [row(link(`https://a.org/${'x'.repeat(512)}`))] },
    'url: Must be 512',
  ],
  [
    'one custom_id twice',
    { content: 'a', components: [row(button('same')), row(button('same'))] },
    'cannot be duplicated',
  ],
  [
    'a button without an id',
    { content: 'a', components: [row({ type: 2, style: 1, label: 'a' })] },
    'custom_id',
  ],
  ['a field that is not known', { content: 'a', colour: 3 }, 'Unknown fields: colour'],
  ['a private message in a channel', { content: 'a', flags: 64 }, 'The flags 64 cannot be set'],
];

describe('what a bot sends', () => {
  it.each(TOO_MUCH)('is refused with too much or too little of %s', async (_, body, words) => {
    const fake = await bench.fake();
    await expect(posted(fake, body)).rejects.toMatchObject({ code: 50035, status: 400 });
    expect(fake.violations).toEqual([expect.stringContaining(words)]);
    expect(() => fake.expectClean()).toThrow(words);
  });

  it('is taken at the limits', async () => {
    const fake = await bench.fake();
    await posted(fake, {
      content: 'x'.repeat(2000),
      embeds: [{ title: 'x'.repeat(256), description: 'x'.repeat(4096), footer: { text: 'x'.repeat(1648) } }],
      components: Array.from({ length: 5 }, (_, r) =>
        row(...Array.from({ length: 5 }, (_, n) => button(`${r}.${n}`.padEnd(100, 'x')))),
      ),
    });
    fake.expectClean();
  });

  it('is refused when there is nothing in it', async () => {
    const fake = await bench.fake();
    await expect(posted(fake, { content: ' \n' })).rejects.toMatchObject({ code: 50006 });
    const sent = (await posted(fake, { content: 'a' })) as { id: string };
    const path = Routes.channelMessage(fake.channel.id, sent.id);
    const emptied = bench.rest(fake).patch(path, { body: { ...quiet, content: '' } });
    await expect(emptied).rejects.toMatchObject({ code: 50006 });
    expect(fake.violations).toHaveLength(2);
    expect(fake.botMessages(fake.channel).map(({ content }) => content)).toEqual(['a']);
  });

  it('parses no mention', async () => {
    const fake = await bench.fake();
    await posted(fake, { content: 'a', allowed_mentions: undefined });
    await posted(fake, { content: 'b', allowed_mentions: { parse: ['everyone'] } });
    await posted(fake, { content: 'c', allowed_mentions: { parse: [], replied_user: true } });
    expect(fake.violations).toEqual([
      expect.stringContaining('allowed_mentions.parse must be an empty list'),
      expect.stringContaining('allowed_mentions.parse must be an empty list'),
      expect.stringContaining('lets somebody be mentioned'),
    ]);
  });

  it('makes no previews', async () => {
    const fake = await bench.fake();
    await posted(fake, { content: 'See <https://a.org/1>, `https://a.org/2` and [this](<https://a.org/3>)' });
    await posted(fake, { content: 'See https://a.org/4', flags: 4 });
    fake.expectClean();
    await posted(fake, { content: 'See [this](https://a.org/5)' });
    expect(fake.violations).toEqual([expect.stringContaining('a preview of https://a.org/5')]);
  });

  it('is sent once for one nonce', async () => {
    const fake = await bench.fake();
    const body = { content: 'a', nonce: '123', enforce_nonce: true };
    const first = (await posted(fake, body)) as { id: string };
    expect(await posted(fake, body)).toMatchObject({ id: first.id });
    expect(fake.botMessages(fake.channel)).toHaveLength(1);
    // It counts for its author, wherever they write.
    const elsewhere = Routes.channelMessages(fake.addChannel('elsewhere').id);
    const again = { body: { ...quiet, ...body } };
    expect(await bench.rest(fake).post(elsewhere, again)).toMatchObject({ id: first.id });
    fake.clock.advance(6 * 60_000);
    expect(await posted(fake, body)).not.toMatchObject({ id: first.id });
  });

  it('has no files, from the start or by an edit, where the bot may attach none', async () => {
    const fake = await bench.fake();
    const { id } = (await posted(fake, { content: 'a' })) as { id: string };
    const files = [{ name: 'a.md', data: Buffer.from('a') }];
    const request = { body: { ...quiet, content: 'b' }, files };
    const rest = bench.rest(fake);
    await rest.patch(Routes.channelMessage(fake.channel.id, id), request);
    fake.denyBot(fake.channel, ['AttachFiles']);
    const refused = { status: 403, code: 50013 };
    await expect(rest.patch(Routes.channelMessage(fake.channel.id, id), request)).rejects.toMatchObject(
      refused,
    );
    await expect(rest.post(Routes.channelMessages(fake.channel.id), request)).rejects.toMatchObject(refused);
  });

  it('has no place in a guild that the bot is no longer in', async () => {
    const fake = await bench.fake();
    fake.leaveGuild(fake.guild);
    await expect(posted(fake, { content: 'a' })).rejects.toMatchObject({ status: 403, code: 50001 });
  });

  it('cannot be edited often once it is an hour old', async () => {
    const fake = await bench.fake({ limits: { oldEdits: { limit: 1, perMilliseconds: 200 } } });
    const { id } = (await posted(fake, { content: 'a' })) as { id: string };
    const edit = (content: string) =>
      bench.rest(fake).patch(Routes.channelMessage(fake.channel.id, id), { body: { ...quiet, content } });
    await edit('b');
    await edit('c');
    expect(fake.refusals).toEqual([]);
    fake.clock.advance(3_600_001);
    await edit('d');
    await edit('e');
    expect(fake.refusals).toMatchObject([{ status: 429, code: 30046 }]);
    expect(fake.botMessages(fake.channel)[0]?.content).toBe('e');
  });
});

describe('requests', () => {
  it('to routes that are not known fail the test', async () => {
    const fake = await bench.fake();
    await expect(bench.rest(fake).get('/guilds/1/emojis')).rejects.toMatchObject({ status: 404 });
    expect(fake.violations).toEqual([
      'GET /guilds/1/emojis: 0 404: Not Found: This fake knows no such route.',
    ]);
  });

  it('need the right token', async () => {
    const fake = await bench.fake();
    await expect(bench.rest(fake, 'another').get('/users/@me')).rejects.toMatchObject({ status: 401 });
    fake.expectClean();
    await expect(bench.rest(fake).get('/users/@me', { auth: false })).rejects.toMatchObject({ status: 401 });
    expect(fake.violations).toEqual([expect.stringContaining('There is no Authorization')]);
  });

  it('register only commands that Discord takes', async () => {
    const fake = await bench.fake();
    const option = { type: 3, name: 'question', description: 'q' };
    const branch = { type: 1, name: 'once', description: 'o' };
    const group = { type: 2, name: 'many', description: 'm' };
    const put = (command: object) =>
      bench.rest(fake).put(Routes.applicationCommands(fake.applicationId), { body: [command] });
    const ask = { name: 'ask', description: 'Ask' };
    for (const wrong of [
      { ...ask, name: 'Ask' },
      { ...ask, description: 'x'.repeat(101) },
      { ...ask, options: [option, option] },
      { ...ask, options: [option, { ...option, name: 'late', required: true }] },
      {
        ...ask,
        options: [
          { ...option, choices: Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` })) },
        ],
      },
      // Subcommands stand by themselves or in groups, and nothing else beside them.
      { ...ask, options: [branch, option] },
      { ...ask, options: [{ ...branch, options: [branch] }] },
      { ...ask, options: [{ ...group, options: [group] }] },
      { ...ask, options: [{ ...group, options: [option] }] },
      { ...ask, options: [group] },
      { ...ask, options: [{ ...option, channel_types: [0] }] },
      { ...ask, options: [{ ...option, max_value: 3 }] },
    ]) {
      await expect(put(wrong)).rejects.toMatchObject({ code: 50035 });
    }
    expect(fake.violations).toHaveLength(12);
    const registered = await put({ ...ask, options: [{ ...option, required: false }] });
    expect(registered).toMatchObject([{ name: 'ask', default_member_permissions: null, nsfw: false }]);
    expect((registered as { options: unknown }[])[0]?.options).toEqual([option]);
    expect(fake.commands()).toEqual(['ask']);
  });
});
