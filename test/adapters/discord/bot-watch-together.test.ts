import { describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { someManifest, somePaper } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

const OFTEN = 15;

/** An application whose index grows. Papers whose id begins with the topic are on it; the first matching of a topic in `held` waits until the test lets it go. */
function library(held: readonly string[] = []) {
  const papers = ['moe-1'];
  const gates = new Map(held.map((topic) => [topic, Promise.withResolvers<void>()]));
  const waiting = new Set(held);
  const ibid = scriptedIbid({
    manifest: async () => ({ ...someManifest(), generation: papers.length }),
    papers: async () => papers.map((id) => somePaper({ id, title: id })),
    async matching({ topic, paperIds }) {
      if (waiting.delete(topic)) await gates.get(topic)?.promise;
      const on = paperIds.filter((id) => id.startsWith(topic));
      const hits = on.map((id) => ({ paper: somePaper({ id, title: id }), score: 1, sentence: null }));
      return { hits, total: hits.length, notices: [] };
    },
  });
  return {
    ibid,
    add: (id: string) => void papers.push(id),
    begun: (topic: string) => expect.poll(() => waiting.has(topic)).toBe(false),
    letGo: (topic: string) => gates.get(topic)?.resolve(),
  };
}

/** Messages that list papers. */
const postsIn = (fake: FakeDiscord): string[] =>
  fake
    .botMessages(fake.channel)
    .map(({ content }) => content)
    .filter((content) => /^\d\\?\. \*\*/mu.test(content));

describe('/watch topic by many at once', () => {
  it('sets no topic twice, and no more than a channel can have', async () => {
    const fake = await discord();
    const { ibid } = library();
    await startBot(fake, { ibid });
    for (let n = 1; n <= 17; n++)
      await ibid.state.addWatch({
        guild: null,
        channel: `discord:${fake.channel.id}`,
        user: 'discord:1',
        topic: `topic ${n}`,
        seen: 0,
      });
    const topics = ['moe', 'MoE', 'graphs', 'speech', 'vision'];
    // Four find a place in the line of the channel.
    const asked = topics.slice(0, 4).map((topic, n) => fake.user(`user${n}`).slash('watch topic', { topic }));
    const told = await Promise.all(asked.map(async (one) => (await one.settled())[0]?.text ?? ''));
    expect(told.filter((text) => text.includes('watched here already'))).toHaveLength(1);
    const set = (await ibid.state.watches()).map(({ topic }) => topic.toLowerCase());
    expect(new Set(set).size).toBe(set.length);
    expect(set).toHaveLength(20);
    const [full] = await fake.user('eve').slash('watch topic', { topic: 'vision' }).settled();
    expect(full?.text).toContain('20 topics are watched here');
    fake.expectClean();
  });

  it('asks kindly for patience when others set theirs in this channel', async () => {
    const fake = await discord();
    const { ibid, begun, letGo } = library(['moe']);
    await startBot(fake, { ibid });
    const asked = ['moe', 'graphs', 'speech', 'vision'].map((topic, n) =>
      fake.user(`user${n}`).slash('watch topic', { topic }),
    );
    for (const one of asked) await one.deferred();
    await begun('moe');
    const [told] = await fake.user('eve').slash('watch topic', { topic: 'sound' }).settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.text).toContain('I take them one after the other');
    letGo('moe');
    for (const one of asked) await one.settled();
    expect(await ibid.state.watches()).toHaveLength(4);
    fake.expectClean();
  });

  it('takes topics that differ as names do for two', async () => {
    const fake = await discord();
    const { ibid } = library();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    for (const topic of ['C', 'C++', 'C#']) {
      const [told] = await ada.slash('watch topic', { topic }).settled();
      expect(told?.text).toContain('I watch');
    }
    for (const topic of ['c++.', '“C#”']) {
      const [told] = await ada.slash('watch topic', { topic }).settled();
      expect(told?.text).toContain('watched here already');
    }
    fake.expectClean();
  });
});

describe('/watch topic while other things happen', () => {
  it('is not left behind by /forget everything', async () => {
    const fake = await discord();
    const { ibid, begun, letGo } = library(['moe']);
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.slash('watch topic', { topic: 'moe' });
    await begun('moe');
    const forgotten = ada.slash('forget', { what: 'everything' });
    await forgotten.deferred();
    letGo('moe');
    await asked.settled();
    await forgotten.settled();
    expect(await ibid.state.watches()).toEqual([]);
    fake.expectClean();
  });

  it('tells later of a paper that came while it was set, and that another watch saw first', async () => {
    const fake = await discord();
    const { ibid, begun, letGo, add } = library(['moe']);
    await startBot(fake, { ibid, watchEvery: OFTEN });
    const ada = fake.user('ada');
    await ada.slash('watch topic', { topic: 'graphs' }).settled();
    const asked = ada.slash('watch topic', { topic: 'moe' });
    await begun('moe');
    add('moe-2');
    add('graphs-1');
    await fake.until(() => postsIn(fake).length === 1);
    letGo('moe');
    await asked.settled();
    await fake.until(() => postsIn(fake).length === 2);
    expect(postsIn(fake)[1]).toContain('**moe-2**');
    fake.expectClean();
  });

  it('is broken off by a stop, and sets nothing then', async () => {
    const fake = await discord();
    const { ibid } = library();
    const bot = await startBot(fake, {
      ibid: {
        ...ibid,
        matching: ({ signal }) =>
          new Promise((resolve) => {
            signal?.addEventListener('abort', () => resolve({ hits: [], total: 0, notices: [] }));
          }),
      },
      farewell: 50,
    });
    const asked = fake.user('ada').slash('watch topic', { topic: 'moe' });
    await asked.deferred();
    await bot.stop();
    expect(asked.messages()[0]?.text).toContain('being restarted');
    expect(await ibid.state.watches()).toEqual([]);
    fake.expectClean();
  });
});
