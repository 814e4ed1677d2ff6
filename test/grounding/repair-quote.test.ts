import { describe, expect, it } from 'vitest';
import { repairQuote } from '../../src/grounding/repair-quote.ts';

const ABSTRACT =
  'Training is slow. We propose FlowNet (a non-convex method), which is not faster than GPT-4 but 16× cheaper on 3 datasets. It reduces the “state-of-the-art” error from 45.5% to 12%, without extra labels. Larger models are pre-trained, e.g., on text; small ones fail to converge. Code is open. It works.';

describe('a quotation that stands in the abstract', () => {
  it.each([
    ['verbatim', 'We propose FlowNet (a non-convex method)', 'We propose FlowNet (a non-convex method)'],
    ['in another case', 'TRAINING IS SLOW.', 'Training is slow.'],
    ['with other white space', '  Larger\n models   are pre-trained ', 'Larger models are pre-trained'],
    ['in quotation marks', '"Larger models are pre-trained"', 'Larger models are pre-trained'],
    ['with other quotation marks inside', 'the "state-of-the-art" error', 'the “state-of-the-art” error'],
    ['with other dashes', 'the “state–of–the–art” error', 'the “state-of-the-art” error'],
    ['with x for ×', '16x cheaper on 3 datasets', '16× cheaper on 3 datasets'],
    ['with compatibility characters', 'Larger models are pre‑trained', 'Larger models are pre-trained'],
    ['with a hyphen left out', 'Larger models are pretrained', 'Larger models are pre-trained'],
    ['with a hyphen in "non-"', 'a nonconvex method', 'a non-convex method'],
    ['with LaTeX', 'error from 45.5\\% to 12\\%', 'error from 45.5% to 12%'],
    ['with percent spelled out', 'error from 45.5 percent to 12 percent', 'error from 45.5% to 12%'],
    ['with a stop that is not there', 'We propose FlowNet.', 'We propose FlowNet'],
    [
      'cut within a word, which is whole again',
      'arger models are pre-traine',
      'Larger models are pre-trained',
    ],
    [
      'begun behind what denies it',
      'faster than GPT-4 but 16× cheaper',
      'not faster than GPT-4 but 16× cheaper',
    ],
    ['the same in another case', 'Converge. Code is open', 'fail to converge. Code is open'],
    [
      'with a word left out',
      'It reduces the “state-of-the-art” error 45.5% to 12%, without extra labels.',
      'It reduces the “state-of-the-art” error from 45.5% to 12%, without extra labels.',
    ],
    [
      'with a slip of the pen',
      'Larger modles are pre-trained, e.g., on text',
      'Larger models are pre-trained, e.g., on text',
    ],
    [
      'in another form',
      'Larger model are pre-trained, e.g., on texts',
      'Larger models are pre-trained, e.g., on text',
    ],
    ['short, but a whole sentence', 'It works.', 'It works.'],
  ])('%s', (_, quote, verbatim) => {
    const repaired = repairQuote(ABSTRACT, quote);
    expect(repaired).toEqual([verbatim]);
    for (const part of repaired ?? []) expect(ABSTRACT).toContain(part);
  });

  it('becomes one where an ellipsis joins parts that are near', () => {
    expect(repairQuote(ABSTRACT, 'We propose FlowNet … cheaper on 3 datasets')).toEqual([
      'We propose FlowNet (a non-convex method), which is not faster than GPT-4 but 16× cheaper on 3 datasets',
    ]);
  });

  it('becomes several where they are far apart, in whatever order', () => {
    expect(repairQuote(ABSTRACT, 'Training is slow. [...] Larger models are pre-trained')).toEqual([
      'Training is slow.',
      'Larger models are pre-trained',
    ]);
    expect(repairQuote(ABSTRACT, 'small ones fail to converge ... We propose FlowNet')).toEqual([
      'small ones fail to converge',
      'We propose FlowNet',
    ]);
  });
});

describe('a quotation that does not', () => {
  it.each([
    ['other words', 'We propose a method for the translation of poems.'],
    ['another number', 'It reduces the “state-of-the-art” error from 45.5% to 13%'],
    ['a number more', 'Larger 7 models are pre-trained, e.g., on text; small ones'],
    ['another unit', 'It reduces the “state-of-the-art” error from 45.5x to 12x'],
    ['a denial left out', 'which is faster than GPT-4 but 16× cheaper on 3 datasets'],
    ['a denial put in', 'It does not reduce the “state-of-the-art” error from 45.5% to 12%'],
    ['a denial by prefix left out', 'convex method'],
    ['the opposite', 'Smaller models are pre-trained, e.g., on text; small ones fail'],
    ['a name cut before its number', 'which is not faster than GPT'],
    ['a number cut in two', '5.5% to 12%, without extra labels'],
    ['one part of two', 'We propose FlowNet … and release all of the weights'],
    ['too little to prove anything', 'GPT-4'],
    ['punctuation', '… . —'],
    ['nothing', '   '],
  ])('%s', (_, quote) => {
    expect(repairQuote(ABSTRACT, quote)).toBeNull();
  });

  it('is refused at any length', () => {
    expect(repairQuote(ABSTRACT, 'Training is slow. '.repeat(10_000))).toBeNull();
    expect(repairQuote(ABSTRACT, 'training '.repeat(300))).toBeNull();
  });
});
