import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/grounding/check-claim.ts';
import type { Check } from '../../src/grounding/claim.ts';
import { paperOf } from '../support/papers.ts';

const paper = paperOf({
  id: 'P',
  title: 'SlimNet: Halving Models in 2024',
  abstract: 'SlimNet prunes layers. It loses 1.48% of accuracy on CIFAR-10 and is 10k times cheaper.',
});

describe('the last gate, for claims of a model', () => {
  const problems = (check: Check, text: string, quote: string): string[] =>
    checkClaim({ text, quotes: [{ marker: 1, text: quote }], check }, () => paper).map(({ kind }) => kind);

  it.each([
    ['figures written otherwise', 'SlimNet is 10,000x cheaper.', 'is 10k times cheaper'],
    ['a name of the title', 'SlimNet is cheaper.', 'is 10k times cheaper'],
    ['a name of the abstract', 'SlimNet is used on CIFAR-10.', 'SlimNet prunes layers.'],
    [
      'spelled numbers, which may count what the claim names',
      'Two things help: SlimNet and pruning.',
      'SlimNet prunes layers.',
    ],
  ])('passes %s', (_, text, quote) => {
    expect(problems('checked', text, quote)).toEqual([]);
  });

  it.each([
    [
      'a figure from outside of what is quoted',
      'SlimNet prunes layers and loses 1.48%.',
      'figure-not-quoted',
    ],
    ['a rounded figure', 'SlimNet prunes layers and loses 1.5%.', 'figure-not-quoted'],
    ['a name of nowhere', 'SlimNet prunes layers of GPT-4.', 'name-not-cited'],
  ])('does not let %s be called checked', (_, text, kind) => {
    expect(problems('checked', text, 'SlimNet prunes layers.')).toContain(kind);
  });

  it.each([
    ['from elsewhere in the abstract', 'SlimNet prunes layers and loses 1.48%.'],
    ['from the title', 'SlimNet of 2024 prunes layers.'],
    ['rounded', 'SlimNet prunes layers and loses about 1.5%.'],
  ])('passes the figures of a partial claim %s', (_, text) => {
    expect(problems('partial', text, 'SlimNet prunes layers.')).toEqual([]);
  });

  it('passes no figure that the cited papers do not have', () => {
    expect(problems('partial', 'SlimNet prunes layers and loses 7%.', 'SlimNet prunes layers.')).toEqual([
      'figure-not-cited',
    ]);
  });
});
