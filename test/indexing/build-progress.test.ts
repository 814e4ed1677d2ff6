import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/progress.ts';
import { build, createWorkplace, type PaperLine } from '../support/corpus-folder.ts';

const BEES: PaperLine = { id: '2101.00001', title: 'Dances of bees', abstract: 'Bees dance for honey.' };
const REEFS: PaperLine = { id: '2101.00002', title: 'Bleaching reefs', abstract: 'Coral reefs bleach.' };

describe('progress', () => {
  it('goes through the stages, each to its end', async () => {
    const place = createWorkplace();
    const file = place.write('a.jsonl', [BEES, REEFS]);
    const heard: Progress[] = [];
    await build(place.index, [file], { onProgress: (progress) => void heard.push(progress) });
    expect([...new Set(heard.map(({ stage }) => stage))]).toEqual(['reading', 'embedding', 'committing']);
    for (const stage of ['embedding', 'committing']) {
      const last = heard.findLast((progress) => progress.stage === stage);
      expect(last?.done).toBe(last?.total);
    }
    expect(heard.findLast(({ stage }) => stage === 'reading')).toMatchObject({ done: 2, unit: 'records' });
  });
});
