import { describe, expect, it } from 'vitest';
import { MOST_LISTED } from '../../../src/adapters/discord/reading-list.ts';
import { IndexError, StateError, UsageError } from '../../../src/errors.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';
import { PAPERS, paperAt } from './render/views.ts';

const [VQGRAPH, FASTER] = [paperAt(1), paperAt(2)];

/** An index of these papers; they can be taken out of it. */
function library(papers: readonly Paper[] = PAPERS) {
  const held = new Map(papers.map((paper) => [paper.id, paper]));
  return {
    held,
    script: {
      papers: async () => [...held.values()],
      paper: async (wanted: string) => {
        const found = [...held.values()].find(
          ({ id, title, arxivId }) => [id, arxivId].includes(wanted) || title.startsWith(wanted),
        );
        if (found === undefined) throw new UsageError(`no paper has the id or title '${wanted}'`);
        return found;
      },
    },
  };
}

async function start(
  given: Parameters<typeof scriptedIbid>[0] = {},
  env: Readonly<Record<string, string>> = {},
) {
  // Every reply is one message, so that little need be waited for a second.
  const fake = await discord({ waiting: { quietMilliseconds: 50 } });
  const { held, script } = library();
  const ibid = scriptedIbid({ ...script, ...given });
  const bot = await startBot(fake, { ibid, env });
  return { fake, held, ibid, bot, ada: fake.user('ada'), bob: fake.user('bob'), key: listOf(fake) };
}

const listOf = (fake: FakeDiscord): string => `discord:${fake.channel.id}`;

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

describe('/reading-list export', () => {
  it('is a file, for the asker alone unless they say otherwise', async () => {
    const { fake, held, ada } = await start();
    for (const { id } of [FASTER, VQGRAPH, paperAt(3)])
      await ada.slash('reading-list add', { paper: id }).settled();
    held.delete(paperAt(3).id);
    const [bibtex] = await ada.slash('reading-list export').settled();
    expect(bibtex).toMatchObject({ ephemeral: true });
    expect(bibtex?.content).toBe(
      `The reading list of this channel as BibTeX: 2 papers.\nLeft out, as it is no longer in the index: ${paperAt(3).id}`,
    );
    expect(bibtex?.files[0]?.name).toMatch(/^reading-list-\d{4}-\d\d-\d\d\.bib$/u);
    expect(bibtex?.files[0]?.text).toMatch(/^@misc\{yang2021faster,[\s\S]*\n@misc\{yang2020vqgraph,/u);
    const [ris] = await ada.slash('reading-list export', { format: 'ris', public: true }).settled();
    expect(ris).toMatchObject({ ephemeral: false });
    expect(ris?.files[0]?.name).toMatch(/\.ris$/u);
    expect(ris?.files[0]?.text.startsWith(`TY  - GEN\r\nTI  - ${FASTER.title}\r\n`)).toBe(true);
    fake.expectClean();
  });

  it('says what is lacking where the bot may attach no file', async () => {
    const { fake, ada } = await start();
    const channel = fake.addChannel('no-files', { botLacks: ['AttachFiles'] });
    await ada.slash('reading-list add', { paper: VQGRAPH.id }, { channel }).settled();
    const [told] = await ada.slash('reading-list export', {}, { channel }).settled();
    expect(told).toMatchObject({ ephemeral: true, thinking: false, files: [] });
    expect(told?.content).toContain('has 1 paper, which would come as a file');
    expect(told?.content).toContain('I lack the permission **Attach Files** here');
    fake.expectClean();
  });

  it('keeps the order of a long list, and knows a paper by the id it had', async () => {
    const { fake, ibid, held, ada, key } = await start();
    for (let place = 10; place <= 40; place++) {
      held.set(`p${place}`, {
        ...VQGRAPH,
        id: `p${place}`,
        arxivId: `2401.000${place}`,
        title: `Paper ${place}`,
      });
      await ibid.state.addToReadingList(key, place === 20 ? '2401.00020' : `p${place}`, '');
    }
    held.delete('p30');
    const [ris] = await ada.slash('reading-list export', { format: 'ris' }).settled();
    const titles = ris?.files[0]?.text.match(/(?<=^TI {2}- Paper )\d+/gmu)?.map(Number);
    expect(titles).toEqual(Array.from({ length: 31 }, (_, place) => place + 10).filter((n) => n !== 30));
    expect(ris?.content).toContain('no longer in the index: p30');
    fake.expectClean();
  });

  it('says what to do about an empty list', async () => {
    const { fake, ada } = await start();
    const [told] = await ada.slash('reading-list export').settled();
    expect(told?.content).toContain('is empty. `/reading-list add`');
    expect(told?.files).toEqual([]);
    fake.expectClean();
  });
});

describe('a reading list that cannot be read', () => {
  it('is not told as an empty one', async () => {
    const readingList = async (): Promise<never> => {
      throw new StateError('busy', 'the state is locked');
    };
    const { fake, ada, bot } = await start({ state: { ...createMemoryState(), readingList } });
    for (const command of ['show', 'export'])
      expect((await ada.slash(`reading-list ${command}`).settled())[0]?.content).toContain(
        'the state is locked',
      );
    for (const command of ['add', 'remove'])
      expect(
        (await ada.slash(`reading-list ${command}`, { paper: VQGRAPH.id }).settled())[0]?.content,
      ).toContain('the state is locked');
    expect(bot.log.filter(({ level }) => level === 'error')).toHaveLength(4);
    fake.expectClean();
  });

  it('nor one of papers that are gone, when it is the index that cannot be read', async () => {
    const { fake, ibid, ada, key } = await start({
      papers: async () => {
        throw new IndexError('unreadable', 'the index cannot be read');
      },
    });
    await ibid.state.addToReadingList(key, VQGRAPH.id, 'discord:1');
    const [told] = await ada.slash('reading-list show').settled();
    expect(told?.content).toContain('the index cannot be read');
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
