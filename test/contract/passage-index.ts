import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexError } from '../../src/errors.ts';
import type { IndexedPaper, PassageIndex, WeightedTerm } from '../../src/store/passage-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';
import { indexed, someRecord, store, writerOptions } from '../support/stored-papers.ts';

const embedder = createHashingEmbedder(8);
const analyzer = createAnalyzer();

function termsOf(text: string, weight = 1): WeightedTerm[] {
  return analyzer.terms(text).map((term) => ({ term, weight }));
}

const THREE: readonly [string, string, string][] = [
  ['a1', 'Protein folding', 'We fold proteins with graph networks. The error falls by 12%.'],
  ['b2', 'Speech for whales', 'Whales sing in dialects. We transcribe whale speech with transformers.'],
  ['c3', 'Graphs of cities', 'City graphs predict traffic. A graph network halves the delay of buses.'],
];

async function threePapers(): Promise<IndexedPaper[]> {
  return Promise.all(
    THREE.map(([id, title, abstract]) => indexed(embedder, id, someRecord({ title, abstract }))),
  );
}

/** What every implementation of the PassageIndex port holds to. `open` gives an index at a place of its own. */
export function passageIndexContract(name: string, open: () => PassageIndex): void {
  describe(`${name}: the port`, () => {
    it('says that an index is missing before the first commit, and does not make one by looking', async () => {
      const index = open();
      await expect(index.reader()).rejects.toMatchObject({ reason: 'missing', name: IndexError.name });
      expect(await index.manifest()).toBeNull();
      await index.close();
    });

    it('gives back papers, passages and vectors as they were stored', async () => {
      const index = open();
      const papers = await threePapers();
      await store(index, embedder, papers);
      const reader = await index.reader();
      expect(reader.manifest).toMatchObject({ generation: 1, papers: 3, passages: 6, dimensions: 8 });
      const stored = await reader.papers(['c3', 'none', 'a1', 'c3']);
      expect(stored.map(({ paper }) => paper)).toEqual([papers[2]?.paper, papers[0]?.paper]);
      expect(stored[0]?.vector).toEqual(papers[2]?.vector);
      const passages = await reader.passagesOf(['b2', 'a1']);
      expect(passages).toEqual([...(papers[1]?.passages ?? []), ...(papers[0]?.passages ?? [])]);
      expect((await reader.summaries()).map(({ title }) => title)).toEqual([
        'Graphs of cities',
        'Protein folding',
        'Speech for whales',
      ]);
      await index.close();
    });

    it('ranks by words, counting the title twice and adding up weights', async () => {
      const index = open();
      await store(index, embedder, await threePapers());
      const reader = await index.reader();
      const hits = await reader.matchPapers(termsOf('graph networks'), 10);
      expect(hits.map(({ id }) => id)).toEqual(['c3', 'a1']);
      const [plain] = await reader.matchPapers(termsOf('whale'), 10);
      const [double] = await reader.matchPapers(termsOf('whale', 2), 10);
      expect(double?.score).toBeCloseTo(2 * (plain?.score ?? 0), 4);
      const mixed = await reader.matchPapers([...termsOf('whale', 0.5), ...termsOf('protein', 3)], 10);
      expect(mixed.map(({ id }) => id)).toEqual(['a1', 'b2']);
      expect(await reader.matchPapers([], 10)).toEqual([]);
      expect(await reader.matchPapers(termsOf('zebra'), 10)).toEqual([]);
      expect(await reader.matchPapers(termsOf('graph'), 1)).toHaveLength(1);
      await index.close();
    });

    it('finds single sentences, and says of which paper', async () => {
      const index = open();
      await store(index, embedder, await threePapers());
      const hits = await (await index.reader()).matchPassages(termsOf('dialects'), 5);
      expect(hits.map(({ id, paperId }) => [id, paperId])).toEqual([['b2#0', 'b2']]);
      await index.close();
    });

    it('cuts equal scores by id, wherever the rows lie', async () => {
      const index = open();
      const ids = Array.from({ length: 60 }, (_, place) => `p${String((place * 37) % 60).padStart(2, '0')}`);
      const same = await Promise.all(ids.map((id) => indexed(embedder, id, someRecord())));
      await store(index, embedder, same);
      const reader = await index.reader();
      const expected = [...ids].sort().slice(0, 5);
      expect((await reader.matchPapers(termsOf('folding'), 5)).map(({ id }) => id)).toEqual(expected);
      const [paper] = same;
      const near = await reader.nearestPapers(paper?.vector ?? new Float32Array(), 5);
      expect(near.map(({ id }) => id)).toEqual(expected);
      await index.close();
    });

    it('gives exact cosines, and nothing for the vector of no known word', async () => {
      const index = open();
      const papers = await threePapers();
      await store(index, embedder, papers);
      const reader = await index.reader();
      const query = await embedder.embedQuery('graph traffic');
      const cosines = papers
        .map(({ paper, vector }) => ({
          id: paper.id,
          score: vector.reduce((sum, value, place) => sum + value * (query[place] ?? 0), 0),
        }))
        .sort((a, b) => b.score - a.score);
      const near = await reader.nearestPapers(query, 3);
      expect(near.map(({ id }) => id)).toEqual(cosines.map(({ id }) => id));
      for (const [place, { score }] of near.entries())
        expect(score).toBeCloseTo(cosines[place]?.score ?? 9, 5);
      expect(await reader.nearestPapers(new Float32Array(8), 3)).toEqual([]);
      await expect(reader.nearestPapers(new Float32Array(9), 3)).rejects.toThrow('8 wide, not 9');
      await index.close();
    });

    it('knows the words and the names of its papers', async () => {
      const index = open();
      await store(index, embedder, [
        ...(await threePapers()),
        await indexed(
          embedder,
          'd4',
          someRecord({ title: 'GraphBus: a model of buses', abstract: 'Short.' }),
        ),
      ]);
      const reader = await index.reader();
      const vocabulary = await reader.vocabulary();
      expect(vocabulary.documents).toBe(4);
      expect(vocabulary.documentFrequency(analyzer.terms('graph')[0] ?? '')).toBe(3);
      expect(vocabulary.documentFrequency('zebra')).toBe(0);
      const terms = [...vocabulary.terms()];
      expect(new Set(terms).size).toBe(terms.length);
      expect(terms.every((term) => vocabulary.documentFrequency(term) > 0)).toBe(true);
      expect((await reader.lexicon()).papersNamed('graphbus')).toEqual(['d4']);
      await index.close();
    });

    it('keeps ids of any kind apart', async () => {
      const index = open();
      const odd = ["x' OR '1'='1", "it''s", '10.1/a\\b', 'a#1', '"q"', 'naïve ☃', "';--", '%', '_', ' '];
      await store(index, embedder, await Promise.all(odd.map((id) => indexed(embedder, id, someRecord()))));
      const reader = await index.reader();
      await fc.assert(
        fc.asyncProperty(fc.subarray(odd), fc.string(), async (ids, other) => {
          fc.pre(!odd.includes(other));
          const found = await reader.papers([...ids, other]);
          expect(found.map(({ paper }) => paper.id)).toEqual(ids);
          const passages = await reader.passagesOf([...ids, other]);
          expect([...new Set(passages.map(({ passage }) => passage.paperId))]).toEqual(ids);
        }),
        { numRuns: 40 },
      );
      await index.close();
    });

    it('replaces and removes papers with all their passages', async () => {
      const index = open();
      await store(index, embedder, await threePapers());
      const writer = await index.writer(await writerOptions(embedder));
      const changed = someRecord({ title: 'Protein folding', abstract: 'Now about zebras.' });
      await writer.put([await indexed(embedder, 'a1', changed)]);
      await writer.remove(['b2', 'unknown']);
      await writer.commit();
      await writer.close();
      const reader = await index.reader();
      expect(reader.manifest).toMatchObject({ generation: 2, papers: 2, passages: 3 });
      expect(await reader.matchPapers(termsOf('whale'), 5)).toEqual([]);
      expect(await reader.matchPassages(termsOf('error'), 5)).toEqual([]);
      expect((await reader.matchPassages(termsOf('zebras'), 5)).map(({ id }) => id)).toEqual(['a1#0']);
      expect((await reader.passagesOf(['a1', 'b2'])).map(({ passage }) => passage.text)).toEqual([
        'Now about zebras.',
      ]);
      await index.close();
    });

    it('updates what is known of a paper and keeps its passages and vectors', async () => {
      const index = open();
      const [first] = await threePapers();
      if (first === undefined) throw new Error('no paper');
      await store(index, embedder, [first]);
      const writer = await index.writer(await writerOptions(embedder));
      await writer.update([{ ...first, paper: { ...first.paper, year: 1999, doi: '10.1/x' } }]);
      await writer.commit();
      await writer.close();
      const reader = await index.reader();
      const [stored] = await reader.papers(['a1']);
      expect(stored?.paper).toEqual({ ...first.paper, year: 1999, doi: '10.1/x' });
      expect(stored?.vector).toEqual(first.vector);
      expect(await reader.passagesOf(['a1'])).toEqual(first.passages);
      expect(await reader.matchPapers(termsOf('protein'), 5)).toHaveLength(1);
      await index.close();
    });

    it('shows an open reader nothing of what is written, and the next reader all of it', async () => {
      const index = open();
      const [first, second] = (await threePapers()) as [IndexedPaper, IndexedPaper];
      await store(index, embedder, [first]);
      const before = await index.reader();
      expect(await index.reader()).toBe(before);
      const writer = await index.writer(await writerOptions(embedder));
      await writer.put([second]);
      expect(await index.reader()).toBe(before);
      expect(await before.matchPapers(termsOf('whale'), 5)).toEqual([]);
      await writer.commit();
      await writer.close();
      expect(await before.matchPapers(termsOf('whale'), 5)).toEqual([]);
      expect(await (await index.reader()).matchPapers(termsOf('whale'), 5)).toHaveLength(1);
      await index.close();
    });

    it('gives what a next build needs: hashes, sketches, sources and records', async () => {
      const index = open();
      const papers = await threePapers();
      await store(index, embedder, papers);
      const writer = await index.writer(await writerOptions(embedder));
      expect(writer.dirty).toBe(false);
      const states = (await Array.fromAsync(writer.working())).flat();
      expect(states.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        papers.map(({ paper, records, contentHash, paperHash, sketch }) => ({
          id: paper.id,
          contentHash,
          paperHash,
          sketch,
          arxivId: null,
          doi: null,
          sources: [{ file: '/papers/a.jsonl', line: 1, hash: records[0]?.hash }],
        })),
      );
      expect(await writer.committedPapers.records(['b2', 'none'])).toEqual([
        { id: 'b2', records: papers[1]?.records },
      ]);
      await writer.close();
      await index.close();
    });

    it.each([
      ['too wide', new Float32Array(9)],
      ['too narrow', new Float32Array(7)],
      ['not finite', Float32Array.of(Number.NaN, 0, 0, 0, 0, 0, 0, 0)],
      ['not of unit length', Float32Array.of(3, 0, 0, 0, 0, 0, 0, 0)],
    ])('refuses a vector that is %s, of a paper or a passage', async (_what, vector) => {
      const index = open();
      const [paper] = (await threePapers()) as [IndexedPaper];
      const writer = await index.writer(await writerOptions(embedder));
      await expect(writer.put([{ ...paper, vector }])).rejects.toThrow('the vector of paper a1');
      const passages = paper.passages.map((stored) => ({ ...stored, vector }));
      await expect(writer.put([{ ...paper, passages }])).rejects.toThrow('the vector of passage a1#0');
      await expect(writer.put([paper, paper])).rejects.toThrow('paper a1 is twice');
      expect((await Array.fromAsync(writer.working())).flat()).toEqual([]);
      await writer.close();
      await index.close();
    });

    it('commits an index without papers', async () => {
      const index = open();
      await store(index, embedder, []);
      const reader = await index.reader();
      expect(reader.manifest).toMatchObject({ papers: 0, passages: 0 });
      expect(await reader.matchPapers(termsOf('whale'), 5)).toEqual([]);
      expect(await reader.nearestPapers(await embedder.embedQuery('whale'), 5)).toEqual([]);
      await index.close();
    });

    it('lets one writer in at a time', async () => {
      const index = open();
      const writer = await index.writer(await writerOptions(embedder));
      await expect(index.writer(await writerOptions(embedder))).rejects.toMatchObject({ reason: 'busy' });
      await writer.close();
      await (await index.writer(await writerOptions(embedder))).close();
      await index.close();
    });
  });
}
