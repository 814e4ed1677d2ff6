import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../src/grounding/figures.ts';
import { judge, judgeAgainst, kindsOf } from '../support/judging.ts';
import { paperOf } from '../support/papers.ts';

describe('figures of a text', () => {
  it.each([
    ['10k steps and 1.3B parameters', ['10thousand', '1.3billion']],
    ['7 B weights, 110M, 3 trillion tokens', ['7billion', '110million', '3trillion']],
    ['twice, half, three-fold, ten times', ['2x', '50%', '3x', '10x']],
    ['two, twelve and sixteen', ['2', '12', '16']],
    ['one million hours, one of them', ['1millionhours']],
    ['3-5x and 10%-20%', ['3x', '5x', '10%', '20%']],
    ['from 41 to 12%', ['41%', '12%']],
    ['41, 24 and 12%', ['41%', '24%', '12%']],
    ['in 2019, 45%', ['2019', '45%']],
    ['3.9 percentage points, 2 F1 points, 2 pp', ['3.9points', '2points', '2points']],
    ['30 fps at 2 GHz on 80Gb, 40 dB', ['30fps', '2ghz', '80gb', '40db']],
    ['$100 or so; .606; -1.5%', ['100$', '0.606', '-1.5%']],
    ['double descent in half-precision', []],
    ['v1.2.3, C_3, x2', []],
  ])('%s', (text, expected) => {
    expect(figuresOf(text).map(({ value, unit }) => value + unit)).toEqual(expected);
  });

  it('have one amount in whatever unit they are written', () => {
    const amounts = (text: string): number[] => figuresOf(text).map(({ amount }) => amount);
    expect(amounts('1.3B')).toEqual(amounts('1,300,000,000'));
    expect(amounts('10k')).toEqual(amounts('10,000'));
    expect(amounts('0.5 s')).toEqual(amounts('500 ms'));
    expect(amounts('2 hours')).toEqual(amounts('120 minutes'));
  });
});

const ABSTRACT =
  'GridNet has 1.3B parameters and trains 16× faster. It lifts accuracy by 44.8% on five datasets, and F1 by 3.2 points, in 2019. Memory falls from 41 GB to 12 GB. It needs half the cost and serves 12 out of the 16 languages within 500 ms.';

describe('a figure that is quoted', () => {
  it.each([
    'GridNet has 1.3 billion parameters.',
    'GridNet has 1,300,000,000 parameters.',
    'GridNet trains 16x faster.',
    'GridNet trains sixteen times faster.',
    'Accuracy rises by 44.8% on 5 datasets.',
    'Accuracy rises by 44.8 percent on five datasets.',
    'F1 rises by 3.2 percentage points.',
    'Memory falls from 41 to 12 GB.',
    'It serves languages within 0.5 s.',
    'It serves twelve of the 16 languages.',
    'It needs 50% of the cost.',
  ])('passes however it is written: %s', (claim) => {
    expect(judgeAgainst(ABSTRACT, claim)).toMatchObject({ check: 'checked', objections: [] });
  });
});

describe('a figure that is not', () => {
  it.each([
    ['another number', 'Accuracy rises by 48.4%.', 'nowhere'],
    ['another unit', 'Accuracy rises 44.8x.', 'nowhere'],
    ['points for percent', 'Accuracy rises by 44.8 points.', 'nowhere'],
    ['percent for points', 'F1 rises by 3.2%.', 'nowhere'],
    ['another magnitude', 'GridNet has 1.3M parameters.', 'nowhere'],
    ['another unit of time', 'It serves languages within 500 s.', 'nowhere'],
    ['another count of the same thing', 'Accuracy rises on six datasets.', 'nowhere'],
    ['another year', 'Accuracy rises in 2020.', 'nowhere'],
    ['a percentage of what is counted', 'Accuracy rises on 5% of datasets.', 'nowhere'],
    ['the ends of a change turned round', 'Memory falls from 12 GB to 41 GB.', 'otherwise'],
    ['a share turned round', 'It serves 16 of the 12 languages.', 'otherwise'],
  ])('drops the claim: %s', (_, claim, found) => {
    const verdict = judgeAgainst(ABSTRACT, claim);
    expect(verdict.check).toBe('dropped');
    expect(verdict.objections).toContainEqual(expect.objectContaining({ kind: 'figure', found }));
  });

  it.each([
    ['rounded', 'Accuracy rises by about 45%.', 'nearly'],
    ['rounded without saying so', 'Accuracy rises by 45%.', 'nearly'],
    ['without its unit', 'Accuracy rises by 44.8.', 'nearly'],
    ['spelled, of things that are not counted', 'Two ideas make GridNet train 16x faster.', 'nowhere'],
  ])('makes the claim partial: %s', (_, claim, found) => {
    const verdict = judgeAgainst(ABSTRACT, claim);
    expect(verdict.check).toBe('partial');
    expect(verdict.objections).toContainEqual(expect.objectContaining({ kind: 'figure', found }));
  });

  it('makes it partial where the abstract has it outside of what is quoted', () => {
    const quote = 'GridNet has 1.3B parameters and trains 16× faster.';
    const verdict = judgeAgainst(ABSTRACT, 'GridNet trains faster and lifts accuracy by 44.8%.', { quote });
    expect(verdict.check).toBe('partial');
    expect(verdict.objections).toContainEqual({ kind: 'figure', figure: '44.8%', found: 'elsewhere' });
  });
});

describe('figures of a list', () => {
  const LIST =
    'SlimNet reduces the training and inference time of LLaVA-HR by 31.0% and 53.2%, respectively.';

  it.each([
    'SlimNet reduces training time by 31.0% and inference time by 53.2%.',
    'SlimNet reduces the inference time of LLaVA-HR by 53.2%.',
    'SlimNet reduces training and inference time by 31.0% and 53.2%, respectively.',
  ])('stay with their members: %s', (claim) => {
    expect(judgeAgainst(LIST, claim).check).toBe('checked');
  });

  it.each([
    'SlimNet reduces training time by 53.2% and inference time by 31.0%.',
    'SlimNet reduces the inference time of LLaVA-HR by 31.0%.',
    'SlimNet reduces the training and inference time of LLaVA-HR by 53.2% and 31.0%, respectively.',
  ])('do not go over to others: %s', (claim) => {
    expect(judgeAgainst(LIST, claim).check).toBe('dropped');
  });
});

describe('numbers of other kinds', () => {
  it('must stand in formulas as they are', () => {
    const abstract = 'Estimation may be as slow as O(1/log(n)), and attention costs O(n^2) time.';
    expect(judgeAgainst(abstract, 'Estimation may be as slow as O(1/log(n)).').check).toBe('checked');
    expect(judgeAgainst(abstract, 'Estimation may be as slow as O(1/n).').check).toBe('dropped');
  });

  it('are said in words as well', () => {
    const abstract = 'The runtime drops from hours to seconds on millions of nodes.';
    expect(judgeAgainst(abstract, 'The runtime drops from hours to seconds.').check).toBe('checked');
    expect(judgeAgainst(abstract, 'The runtime drops from hours to minutes.').check).toBe('dropped');
    expect(judgeAgainst(abstract, 'The runtime drops on billions of nodes.').check).toBe('dropped');
  });

  it('lose neither a bound nor gain one', () => {
    const abstract = 'StepNet is up to 47% faster, and more than 90% of users like it.';
    const scope = (claim: string): string[] => kindsOf(judgeAgainst(abstract, claim));
    expect(scope('StepNet is as much as 47% faster.')).toEqual([]);
    expect(scope('Over 90% of users like StepNet.')).toEqual([]);
    expect(scope('StepNet is 47% faster.')).toEqual(['scope']);
    expect(judgeAgainst(abstract, 'StepNet is at least 47% faster.').check).toBe('dropped');
  });

  it('belong to the paper that they are quoted from', () => {
    const papers = [
      paperOf({ id: 'A', title: 'AlphaMix', abstract: 'AlphaMix raises accuracy by 12%.' }),
      paperOf({ id: 'B', title: 'BetaNet', abstract: 'BetaNet raises accuracy by 45%.' }),
    ];
    const quotes = papers.map(({ abstract }, i) => ({ marker: i + 1, text: abstract }));
    const check = (text: string): string => judge({ text, quotes }, ...papers).check;
    expect(check('AlphaMix raises accuracy by 12% and BetaNet by 45%.')).toBe('checked');
    expect(check('AlphaMix raises accuracy by 45% and BetaNet by 12%.')).toBe('dropped');
  });
});
