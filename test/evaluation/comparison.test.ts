import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../src/evaluation/comparison.ts';
import { type FigureDefinition, type Measured, summarize } from '../../src/evaluation/figures.ts';

const DEFINITIONS: readonly FigureDefinition[] = [
  { name: 'hit@1', better: 'higher', unit: 'share' },
  { name: 'false answers', better: 'lower', unit: 'share' },
  { name: 'words', better: 'neither', unit: 'number' },
];

/** Forty questions of two types, every figure as the function says. */
function runOf(value: (place: number) => number | null): Measured[] {
  return Array.from({ length: 40 }, (_, place) => ({
    id: `q${place}`,
    type: place % 2 === 0 ? 'even' : 'odd',
    figures: { 'hit@1': value(place), 'false answers': value(place), words: value(place) },
  }));
}

const compare = (before: readonly Measured[], after: readonly Measured[]) =>
  compareRuns({ previous: 'before.json', before, after, definitions: DEFINITIONS });
const verdicts = (group: string, comparison: ReturnType<typeof compare>) =>
  comparison.groups.find((one) => one.group === group)?.changes.map(({ verdict }) => verdict);

describe('comparing two runs', () => {
  it('calls equal runs noise', () => {
    const run = runOf((place) => place % 3);
    const comparison = compare(run, run);
    expect(comparison.groups.map(({ group }) => group)).toEqual(['even', 'odd', 'all']);
    expect(verdicts('all', comparison)).toEqual(['noise', 'noise', 'noise']);
    expect(comparison).toMatchObject({ paired: 40, onlyBefore: [], onlyAfter: [] });
  });

  it('calls one question of forty noise, and says which way a change of most goes', () => {
    const none = runOf(() => 0);
    expect(
      verdicts(
        'all',
        compare(
          none,
          runOf((place) => (place === 7 ? 1 : 0)),
        ),
      ),
    ).toEqual(['noise', 'noise', 'noise']);
    const most = runOf((place) => (place > 9 ? 1 : 0));
    expect(verdicts('all', compare(none, most))).toEqual(['better', 'worse', 'higher']);
    expect(verdicts('odd', compare(most, none))).toEqual(['worse', 'better', 'lower']);
  });

  it('pairs by id: an order of its own changes nothing, and what differs between questions drops out', () => {
    // Each question is better by .01 while the questions themselves differ by up to 39.
    const before = runOf((place) => place);
    const after = runOf((place) => place + 0.01).reverse();
    const change = compare(before, after).groups.at(-1)?.changes[0];
    expect(change?.difference.mean).toBeCloseTo(0.01, 10);
    expect(change?.difference.low).toBeCloseTo(0.01, 10);
    expect(change?.verdict).toBe('better');
  });

  it('pairs only questions that both runs have, and figures that both have of them', () => {
    const before = runOf((place) => (place < 20 ? 0 : null)).slice(0, 30);
    const after = runOf(() => 1).slice(10);
    const comparison = compare(before, after);
    expect(comparison.paired).toBe(20);
    expect(comparison.onlyBefore).toHaveLength(10);
    expect(comparison.onlyAfter).toHaveLength(10);
    expect(comparison.groups.at(-1)?.changes[0]).toMatchObject({
      before: 0,
      after: 1,
      difference: { count: 10 },
    });
  });

  it('refuses runs without a common question', () => {
    expect(() => compare(runOf(() => 0).slice(0, 5), runOf(() => 0).slice(5))).toThrow(
      'before.json has no question in common with this run',
    );
  });
});

describe('summarizing', () => {
  it('gives means by type and over all, over the questions that a figure speaks of', () => {
    const run = runOf((place) => (place < 2 ? null : place % 2));
    const groups = summarize(run, DEFINITIONS);
    expect(groups.map(({ group, questions }) => [group, questions])).toEqual([
      ['even', 20],
      ['odd', 20],
      ['all', 40],
    ]);
    expect(groups.map(({ figures }) => [figures[0]?.estimate.mean, figures[0]?.estimate.count])).toEqual([
      [0, 19],
      [1, 19],
      [0.5, 38],
    ]);
  });

  it('leaves out figures that speak of no question, and gives all alone when there is one kind', () => {
    const run = runOf(() => null).map((question) => ({ ...question, type: null }));
    expect(summarize(run, DEFINITIONS)).toEqual([{ group: 'all', questions: 40, figures: [] }]);
  });
});
