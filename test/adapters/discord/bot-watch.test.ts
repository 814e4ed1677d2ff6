import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../../src/errors.ts';
import type { MatchReport } from '../../../src/ibid.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { QUESTION, someManifest, somePaper } from '../../support/fake-ibid.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { discord, openIbid, type RunningBot, scriptedIbid, startBot } from './bot-support.ts';

const DAY = 24 * 60 * 60 * 1000;
const OFTEN = 15;

const FIRST = [
  {
    title: 'Sparse Autoencoders Find Circuits',
    abstract:
      'Neural networks are hard to read. Sparse autoencoders split their activations into features that people understand. We find the circuits that the features form.',
  },
  {
    title: 'Interest Networks for Click-Through Rate Prediction',
    abstract:
      'Advertising depends on the prediction of clicks. We model the interests of users by attention over what they clicked before. Click-through rate prediction improves in an online test.',
  },
  {
    title: 'Speech Recognition from Subtitles',
    abstract:
      'Speech recognition lacks data for dialects. We train on the subtitles of television. The word error rate falls by a third.',
  },
];
const SECOND = [
  {
    title: 'Transcoders in Place of Layers',
    abstract:
      'Interpretability asks what a layer computes. We compare transcoders with sparse autoencoders on language models. Their features are as sparse and more faithful.',
  },
  {
    title: 'Coral Reefs from Above',
    abstract:
      'Coral reefs bleach as the sea gets warmer. We map them with drones in the Pacific. A fifth of the corals recovered within a year.',
  },
];
const THIRD = [
  {
    title: 'Dead Features and How to Wake Them',
    abstract:
      'Many features of sparse autoencoders never fire. We resample them while the autoencoder is trained. Few dead features are left.',
  },
];

function writePapers(folder: string, name: string, papers: typeof FIRST): string {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, papers.map((paper) => `${JSON.stringify(paper)}\n`).join(''));
  return file;
}

/** The application itself, over an index with the first papers. */
async function group() {
  const folder = temporaryFolder();
  const open = () => openIbid(join(folder, 'index'), join(folder, 'state'));
  const ibid = await open();
  await ibid.index({ paths: [writePapers(folder, 'first', FIRST)] });
  return {
    ibid,
    open,
    update: (name: string, papers: typeof FIRST) =>
      ibid.index({ paths: [writePapers(folder, name, papers)] }),
  };
}

/** An application with an index that is only said to change: papers whose id begins with the topic are on it. */
function library(given: { readonly matching?: () => Promise<MatchReport> } = {}) {
  const papers = new Map([['moe-1', 1]]);
  const ibid = scriptedIbid({
    manifest: async () => ({ ...someManifest(), generation: papers.size }),
    papers: async () => [...papers.keys()].map((id) => somePaper({ id, title: id })),
    async matching({ topic, paperIds }) {
      if (given.matching !== undefined) return given.matching();
      const on = paperIds.filter((id) => id.startsWith(topic));
      const hits = on.map((id) => ({ paper: somePaper({ id, title: id }), score: 1, sentence: null }));
      return { hits, total: hits.length, notices: [] };
    },
  });
  return { ibid, state: ibid.state, add: (id: string) => void papers.set(id, 1) };
}

/** Long enough for some looks. */
const someLooks = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10 * OFTEN));

/** Messages that the bot wrote by itself. */
const postsIn = (fake: FakeDiscord, channel: { readonly id: string } = fake.channel): string[] =>
  fake
    .botMessages(channel)
    .map(({ content }) => content)
    .filter((content) => /new papers? on “/u.test(content));

async function untilPosts(
  fake: FakeDiscord,
  count: number,
  channel: { readonly id: string } = fake.channel,
): Promise<string[]> {
  await fake.until(() => postsIn(fake, channel).length >= count);
  await someLooks();
  expect(postsIn(fake, channel)).toHaveLength(count);
  return postsIn(fake, channel);
}

describe('/watch', () => {
  it('posts what an update of the index brings on its topic, once a day, over a restart', async () => {
    const fake = await discord();
    const { ibid, open, update } = await group();
    let bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    const ada = fake.user('ada');
    const [set] = await ada.slash('watch topic', { topic: 'sparse autoencoders' }).begun();
    expect(set).toMatchObject({ ephemeral: false });
    expect(set?.content).toContain('I watch “sparse autoencoders”');
    expect(set?.content).toContain('I have 3 papers now; 1 is on it:\n- Sparse Autoencoders Find Circuits');
    await someLooks();
    expect(postsIn(fake)).toEqual([]);

    await update('second', SECOND);
    const [post] = await untilPosts(fake, 1);
    expect(post).toContain('A new paper on “sparse autoencoders”:');
    expect(post).toContain('**Transcoders in Place of Layers**');
    expect(post).toContain('> “We compare transcoders with sparse autoencoders on language models.”');
    expect(post).not.toContain('Coral');

    // The same day, and after a restart.
    await update('third', THIRD);
    await someLooks();
    await bot.stop();
    bot = await startBot(fake, { ibid: await open(), watchEvery: OFTEN });
    await untilPosts(fake, 1);
    fake.clock.advance(DAY);
    const [, next] = await untilPosts(fake, 2);
    expect(next).toContain('**Dead Features and How to Wake Them**');
    expect(next).not.toContain('Transcoders');
    fake.clock.advance(DAY);
    await untilPosts(fake, 2);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('posts one message when two processes look at the same time', async () => {
    const fake = await discord({ latencyMilliseconds: 40 });
    const { ibid, state, add } = library();
    const bots = [
      await startBot(fake, { ibid, watchEvery: OFTEN }),
      await startBot(fake, { ibid, watchEvery: OFTEN }),
    ];
    await state.addWatch({
      guild: `discord:${fake.guild.id}`,
      channel: `discord:${fake.channel.id}`,
      user: 'discord:1',
      topic: 'moe',
      seen: await state.noteSightings(['moe-1']),
    });
    for (let day = 2; day < 5; day++) {
      add(`moe-${day}`);
      await untilPosts(fake, day - 1);
      fake.clock.advance(DAY);
    }
    expect(bots.flatMap((bot) => bot.troubles())).toEqual([]);
    fake.expectClean();
  });

  it('does not post twice when the answer of Discord was lost', async () => {
    const fake = await discord();
    const { ibid, add } = library();
    await startBot(fake, { ibid, watchEvery: OFTEN });
    await fake.user('ada').slash('watch topic', { topic: 'moe' }).begun();
    const route = 'POST /channels/:channel/messages';
    fake.faults.plan({ route, times: 5, afterwards: true, fault: { kind: 'status', status: 503 } });
    add('moe-2');
    const requests = (): number => fake.requests.filter((request) => request.route === route).length;
    await expect.poll(requests, { timeout: 10_000 }).toBeGreaterThanOrEqual(6);
    await untilPosts(fake, 1);
    fake.expectClean();
  });

  it('posts in threads and direct messages, where it was set', async () => {
    const fake = await discord();
    const { ibid, add } = library();
    await startBot(fake, { ibid, watchEvery: OFTEN, env: { IBID_DISCORD_THREADS: 'always' } });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION });
    const [, answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    const thread = { id: answer?.channelId ?? '' };
    await ada.slash('watch topic', { topic: 'moe' }, { channel: thread }).begun();
    const direct = ada.directChannel();
    const [told] = await ada.slash('watch topic', { topic: 'moe' }, { channel: direct }).begun();
    expect(told?.content).toContain('I post them here, to you alone');
    add('moe-2');
    await untilPosts(fake, 1, thread);
    await untilPosts(fake, 1, direct);
    expect(postsIn(fake)).toEqual([]);
    fake.expectClean();
  });

  it('refuses what cannot be watched, kindly and to the asker alone', async () => {
    const fake = await discord();
    const { ibid, state } = library();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const refused = async (topic: string, channel = fake.channel): Promise<string> => {
      const [told] = await ada.slash('watch topic', { topic }, { channel }).begun();
      expect(told).toMatchObject({ ephemeral: true });
      return told?.content ?? '';
    };
    expect(await refused('…?!')).toContain('There is no word in that topic');
    expect(() => ada.slash('watch topic', { topic: 'x'.repeat(201) })).toThrow('200 characters');
    await ada.slash('watch topic', { topic: 'Mixture of Experts' }).begun();
    expect(await refused('mixture-of-experts ')).toContain(
      `watched here already: watch 1, set by <@${ada.id}>`,
    );
    const closed = fake.addChannel('closed', { botLacks: ['SendMessages'] });
    expect(await refused('moe', closed)).toContain('I lack the permission **Send Messages**, so I could not');
    for (let n = 2; n <= 20; n++)
      await state.addWatch({
        guild: null,
        channel: `discord:${fake.channel.id}`,
        user: 'discord:1',
        topic: `topic ${n}`,
        seen: 0,
      });
    expect(await refused('one more')).toContain('20 topics are watched here');
    expect(await state.watches()).toHaveLength(20);
    fake.expectClean();
  });

  it('sets nothing when its topic has words that tell nothing, or there is no index', async () => {
    const fake = await discord();
    const { ibid } = await group();
    await startBot(fake, { ibid });
    const [told] = await fake.user('ada').slash('watch topic', { topic: 'what is it about' }).begun();
    expect(told?.content).toContain('“what is it about” has no word to find papers by');
    const empty = await openIbid(join(temporaryFolder(), 'none'));
    const other = await discord();
    await startBot(other, { ibid: empty });
    const [none] = await other.user('ada').slash('watch topic', { topic: 'moe' }).begun();
    expect(none?.content).toContain('That did not work');
    for (const one of [ibid, empty]) expect(await (await one.community()).watches()).toEqual([]);
    other.expectClean();
    fake.expectClean();
  });

  it('list shows what is watched here and nowhere else; stop ends it, for whoever may', async () => {
    const fake = await discord();
    const { ibid, state, add } = library();
    await startBot(fake, { ibid, watchEvery: OFTEN });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const moderator = fake.user('mod', { may: ['ManageMessages'] });
    const [nothing] = await ada.slash('watch list').begun();
    expect(nothing).toMatchObject({ ephemeral: true });
    expect(nothing?.content).toContain('Nothing is watched here yet');
    for (const topic of ['moe', 'graphs', 'speech']) await ada.slash('watch topic', { topic }).begun();
    const other = fake.addChannel('other');
    await bob.slash('watch topic', { topic: 'elsewhere' }, { channel: other }).begun();
    add('moe-2');
    await untilPosts(fake, 1);

    const [list] = await bob.slash('watch list').begun();
    const today = new Date(fake.clock.now()).toISOString().slice(0, 10);
    expect(list?.content).toContain(`- **1** “moe” – set by <@${ada.id}>, last post on ${today}`);
    expect(list?.content).toContain(`- **2** “graphs” – set by <@${ada.id}>, nothing posted yet`);
    expect(list?.content).not.toContain('elsewhere');

    expect(await bob.autocomplete('watch stop', 'number', 'SPE')).toEqual([
      { name: '3: speech', value: '3' },
    ]);
    const [refused] = await bob.slash('watch stop', { number: '3' }).begun();
    expect(refused).toMatchObject({ ephemeral: true });
    expect(refused?.content).toContain(`<@${ada.id}> set watch 3`);
    const [unknown] = await ada.slash('watch stop', { number: '4' }).begun();
    expect(unknown?.content).toContain('There is no watch “4” here');
    const [stopped] = await ada.slash('watch stop', { number: '#3' }).begun();
    expect(stopped).toMatchObject({ ephemeral: false, content: 'Watch 3 is stopped: “speech”.' });
    const [byModerator] = await moderator.slash('watch stop', { number: 'Graphs' }).begun();
    expect(byModerator?.content).toContain('Watch 2 is stopped');
    expect((await state.watches()).map(({ topic }) => topic)).toEqual(['moe', 'elsewhere']);

    await ada.slash('forget', { what: 'everything' }).begun();
    expect((await state.watches()).map(({ topic }) => topic)).toEqual(['elsewhere']);
    fake.clock.advance(DAY);
    add('moe-3');
    await someLooks();
    expect(postsIn(fake)).toHaveLength(1);
    fake.expectClean();
  });

  it('is stopped when its channel is gone, and kept where a permission is lacking', async () => {
    const fake = await discord();
    const { ibid, state, add } = library();
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    const ada = fake.user('ada');
    const [gone, closed] = [fake.addChannel('gone'), fake.addChannel('closed')];
    for (const channel of [gone, closed])
      await ada.slash('watch topic', { topic: 'moe' }, { channel }).begun();
    fake.removeChannel(gone);
    fake.denyBot(closed, ['SendMessages']);
    add('moe-2');
    await expect.poll(() => bot.troubles()).toHaveLength(2);
    await someLooks();
    expect(bot.troubles()).toEqual([
      'A watch is stopped: its channel is gone.',
      'New papers on a watched topic may not be posted in its channel; it is tried again tomorrow.',
    ]);
    expect((await state.watches()).map(({ channel }) => channel)).toEqual([`discord:${closed.id}`]);
    fake.denyBot(closed, []);
    fake.clock.advance(DAY);
    await untilPosts(fake, 1, closed);
    fake.expectClean();
  });

  it('ends with the bot’s being in the server; lists and settings are there when it comes back', async () => {
    const fake = await discord();
    const { ibid, state, add } = library();
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    const other = fake.addGuild('Another group');
    const max = fake.user('max', { may: ['ManageGuild'] });
    for (const { channel } of [fake, other]) {
      await max.slash('watch topic', { topic: 'moe' }, { channel }).begun();
      await max.slash('reading-list add', { paper: 'moe-1' }, { channel }).begun();
    }
    await max.slash('settings detail', { amount: 'short' }, { channel: other.channel }).begun();
    fake.outage(fake.guild);
    fake.leaveGuild(other.guild);
    await expect.poll(() => state.watches()).toHaveLength(1);
    expect(await state.watches()).toMatchObject([{ guild: `discord:${fake.guild.id}` }]);
    expect(bot.log.at(-1)?.message).toBe(
      'The bot was removed from a server; what was watched there is watched no more.',
    );
    expect(await state.readingList(`discord:${other.channel.id}`)).toHaveLength(1);
    expect(await state.guildSettings(`discord:${other.guild.id}`)).toMatchObject({ detail: 'short' });
    add('moe-2');
    await untilPosts(fake, 1);
    expect(bot.troubles()).toEqual([]);
    expect(fake.refusals).toEqual([]);
    fake.expectClean();
  });

  it('asks nothing of a server that the bot was removed from while it was away', async () => {
    const fake = await discord();
    const { ibid, state, add } = library();
    const other = fake.addGuild('Another group');
    const first = await startBot(fake, { ibid, watchEvery: OFTEN });
    await fake.user('ada').slash('watch topic', { topic: 'moe' }, { channel: other.channel }).begun();
    await first.stop();
    fake.leaveGuild(other.guild);
    add('moe-2');
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    await someLooks();
    expect(fake.refusals).toEqual([]);
    expect(bot.troubles()).toEqual([]);
    expect(await state.watches()).toHaveLength(1);
    fake.expectClean();
  });

  it('heeds which channels managers want the bot in, and can be ended in the others', async () => {
    const fake = await discord();
    const { ibid, add } = library();
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    const ada = fake.user('ada');
    const max = fake.user('max', { may: ['ManageGuild'] });
    await ada.slash('watch topic', { topic: 'moe' }).begun();
    const other = fake.addChannel('other');
    await max.slash('settings channels allow', { channel: other.id }).begun();
    const [refused] = await ada.slash('watch topic', { topic: 'graphs' }).begun();
    expect(refused?.content).toContain('I do not answer in');
    add('moe-2');
    await someLooks();
    expect(postsIn(fake)).toEqual([]);
    await max.slash('settings channels everywhere').begun();
    fake.clock.advance(DAY);
    await untilPosts(fake, 1);
    await max.slash('settings channels allow', { channel: other.id }).begun();
    const [stopped] = await ada.slash('watch stop', { number: '1' }).begun();
    expect(stopped?.content).toContain('Watch 1 is stopped');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('leaves with the bot, in the middle of matching, and is as it was', async () => {
    const fake = await discord();
    const begun = Promise.withResolvers<void>();
    let ended = false;
    const { ibid, state, add } = library();
    const bot: RunningBot = await startBot(fake, {
      ibid: {
        ...ibid,
        matching: ({ signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => {
              ended = true;
              reject(new InterruptedError());
            });
            begun.resolve();
          }),
      },
      watchEvery: OFTEN,
    });
    const before = await state.addWatch({
      guild: `discord:${fake.guild.id}`,
      channel: `discord:${fake.channel.id}`,
      user: 'discord:1',
      topic: 'moe',
      seen: await state.noteSightings(['moe-1']),
    });
    add('moe-2');
    await begun.promise;
    await bot.stop();
    expect(ended).toBe(true);
    expect(postsIn(fake)).toEqual([]);
    expect(await state.watches()).toEqual([before]);
    expect(bot.troubles()).toEqual([]);
    await startBot(fake, { ibid, watchEvery: OFTEN });
    await untilPosts(fake, 1);
    fake.expectClean();
  });
});
