import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIbid } from '../../../src/compose.ts';
import { loadSettings } from '../../../src/config.ts';
import { IndexError } from '../../../src/errors.ts';
import type { Ibid } from '../../../src/ibid.ts';
import { arxivAnswer, type FakeArxiv, fastPace, startFakeArxiv, status } from '../../support/fake-arxiv.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

const ID = '2409.01001';
const FOUND = arxivAnswer(ID);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const PAPERS = [
  {
    id: '2101.00001',
    title: 'Codebooks for graphs',
    abstract:
      'Large graphs are slow to read. A graph neural network is distilled into a codebook of local structures.',
  },
  {
    id: '2101.00002',
    title: 'Perceptrons instead of graph networks',
    abstract:
      'We train a multi-layer perceptron that answers as a graph neural network does, and much faster.',
  },
  {
    id: '2101.00003',
    title: 'Glass frogs',
    abstract: 'Glass frogs hide their blood while they are asleep.',
  },
];

/** The application over an index of its own, whose arXiv is on loopback. */
async function openAdding(
  arxiv: FakeArxiv,
): Promise<{ ibid: Ibid; corpus: string; folder: string; added: () => string[] }> {
  const home = temporaryFolder();
  const corpus = join(home, 'corpus.jsonl');
  writeFileSync(corpus, PAPERS.map((paper) => `${JSON.stringify(paper)}\n`).join(''));
  const env = { IBID_HOME: home, IBID_ARXIV_API: arxiv.api };
  const settings = await loadSettings({ env, folder: home });
  const ibid = await createIbid({ settings, logger: silent, pace: fastPace() });
  onTestFinished(() => ibid.close());
  await ibid.index({ paths: [corpus] });
  const folder = join(home, 'added');
  return { ibid, corpus, folder, added: () => (existsSync(folder) ? readdirSync(folder) : []) };
}

async function withBot(given: { arxiv: FakeArxiv; env?: Record<string, string> }) {
  const { arxiv, env = {} } = given;
  const [fake, place] = await Promise.all([discord(), openAdding(arxiv)]);
  const bot = await startBot(fake, { ibid: place.ibid, env });
  return { ...place, fake, bot, max: fake.user('max', { may: ['ManageGuild'] }), ada: fake.user('ada') };
}

describe('/add', () => {
  it('fetches a paper, tells it to all with what is near, and has it known at once', async () => {
    const arxiv = await startFakeArxiv(FOUND);
    const { fake, bot, max, ada, ibid, corpus, folder: added } = await withBot({ arxiv });
    expect(await ada.autocomplete('paper', 'title', 'tide')).toEqual([]);
    const asked = max.slash('add', { paper: `https://arxiv.org/abs/${ID}v3` });
    expect(await asked.deferred()).toMatchObject({ ephemeral: false });
    const [told, ...more] = await asked.settled();
    expect(more).toEqual([]);
    expect(told?.content).toMatchInlineSnapshot(`
      "Added; I answer from 4 papers now:
      **TideGraph: Codebooks of Local Structure for Distilling Graph Neural Networks** — Inés Oduya et al., 2024 — <https://arxiv.org/abs/2409.01001>

      Nearest here:
      - **Codebooks for graphs** — 2021 — <https://arxiv.org/abs/2101.00001>
      > “A graph neural network is distilled into a codebook of local structures.”
      - **Perceptrons instead of graph networks** — 2021 — <https://arxiv.org/abs/2101.00002>
      > “We train a multi-layer perceptron that answers as a graph neural network does, and much faster.”"
    `);
    expect(arxiv.requests).toMatchObject([{ id: ID }]);
    expect(arxiv.requests[0]?.headers['user-agent']).toMatch(/^ibid\/\d/u);
    const offered = await ada.autocomplete('paper', 'title', 'tide');
    expect(offered).toMatchObject([{ name: expect.stringContaining('TideGraph'), value: ID }]);
    const [card] = await ada.slash('paper', { title: 'TideGraph' }).settled();
    expect(card?.embeds[0]?.description).toContain('412 times faster');
    const [answer] = await ada
      .slash('ask', { question: 'How much faster is TideGraph than its teacher?' })
      .settled();
    expect(answer?.content).toContain('412 times faster than its teacher');
    // The index can be built anew, of other files alone, and it is still there.
    expect(await ibid.index({ paths: [corpus], prune: true })).toMatchObject({ papers: 4, removed: 0 });
    // But a typing error must not make it all that is left.
    await expect(ibid.index({ paths: [`${corpus}x`], prune: true })).rejects.toThrow('does not exist');
    expect(await ibid.papers()).toHaveLength(4);
    // Whoever deletes its record wants it out.
    rmSync(join(added, `${ID}.xml`));
    expect(await ibid.index({ paths: [corpus] })).toMatchObject({ papers: 3, removed: 1 });
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('is for managers, whoever is shown it, and for servers', async () => {
    const arxiv = await startFakeArxiv(FOUND);
    const { fake, max, ada } = await withBot({ arxiv });
    expect(() => ada.slash('add', { paper: ID })).toThrow('ada may not use "add"');
    expect(() => max.slash('add', { paper: ID }, { channel: max.directChannel() })).toThrow('no command');
    fake.openCommand('add');
    const [told] = await ada.slash('add', { paper: ID }).settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain('Only those who may manage this server');
    expect(arxiv.requests).toEqual([]);
    fake.expectClean();
  });

  it.each([
    ['VQGraph', "'VQGraph' is neither an arXiv id nor a link to one of its papers"],
    ['2308.02117 2401.00001', "'2308.02117 2401.00001' names several papers"],
    ['@everyone https://example.org', 'is neither an arXiv id nor a link'],
  ])('tells whoever gives no id of a paper so, privately: %s', async (paper, words) => {
    const arxiv = await startFakeArxiv(FOUND);
    const { fake, bot, max } = await withBot({ arxiv });
    const [told] = await max.slash('add', { paper }).settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain(words);
    expect(told?.content).toMatch(/arXiv id|one at a time/u);
    expect(arxiv.requests).toEqual([]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('counts as a question where too many are asked', async () => {
    const arxiv = await startFakeArxiv(FOUND);
    const { fake, max } = await withBot({ arxiv, env: { IBID_QUESTIONS_PER_MINUTE: '1' } });
    await max.slash('add', { paper: ID }).settled();
    const [told] = await max.slash('add', { paper: ID }).settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain('One moment');
    expect(arxiv.requests).toHaveLength(1);
    fake.expectClean();
  });

  it('takes several at once, one after another', async () => {
    const arxiv = await startFakeArxiv(FOUND, arxivAnswer('hep-th-9901001'));
    const { fake, max, ibid } = await withBot({ arxiv });
    const both = [max.slash('add', { paper: ID }), max.slash('add', { paper: 'hep-th/9901001' })];
    const told = await Promise.all(both.map(async (one) => (await one.settled())[0]?.content));
    expect(told[0]).toContain('Added; I answer from 4 papers now:\n**TideGraph');
    expect(told[1]).toContain('Added; I answer from 5 papers now:\n**Boundary terms of a toy model**');
    expect(arxiv.mostAtOnce()).toBe(1);
    expect(await ibid.papers()).toHaveLength(5);
    fake.expectClean();
  });
});

describe('/add that fails', () => {
  it.each([
    ['a paper that is not there', arxivAnswer('empty'), 'arXiv has no paper 2409.01001', []],
    [
      'an arXiv that is busy',
      status(503),
      'Try again in a few minutes.',
      ['A paper could not be added just now.'],
    ],
    [
      'an arXiv that lets nobody in',
      status(403),
      'That did not work: arXiv',
      ['A paper could not be added.'],
    ],
  ])('tells %s where the paper would stand, and goes on', async (_, reply, words, troubles) => {
    const arxiv = await startFakeArxiv(reply);
    const { fake, bot, max, ibid, added } = await withBot({ arxiv });
    const [told] = await max.slash('add', { paper: ID }).settled();
    expect(told).toMatchObject({ ephemeral: false });
    expect(told?.content).toContain(words);
    expect(bot.troubles()).toEqual(troubles);
    expect(added()).toEqual([]);
    expect(await ibid.papers()).toHaveLength(3);
    fake.expectClean();
  });

  it('says so when another process writes to the index all the time', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      async add() {
        throw new IndexError('busy', 'the paper was not added: for a minute another process', {
          remedy: 'Add it again when that has finished.',
        });
      },
    });
    await startBot(fake, { ibid });
    const max = fake.user('max', { may: ['ManageGuild'] });
    const [told] = await max.slash('add', { paper: ID }).settled();
    expect(told?.content).toBe(
      'the paper was not added: for a minute another process\nAdd it again when that has finished.',
    );
    fake.expectClean();
  });

  it('ends with the bot: the request is stopped, that is told, and nothing is left behind', async () => {
    let open = false;
    const arxiv = await startFakeArxiv((response) => {
      open = true;
      response.on('close', () => {
        open = false;
      });
    });
    const { fake, bot, max, ibid, added } = await withBot({ arxiv });
    const asked = max.slash('add', { paper: ID });
    await asked.deferred();
    while (!open) await new Promise((resolve) => setTimeout(resolve, 5));
    await bot.stop();
    const [told] = await asked.settled();
    expect(told?.content).toContain('I am being restarted');
    expect(open).toBe(false);
    expect(added()).toEqual([]);
    expect(await ibid.papers()).toHaveLength(3);
    fake.expectClean();
  });
});
