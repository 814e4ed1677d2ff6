import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutLexicon, openLexicon } from '../../src/papers/lexicon.ts';
import { withinEdits } from '../../src/query/edit-distance.ts';
import { questionKind } from '../../src/query/question-kind.ts';
import { searchTerms } from '../../src/query/terms.ts';
import type { Vocabulary } from '../../src/store/passage-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';

const vocabularyOf = (...terms: string[]): Vocabulary => ({
  documents: 10,
  documentFrequency: (term) => (terms.includes(term) ? 1 : 0),
  terms: () => terms,
});
const searched = (text: string, ...known: string[]) =>
  searchTerms(text, createAnalyzer(), vocabularyOf(...known), openLexicon('')).map(({ term }) => term);

describe('the terms to look for', () => {
  it('puts together a name that was written apart', () => {
    expect(searched('u net', 'unet')).toContain('unet');
    expect(searched('u net', 'other')).not.toContain('unet');
  });

  it('replaces an unknown word by the nearest known spelling, at less weight', () => {
    const [deepspeed = ''] = createAnalyzer().terms('DeepSpeed');
    const terms = searchTerms(
      'deepsped',
      createAnalyzer(),
      vocabularyOf(deepspeed, 'other'),
      openLexicon(''),
    );
    expect(terms.map(({ term }) => term)).toEqual([deepspeed]);
    for (const { weight } of terms) expect(weight).toBeLessThan(1);
  });

  it('keeps an unknown word as it was written where nothing shall be guessed', () => {
    const analyzer = createAnalyzer();
    const [deepspeed = ''] = analyzer.terms('DeepSpeed');
    const known = vocabularyOf(deepspeed);
    const terms = searchTerms('deepsped', analyzer, known, openLexicon(''), { spelling: 'as written' });
    expect(terms).toEqual(analyzer.terms('deepsped').map((term) => ({ term, weight: 1 })));
  });

  it('leaves known and short words alone', () => {
    expect(searched('graph', 'graph', 'graphs')).toEqual(['graph']);
    expect(searched('cat', 'car')).toEqual(['cat']);
  });
});

describe('abbreviations', () => {
  const lexicon = openLexicon(
    layOutLexicon(
      [{ id: 'P', names: { names: [], acronyms: [{ short: 'SAE', long: 'sparse autoencoders' }] } }],
      createAnalyzer().terms,
    ),
  );
  const both = (text: string) =>
    searchTerms(text, createAnalyzer(), vocabularyOf('sae', 'spars', 'autoencod'), lexicon).map(
      ({ term }) => term,
    );

  it('finds the long form by the short one', () => {
    expect(both('SAEs in language models')).toEqual(expect.arrayContaining(['spars', 'autoencod']));
  });

  it('finds the short form by the long one', () => {
    expect(both('a sparse autoencoder')).toContain('sae');
    expect(both('autoencoders that are sparse')).not.toContain('sae');
  });
});

describe('edit distance', () => {
  it.each([
    ['deepspeed', 'deepsped', 1],
    ['network', 'netwrok', 1],
    ['abc', 'abc', 0],
    ['abc', 'xyz', null],
  ])('%s, %s', (a, b, expected) => {
    expect(withinEdits(a, b, 2)).toBe(expected);
  });

  it('is symmetric, and zero only for equal words', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(withinEdits(a, b, 3)).toBe(withinEdits(b, a, 3));
        expect(withinEdits(a, b, 8) === 0).toBe(a === b);
      }),
    );
  });
});

describe('the kind of a question', () => {
  it.each([
    ['How much faster is VQGraph?', 'figure'],
    ['what speedup do they get?', 'figure'],
    ['What is VQGraph?', 'definition'],
    ['why is sampling slow?', 'why'],
    ['how does DIN represent interests?', 'how'],
    ['what are the limitations of TiUE?', 'limit'],
    ['does CAE outperform MAE?', 'result'],
    ['something on attention sinks', 'open'],
  ])('%s → %s', (question, kind) => {
    expect(questionKind(question)).toBe(kind);
  });
});
