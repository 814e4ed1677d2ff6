import { describe, expect, it } from 'vitest';
import { judge, judgeAgainst, kindsOf } from '../support/judging.ts';
import { paperOf } from '../support/papers.ts';

const TITLE = 'FlowNet: Fast Sampling';
const ABSTRACT =
  'Sparse autoencoders (SAEs) and LLMs are slow. We propose FlowNet, which samples 4x faster than GPT-4 on CIFAR-10, Kodak and LSUN-Church. It is trained with PyTorch on GPT-2-small/medium. Graph neural networks gain most. Code: https://github.com/flow/FlowNet.';
const QUOTE = 'We propose FlowNet, which samples 4x faster than GPT-4 on CIFAR-10, Kodak and LSUN-Church.';

describe('a name that is quoted', () => {
  it.each([
    ['as it is', 'FlowNet samples 4x faster on Kodak.'],
    ['in the plural or the possessive', "FlowNet's sampling is 4x faster on Kodak."],
    ['in other capitals', 'FLOWNET samples 4x faster on KODAK.'],
    ['with another joint', 'FlowNet samples faster on LSUN Church.'],
    ['with what a hyphen adds', 'FlowNet-based sampling is 4x faster.'],
    ['at the beginning of the sentence', 'Kodak and CIFAR-10 are used.'],
    ['as words before its number', 'FlowNet samples 4x faster than GPT 4.'],
    [
      'as an abbreviation spelled out',
      'Sparse autoencoders are slow.',
      'Sparse autoencoders (SAEs) and LLMs are slow.',
    ],
    ['spelled out, as its abbreviation', 'GNNs gain most.', 'Graph neural networks gain most.'],
    [
      'as its abbreviation, in capitals',
      'Large Language Models are slow.',
      'Sparse autoencoders (SAEs) and LLMs are slow.',
    ],
    [
      'with an ending that a stroke joins to it',
      'GPT-2-medium is trained.',
      'It is trained with PyTorch on GPT-2-small/medium.',
    ],
  ])('passes %s', (_, claim, quote = QUOTE) => {
    expect(
      judgeAgainst(ABSTRACT, claim, { title: TITLE, quote }).objections.filter(({ kind }) => kind === 'name'),
    ).toEqual([]);
  });

  it('passes from the title, of which the abstract says "we" and "it"', () => {
    const quote = 'It is trained with PyTorch on GPT-2-small/medium.';
    expect(judgeAgainst(ABSTRACT, 'FlowNet is trained with PyTorch.', { title: TITLE, quote }).check).toBe(
      'checked',
    );
  });
});

describe('a name that is not', () => {
  it.each([
    ['another version', 'FlowNet samples 4x faster than GPT-3.'],
    ['another number behind it', 'FlowNet samples 4x faster on CIFAR-100.'],
    ['a longer name', 'FlowNet-XL samples 4x faster on Kodak.'],
    ['a name of no paper', 'MetaFlow samples 4x faster on Kodak.'],
    ['a name with one capital', 'FlowNet samples 4x faster on Tecnick.'],
    ['an abbreviation of nothing', 'FlowNet samples 4x faster with PCA.'],
    ['an address that differs by a letter', 'FlowNet samples faster; code: github.com/fIow/FlowNet.'],
    ['an invented address', 'FlowNet samples 4x faster, see https://evil.example.com/a.'],
  ])('drops the claim: %s', (_, claim) => {
    const verdict = judgeAgainst(ABSTRACT, claim, { title: TITLE, quote: QUOTE });
    expect(verdict.check).toBe('dropped');
    expect(verdict.objections).toContainEqual(expect.objectContaining({ kind: 'name', found: 'nowhere' }));
  });

  it('makes it partial where the abstract has it and the quote does not', () => {
    const verdict = judgeAgainst(ABSTRACT, 'FlowNet samples 4x faster with PyTorch.', {
      title: TITLE,
      quote: QUOTE,
    });
    expect(verdict.check).toBe('partial');
    expect(verdict.objections).toContainEqual({ kind: 'name', name: 'PyTorch', found: 'elsewhere' });
  });

  it('makes it partial where the quote speaks of a name that this one contains', () => {
    const abstract = 'BINER is rigid. We propose REBINER, which bends.';
    const title = 'REBINER: Better Codes';
    expect(kindsOf(judgeAgainst(abstract, 'REBINER is rigid.', { title, quote: 'BINER is rigid.' }))).toEqual(
      ['name'],
    );
    expect(judgeAgainst(abstract, 'BINER is rigid.', { title, quote: 'BINER is rigid.' }).check).toBe(
      'checked',
    );
  });

  it('is not found in a paper that is not cited', () => {
    const [a, b] = [
      paperOf({
        id: 'A',
        title: 'AlphaMix',
        abstract: 'AlphaMix mixes images and raises accuracy on small data.',
      }),
      paperOf({ id: 'B', title: 'BetaNet', abstract: 'BetaNet prunes layers.' }),
    ];
    const quotes = [{ marker: 1, text: a.abstract }];
    expect(judge({ text: 'BetaNet raises accuracy on small data.', quotes }, a, b).check).toBe('dropped');
  });
});
