import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  changed,
  collectionFolder,
  DOCUMENTS,
  evaluate,
  lines,
  place,
  QRELS,
  usingFolders,
} from './eval-command-support.ts';

usingFolders();

describe('ibid eval on a collection', () => {
  it('ranks every document, twins and empty ones too, and writes figures and run', async () => {
    const run = join(place.folder, 'out.run');
    const { exitCode, stdout, stderr } = await evaluate([collectionFolder(), '--run', run, '--json']);
    expect(exitCode).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ schema: 1, kind: 'collection', documents: 4, comparison: null });
    expect(result.questions.map((question: { id: string }) => question.id)).toEqual(['q1', 'q2']);
    // Of the twins, equal in all, the id decides: "twin" (grade 1) before "wing" (grade 2).
    const [first] = result.questions;
    expect(first.ranked.slice(0, 2).map(({ id }: { id: string }) => id)).toEqual(['twin', 'wing']);
    const discounted = (1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3));
    expect(first.figures['nDCG@10']).toBeCloseTo(discounted, 10);
    expect(first.figures).toMatchObject({ 'MRR@10': 1, 'hit@1': 1, 'hit@10': 1, 'recall@100': 1 });
    expect(result.groups[0].figures[0].estimate.mean).toBeCloseTo((discounted + 1) / 2, 10);

    const rows = readFileSync(run, 'utf8')
      .trimEnd()
      .split('\n')
      .map((row) => row.split(' '));
    expect(rows.filter(([query]) => query === 'q1').map(([, , id]) => id)).toContain('none');
    expect(rows[0]).toEqual(['q1', 'Q0', 'twin', '1', expect.stringMatching(/^\d/u), 'ibid']);
    expect(stderr).toContain('1 query has no relevant document and does not count');
    expect(stderr).toContain('ranking: 2 of 2 queries');
    expect(readdirSync(place.temporary)).toEqual([]);
  });

  it('finds judgements under qrels/test.tsv, and prints a list that fits a narrow terminal', async () => {
    const beir = collectionFolder({ 'qrels.tsv': null, 'qrels/test.tsv': QRELS });
    const { exitCode, stdout } = await evaluate([beir], { columns: 44 });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/nDCG@10 +\.\d{3} +/u);
    expect(stdout).toMatch(/recall@100 +1\.000 +.*1\.00–1\.00/u);
    for (const line of stripVTControlCharacters(stdout)
      .split('\n')
      .filter((text) => !text.includes(place.folder)))
      expect(line.length).toBeLessThanOrEqual(44);
  });

  it('leaves no temporary index behind when it is interrupted, while indexing or while ranking', async () => {
    const beir = collectionFolder();
    const stages = ['indexing', 'ranking'] as const;
    for (const stage of stages) {
      const stop = new AbortController();
      const interrupting = changed((ibid) => ({
        async collection(request) {
          const onProgress = () => {
            expect(readdirSync(place.temporary)).toHaveLength(1);
            if (stage === 'indexing') stop.abort();
          };
          const collection = await ibid.collection({ ...request, onProgress });
          return {
            ...collection,
            rank(query) {
              stop.abort();
              return collection.rank(query);
            },
          };
        },
      }));
      const { exitCode, stdout } = await evaluate([beir], { signal: stop.signal }, interrupting);
      expect([stage, exitCode, stdout]).toEqual([stage, 130, '']);
      expect(readdirSync(place.temporary)).toEqual([]);
    }
  });

  it.each<[string, Record<string, string | null>, string]>([
    ['no corpus', { 'corpus.jsonl': null }, 'corpus.jsonl does not exist'],
    ['no judgements', { 'qrels.tsv': null }, 'qrels.tsv or '],
    [
      'a line that is no JSON',
      { 'corpus.jsonl': `${lines(DOCUMENTS)}{"_id"\n` },
      'corpus.jsonl:5: is no JSON',
    ],
    [
      'a document without text',
      { 'corpus.jsonl': '{"_id":"wing"}\n' },
      'corpus.jsonl:1: text expected string',
    ],
    [
      'two documents of one id',
      { 'corpus.jsonl': lines([...DOCUMENTS, { _id: 'heat', text: '' }]) },
      'corpus.jsonl:5: the id "heat" is that of line 3 too',
    ],
    [
      'a blank query',
      { 'queries.jsonl': '{"_id":"q1","text":" "}\n' },
      'queries.jsonl:1: text must not be blank',
    ],
    [
      'an id with a space',
      { 'queries.jsonl': '{"_id":"q 1","text":"x"}\n' },
      'queries.jsonl:1: _id must not',
    ],
    [
      'an unknown document',
      { 'qrels.tsv': `${QRELS}q1\tgone\t1\n` },
      'qrels.tsv:6: corpus.jsonl has no document "gone"',
    ],
    [
      'an unknown query',
      { 'qrels.tsv': `${QRELS}q9\twing\t1\n` },
      'qrels.tsv:6: queries.jsonl has no query "q9"',
    ],
    [
      'a grade that is no number',
      { 'qrels.tsv': 'q1\twing\tyes\n' },
      'qrels.tsv:1: is not a query, a document',
    ],
    [
      'two grades of one document',
      { 'qrels.tsv': `${QRELS}q1\twing\t1\n` },
      'qrels.tsv:6: document "wing" has grade 2',
    ],
    ['nothing relevant', { 'qrels.tsv': 'q1\twing\t0\n' }, 'names no relevant document for any query'],
  ])('refuses %s, with file and line', async (_, files, message) => {
    const { exitCode, stdout, stderr } = await evaluate([collectionFolder(files)]);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('fault of ibid');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(readdirSync(place.temporary)).toEqual([]);
  });
});
