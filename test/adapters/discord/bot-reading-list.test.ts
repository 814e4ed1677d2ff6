import { describe, expect, it } from 'vitest';
import { MOST_LISTED } from '../../../src/adapters/discord/reading-list.ts';
import { QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { FASTER, start, VQGRAPH } from './reading-list-support.ts';
import { PAPERS, paperAt } from './render/views.ts';

describe('/reading-list add and show', () => {
  it('lets everybody see what was added, and shows the list to whoever asks', async () => {
    const { fake, ada, bob } = await start();
    const offered = await ada.autocomplete('reading-list add', 'paper', 'vqg');
    expect(offered).toEqual([{ name: VQGRAPH.title, value: VQGRAPH.id }]);
    const [added] = await ada.slash('reading-list add', { paper: VQGRAPH.id }).settled();
    expect(added).toMatchObject({
      ephemeral: false,
      content: `Added to the reading list of this channel:\n- ${VQGRAPH.title}`,
    });
    await bob.slash('reading-list add', { paper: 'Faster Diffusion' }).settled();
    const [again] = await bob.slash('reading-list add', { paper: VQGRAPH.id }).settled();
    expect(again?.content).toBe(`Already on it:\n- ${VQGRAPH.title}`);

    const [shown] = await bob.slash('reading-list show').settled();
    expect(shown).toMatchObject({ ephemeral: true });
    expect(shown?.content).toBe('The reading list of this channel has 2 papers.');
    const [first = '', second = ''] = shown?.embeds[0]?.description?.split('\n\n') ?? [];
    expect(first).toContain(`**${VQGRAPH.title}** — Ling Yang, 2020 — <https://arxiv.org/abs/${VQGRAPH.id}>`);
    expect(first).toContain(`by <@${ada.id}>`);
    expect(second).toContain(FASTER.title);
    expect(second).toContain(`by <@${bob.id}>`);
    const [told] = await bob.slash('reading-list show', { public: true }).settled();
    expect(told).toMatchObject({ ephemeral: false, embeds: shown?.embeds });
    fake.expectClean();
  });

  it('is one list for a channel and its threads, another elsewhere, and one’s own in direct messages', async () => {
    const { fake, ada, bob } = await start({}, { IBID_DISCORD_THREADS: 'always' });
    await ada
      .slash('ask', { question: QUESTION })
      .when((all) => all.some(({ buttons }) => buttons.length > 0));
    const channel = fake.threads()[0]?.id ?? '';
    await ada.slash('reading-list add', { paper: VQGRAPH.id }, { channel }).settled();
    const [here] = await bob.slash('reading-list show').settled();
    expect(here?.text).toContain(VQGRAPH.title);
    const direct = { channel: bob.directChannel() };
    const [empty] = await bob.slash('reading-list show', {}, direct).settled();
    expect(empty?.content).toMatch(/^Your reading list is empty\. `\/reading-list add` puts a paper on it/u);
    await bob.slash('reading-list add', { paper: FASTER.id }, direct).settled();
    const [own] = await bob.slash('reading-list show', {}, direct).settled();
    expect(own?.text).toContain(FASTER.title);
    expect(own?.text).not.toContain('<@');
    fake.expectClean();
  });

  it('turns its pages, and past the end shows the last', async () => {
    const { fake, ibid, held, ada, key } = await start();
    for (let place = 1; place <= 23; place++) {
      const id = `p${place}`;
      held.set(id, { ...VQGRAPH, id, title: `Paper ${place}` });
      await ibid.state.addToReadingList(key, id, 'discord:1');
    }
    const [first] = await ada.slash('reading-list show').settled();
    expect(first?.text).toContain('has 23 papers; these are 1 to 10.');
    expect(first?.text).toContain('/reading-list show page:2');
    const [last] = await ada.slash('reading-list show', { page: 9 }).settled();
    expect(last?.text).toContain('these are 21 to 23.');
    expect(last?.text).toContain('23\\. **Paper 23**');
    fake.expectClean();
  });

  it('says that a paper is not known, and that a list is full', async () => {
    const { fake, ibid, ada, key } = await start();
    const [unknown] = await ada.slash('reading-list add', { paper: 'Nothing like it' }).settled();
    expect(unknown?.content).toContain('No paper has the id or title');
    for (let place = 1; place < MOST_LISTED; place++)
      await ibid.state.addToReadingList(key, `p${place}`, 'discord:1');
    await ada.slash('reading-list add', { paper: VQGRAPH.id }).settled();
    const [full] = await ada.slash('reading-list add', { paper: FASTER.id }).settled();
    expect(full?.content).toMatch(
      /^The reading list of this channel has 500 papers, the most .* room for:\n- Faster Diffusion/u,
    );
    expect(await ibid.state.readingList(key)).toHaveLength(MOST_LISTED);
    const [already] = await ada.slash('reading-list add', { paper: VQGRAPH.id }).settled();
    expect(already?.content).toMatch(/^Already on it:/u);
    fake.expectClean();
  });

  it('names papers that are no longer in the index by their ids', async () => {
    const { fake, held, ada } = await start();
    for (const { id } of [VQGRAPH, FASTER]) await ada.slash('reading-list add', { paper: id }).settled();
    held.delete(VQGRAPH.id);
    const [shown] = await ada.slash('reading-list show').settled();
    expect(shown?.text).toContain('One of them is no longer in the index.');
    expect(shown?.text).toContain(`1\\. ${VQGRAPH.id} — no longer in the index`);
    expect(shown?.text).toContain(FASTER.title);
    fake.expectClean();
  });
});

describe('/reading-list remove', () => {
  it('offers what is on the list alone, in the order of the list', async () => {
    const { fake, held, ada } = await start();
    const third = paperAt(3);
    for (const { id } of [FASTER, third, VQGRAPH])
      await ada.slash('reading-list add', { paper: id }).settled();
    held.delete(third.id);
    const other = fake.addChannel('other');
    const names = async (typed: string, where = {}) =>
      (await ada.autocomplete('reading-list remove', 'paper', typed, where)).map(({ name }) => name);
    expect(await names('')).toEqual([FASTER.title, third.title, VQGRAPH.title]);
    expect(await names('vq')).toEqual([VQGRAPH.title]);
    expect(await names('', { channel: other })).toEqual([]);
    fake.expectClean();
  });

  it('is for whoever added the paper and whoever moderates', async () => {
    const { fake, ibid, ada, bob, key } = await start();
    const moderator = fake.user('mod', { may: ['ManageMessages'] });
    for (const { id } of [VQGRAPH, FASTER]) await ada.slash('reading-list add', { paper: id }).settled();
    const [refused] = await bob.slash('reading-list remove', { paper: VQGRAPH.id }).settled();
    expect(refused?.content).toBe(
      `<@${ada.id}> put this paper on the list. They can remove it, and so can whoever manages messages here:\n- ${VQGRAPH.title}`,
    );
    expect(await ibid.state.readingList(key)).toHaveLength(2);
    const [removed] = await ada.slash('reading-list remove', { paper: 'vqgraph' }).settled();
    expect(removed).toMatchObject({
      ephemeral: false,
      content: `Removed from the reading list of this channel:\n- ${VQGRAPH.title}`,
    });
    await moderator.slash('reading-list remove', { paper: FASTER.id }).settled();
    expect(await ibid.state.readingList(key)).toEqual([]);
    fake.expectClean();
  });

  it('is for anybody where nobody knows who added it, or what it was', async () => {
    const { fake, ibid, ada, bob, key } = await start();
    await ada.slash('reading-list add', { paper: VQGRAPH.id }).settled();
    await ada.slash('forget', { what: 'everything' }).settled();
    await ibid.state.addToReadingList(key, '0000.00000', '');
    for (const paper of [VQGRAPH.id, '0000.00000']) {
      const [removed] = await bob.slash('reading-list remove', { paper }).settled();
      expect(removed?.content).toContain('Removed from');
    }
    expect(await ibid.state.readingList(key)).toEqual([]);
    fake.expectClean();
  });

  it('says when none or several papers fit', async () => {
    const { fake, ibid, ada, key } = await start();
    for (const { id } of PAPERS) await ibid.state.addToReadingList(key, id, `discord:${ada.id}`);
    const [several] = await ada.slash('reading-list remove', { paper: 'rethinking' }).settled();
    expect(several?.content).toMatch(/^2 papers of the list fit “rethinking”\.\nChoose one of those/u);
    const [none] = await ada.slash('reading-list remove', { paper: '@everyone' }).settled();
    expect(none?.content).toContain('No paper of the list has the title or id “@\u200beveryone”.');
    const [blank] = await ada.slash('reading-list remove', { paper: '!' }).settled();
    expect(blank?.content).toContain('Which paper is to be removed?');
    expect(await ibid.state.readingList(key)).toHaveLength(PAPERS.length);
    fake.expectClean();
  });
});

describe('the button below an answer', () => {
  it('says what it could not add', async () => {
    const { fake, held, ibid, ada, key } = await start({
      answer: async function* () {
        const citations = [VQGRAPH, FASTER, paperAt(3)].map((paper, place) => ({
          marker: place + 1,
          paper,
          quotes: [],
        }));
        const answer = someAnswer({ citations });
        yield { type: 'end', end: answer };
        return answer;
      },
    });
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    const button = answer?.buttons.find(({ label }) => label === 'Add to reading list')?.customId ?? '';
    for (let place = 1; place < MOST_LISTED; place++)
      await ibid.state.addToReadingList(key, `p${place}`, 'discord:1');
    held.delete(paperAt(3).id);
    const [told] = await ada.click(answer ?? { id: '' }, button).settled();
    expect(told?.content.split('\n')).toEqual([
      'Not added: a paper that is no longer in the index.',
      'Added to the reading list of this channel:',
      `- ${VQGRAPH.title}`,
      expect.stringContaining('has 500 papers, the most'),
      `- ${FASTER.title}`,
    ]);
    fake.expectClean();
  });
});
