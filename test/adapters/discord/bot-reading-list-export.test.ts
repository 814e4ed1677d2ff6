import { describe, expect, it } from 'vitest';
import { IndexError, StateError } from '../../../src/errors.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import { FASTER, start, VQGRAPH } from './reading-list-support.ts';
import { paperAt } from './render/views.ts';

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
