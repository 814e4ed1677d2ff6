import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QUESTION } from '../../support/fake-ibid.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { discord, openIbid, startBot } from './bot-support.ts';
import {
  DAY,
  group,
  library,
  OFTEN,
  postsIn,
  SECOND,
  someLooks,
  THIRD,
  untilPosts,
} from './bot-watch-support.ts';

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
});
