import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError, InterruptedError } from '../../src/errors.ts';
import type { Progress } from '../../src/progress.ts';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import {
  build,
  createConstantEmbedder,
  createRecordingEmbedder,
  createWorkplace,
  type PaperLine,
  readAll,
  type Workplace,
} from '../support/corpus-folder.ts';

const LONG =
  'We study how honey bees share places of flowers by dancing on the comb, filming forty hives for three summers, and find that dances for near places are shorter, that old bees dance less, and that hives which dance more grow by three percent.';
const BEES: PaperLine = { id: '2101.00001', title: 'Dances of bees', abstract: 'Bees dance for honey.' };
const REEFS: PaperLine = { id: '2101.00002', title: 'Bleaching reefs', abstract: 'Coral reefs bleach.' };
const FROGS: PaperLine = { title: 'Glass frogs', abstract: 'Glass frogs hide blood while asleep.' };

async function paperOf(place: Workplace, id: string) {
  const index = openLanceIndex({ uri: place.index });
  const [stored] = await (await index.reader()).papers([id]);
  await index.close();
  return stored?.paper;
}

describe('the incremental build', () => {
  it('embeds and writes nothing when nothing changed', async () => {
    const place = createWorkplace();
    const file = place.write('a.jsonl', [BEES, REEFS]);
    const first = await build(place.index, [file]);
    expect(first).toMatchObject({ added: 2, changed: 0, removed: 0, unchanged: 0, papers: 2, passages: 2 });
    const embedder = createRecordingEmbedder();
    const second = await build(place.index, [file], { embedder });
    expect(second).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 2, papers: 2, passages: 2 });
    expect(embedder.texts).toEqual([]);
    const index = openLanceIndex({ uri: place.index });
    expect((await index.manifest())?.generation).toBe(1);
    await index.close();
  });

  it('embeds only what changed, and removes what a read file no longer gives', async () => {
    const place = createWorkplace();
    const file = place.write('a.jsonl', [BEES, REEFS, FROGS]);
    await build(place.index, [file]);
    place.write('a.jsonl', [BEES, { ...REEFS, abstract: 'Lichens eat stone.' }]);
    const embedder = createRecordingEmbedder();
    expect(await build(place.index, [file], { embedder })).toMatchObject({
      added: 0,
      changed: 1,
      removed: 1,
      unchanged: 1,
    });
    expect(embedder.texts).toEqual([
      'Bleaching reefs. Lichens eat stone.',
      'Bleaching reefs. Lichens eat stone.',
    ]);
    expect(await readAll(place.index)).toEqual({
      '2101.00001': BEES.abstract,
      '2101.00002': 'Lichens eat stone.',
    });
  });

  it('takes new metadata without embedding, and follows a record that moved to another line', async () => {
    const place = createWorkplace();
    const file = place.write('a.jsonl', [BEES, REEFS]);
    await build(place.index, [file]);
    place.write('a.jsonl', [{ ...REEFS, year: 2020 }, BEES]);
    const embedder = createRecordingEmbedder();
    expect(await build(place.index, [file], { embedder })).toMatchObject({ changed: 1, unchanged: 1 });
    expect(embedder.texts).toEqual([]);
    expect(await paperOf(place, '2101.00002')).toMatchObject({ year: 2020, sources: [{ line: 1 }] });
    expect(await paperOf(place, '2101.00001')).toMatchObject({ sources: [{ line: 2 }] });
  });

  it('knows a paper whose only id is its title again when its abstract changes', async () => {
    const place = createWorkplace();
    const file = place.write('a.jsonl', [FROGS, BEES]);
    await build(place.index, [file]);
    const [before] = Object.keys(await readAll(place.index)).filter((id) => id.startsWith('t-'));
    place.write('a.jsonl', [{ ...FROGS, abstract: 'They sleep on leaves.' }, BEES]);
    expect(await build(place.index, [file])).toMatchObject({ changed: 1, added: 0, removed: 0 });
    expect((await readAll(place.index))[before ?? '']).toBe('They sleep on leaves.');
  });

  it('keeps papers of one title apart, and their ids stay', async () => {
    const place = createWorkplace();
    const twin = { ...FROGS, abstract: 'Another paper of that name, about ponds.' };
    const file = place.write('a.jsonl', [FROGS, twin]);
    await build(place.index, [file]);
    const before = await readAll(place.index);
    expect(Object.keys(before)[1]).toBe(`${Object.keys(before)[0]}-2`);
    place.write('a.jsonl', [BEES, FROGS, twin]);
    expect(await build(place.index, [file])).toMatchObject({ added: 1, unchanged: 2 });
    expect(await readAll(place.index)).toEqual({ ...before, [BEES.id ?? '']: BEES.abstract });
  });
});

describe('papers of several sources', () => {
  const bees: PaperLine = { ...BEES, abstract: LONG };
  const copy: PaperLine = {
    title: 'Bee dances',
    abstract: LONG.replace('three percent', '3 percent'),
    doi: '10.1000/bees',
  };

  it('makes one paper of equal ids and of near-equal abstracts, and remembers every source', async () => {
    const place = createWorkplace();
    const files = [
      place.write('a.jsonl', [bees]),
      place.write('b.jsonl', [{ ...BEES, abstract: 'Other words under the same id.' }]),
      place.write('c.jsonl', [copy]),
    ];
    expect(await build(place.index, files)).toMatchObject({ records: 3, merged: 2, papers: 1 });
    const paper = await paperOf(place, '2101.00001');
    expect(paper).toMatchObject({ title: 'Dances of bees', abstract: LONG, doi: '10.1000/bees' });
    expect(paper?.sources.map(({ file }) => file)).toEqual(files);
  });

  it('finds a stored paper again in a new source, and merges anew when a source goes', async () => {
    const place = createWorkplace();
    const folder = place.path('papers');
    mkdirSync(folder);
    const a = place.write('papers/a.jsonl', [bees, REEFS]);
    const b = place.write('b.jsonl', [copy]);
    await build(place.index, [folder]);
    expect(await build(place.index, [b])).toMatchObject({ added: 0, changed: 1, unchanged: 1, merged: 1 });
    expect((await paperOf(place, '2101.00001'))?.sources.map(({ file }) => file)).toEqual([a, b]);
    rmSync(a);
    place.write('papers/other.jsonl', [FROGS]);
    const embedder = createRecordingEmbedder();
    expect(await build(place.index, [folder], { embedder })).toMatchObject({
      added: 1,
      changed: 1,
      removed: 1,
    });
    // What is left is the copy, under the id that people know.
    expect(await paperOf(place, '2101.00001')).toMatchObject({ title: 'Bee dances', arxivId: null });
    expect(embedder.texts).toContain(`Bee dances. ${copy.abstract}`);
    rmSync(place.path('papers/other.jsonl'));
  });

  it('keeps what came from sources that are not named, unless they are to be pruned', async () => {
    const place = createWorkplace();
    const a = place.write('a.jsonl', [BEES]);
    const b = place.write('b.jsonl', [REEFS]);
    await build(place.index, [a]);
    expect(await build(place.index, [b])).toMatchObject({ added: 1, removed: 0, unchanged: 1, papers: 2 });
    expect(await build(place.index, [b], { prune: true })).toMatchObject({
      removed: 1,
      unchanged: 1,
      papers: 1,
    });
    expect(Object.keys(await readAll(place.index))).toEqual(['2101.00002']);
  });
});

describe('input that cannot be read', () => {
  it('removes nothing that came from it, says so, and indexes the rest', async () => {
    const place = createWorkplace();
    const a = place.write('a.jsonl', [BEES]);
    const b = place.write('b.jsonl', [REEFS]);
    await build(place.index, [a, b]);
    rmSync(a);
    place.write('b.jsonl', [REEFS, FROGS]);
    const heard: string[] = [];
    const report = await build(place.index, [a, b], { onWarning: ({ file }) => void heard.push(file) });
    expect(report).toMatchObject({ added: 1, removed: 0, unchanged: 2 });
    expect(report.warnings.map(({ file }) => file)).toEqual([a]);
    expect(heard).toEqual([a]);
  });

  it('takes a folder for its files: those that are gone go, those that are spoilt stay', async () => {
    const place = createWorkplace();
    const folder = place.path('papers');
    mkdirSync(folder);
    const [a, b] = [place.write('papers/a.jsonl', [BEES]), place.write('papers/b.jsonl', [REEFS])];
    place.write('papers/c.jsonl', [FROGS]);
    await build(place.index, [folder]);
    rmSync(a);
    writeFileSync(b, 'no papers at all');
    expect(await build(place.index, [folder])).toMatchObject({ removed: 1, unchanged: 2, added: 0 });
    rmSync(place.path('papers/c.jsonl'));
    await expect(build(place.index, [folder])).rejects.toThrow(/papers\/b\.jsonl/);
    expect(Object.keys(await readAll(place.index))).toHaveLength(2);
  });

  it('does not take half of a file that breaks off', async () => {
    const place = createWorkplace();
    const a = place.write('a.jsonl', [BEES]);
    const b = place.write('b.jsonl', [REEFS, FROGS]);
    await build(place.index, [a, b]);
    place.write('b.jsonl', [REEFS]);
    appendFileSync(b, Buffer.from([0x7b, 0, 0xff, 0xfe, 0]));
    const report = await build(place.index, [a, b]);
    expect(report).toMatchObject({ removed: 0, unchanged: 3, added: 0 });
    expect(report.warnings).not.toEqual([]);
  });

  it('fails when nothing could be read, and under strict at the first warning, before anything is stored', async () => {
    const place = createWorkplace();
    await expect(build(place.index, [place.path('none.jsonl')])).rejects.toThrow(InputError);
    const a = place.write('a.jsonl', [BEES]);
    const steps: string[] = [];
    const strict = build(place.index, [a, place.path('none.jsonl')], {
      strict: true,
      onWrite: (step) => void steps.push(step),
    });
    await expect(strict).rejects.toThrow(/--strict.*none\.jsonl/s);
    expect(steps).toEqual([]);
    const index = openLanceIndex({ uri: place.index });
    expect(await index.manifest()).toBeNull();
    await index.close();
  });

  it('says so when a file changes between its two readings', async () => {
    const place = createWorkplace();
    const a = place.write('a.jsonl', [BEES, REEFS]);
    const onProgress = ({ stage }: Progress): void => {
      if (stage === 'embedding') place.write('a.jsonl', [BEES, { ...REEFS, abstract: 'Changed just now.' }]);
    };
    await expect(build(place.index, [a], { onProgress })).rejects.toThrow(`${a} changed while it was read`);
  });

  it('says that the index folder cannot be written', async () => {
    const place = createWorkplace();
    writeFileSync(place.path('index'), 'a file');
    const a = place.write('a.jsonl', [BEES]);
    await expect(build(place.index, [a])).rejects.toMatchObject({ reason: 'unreadable' });
  });
});

describe('a build that is stopped', () => {
  it('loses nothing that is stored, and embeds the rest in the next run', async () => {
    const place = createWorkplace();
    const many = Array.from({ length: 1100 }, (_, number) => ({
      id: `2101.${String(number + 10000)}`,
      title: `Paper ${number}`,
      abstract: `Abstract of number ${number}.`,
    }));
    const file = place.write('a.jsonl', many);
    const stop = new AbortController();
    const stopped = build(place.index, [file], {
      embedder: createConstantEmbedder(),
      signal: stop.signal,
      onProgress: ({ stage, done }) => void (stage === 'embedding' && done > 0 && stop.abort()),
    });
    await expect(stopped).rejects.toThrow(InterruptedError);
    const embedder = createConstantEmbedder();
    const report = await build(place.index, [file], { embedder });
    expect(report).toMatchObject({ added: 1100, papers: 1100, passages: 1100 });
    expect(embedder.texts.length).toBeGreaterThan(0);
    expect(embedder.texts.length).toBeLessThan(2 * (1100 - 500));
  });

  it('takes over no source that a dead build named and this one does not', async () => {
    const place = createWorkplace();
    const a = place.write('a.jsonl', [BEES]);
    const b = place.write('b.jsonl', [REEFS]);
    const dying = build(place.index, [a], {
      onWrite(step) {
        if (step === 'write manifest') throw new Error('dead');
      },
    });
    await expect(dying).rejects.toThrow('dead');
    expect(await build(place.index, [b])).toMatchObject({ added: 1, removed: 0, papers: 1 });
    expect(Object.keys(await readAll(place.index))).toEqual(['2101.00002']);
  });
});

describe('an index of another make', () => {
  it('is embedded again, with what came from sources that are not named, and says why', async () => {
    const place = createWorkplace();
    const a = place.write('a.jsonl', [BEES]);
    const b = place.write('b.jsonl', [REEFS]);
    await build(place.index, [a, b]);
    const embedder = createRecordingEmbedder(8, 'newer weights');
    const report = await build(place.index, [b], { embedder });
    expect(report).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 2, papers: 2 });
    expect(report.reembedded).toBe(
      'the weights of the embedder hashing are others than those it was made with',
    );
    expect(embedder.texts).toHaveLength(4);
    expect((await paperOf(place, '2101.00001'))?.sources[0]?.file).toBe(a);
    expect((await build(place.index, [b], { embedder })).reembedded).toBeNull();
  });
});
