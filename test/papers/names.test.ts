import { describe, expect, it } from 'vitest';
import { buildLexicon, nameKey } from '../../src/papers/lexicon.ts';
import { acronymsOf, namesOf } from '../../src/papers/names.ts';
import { mentionsIn } from '../../src/query/names.ts';

describe('the names of a paper', () => {
  it.each([
    ['VQGraph: Rethinking Graph Representation', 'We propose VQGraph.', 'VQGraph'],
    ['Learning Cascade Ranking as One Network', 'To address this, we propose LCRON, which works.', 'LCRON'],
    ['Deep Interest Network', 'We propose a novel model: Deep Interest Network (DIN) which works.', 'DIN'],
    ['Task Data', 'We call it MoNA-Net; MoNA-Net selects data.', 'MoNA-Net'],
  ])('%s', (title, abstract, name) => {
    expect(namesOf({ title, abstract }).names).toContain(name);
  });

  it('takes no ordinary compound of a title for a name', () => {
    expect(
      namesOf({ title: 'High-Resolution Self-Supervised Learning', abstract: 'A study.' }).names,
    ).toEqual([]);
  });
});

describe('abbreviations', () => {
  it.each([
    ['using sparse autoencoders (SAEs) to', 'SAE', 'sparse autoencoders'],
    ['Click-Through Rate (CTR) prediction', 'CTR', 'Click-Through Rate'],
    ['the mixture of experts (MoE) layer', 'MoE', 'mixture of experts'],
    ['by SAM (segment anything model) and', 'SAM', 'segment anything model'],
  ])('%s', (text, short, long) => {
    expect(acronymsOf(text)).toEqual([{ short, long }]);
  });

  it.each(['as shown (see Table 2)', 'on ImageNet (83.1%)', 'a large model (GPT)'])(
    'finds none in %s',
    (text) => {
      expect(acronymsOf(text)).toEqual([]);
    },
  );
});

describe('names in a question', () => {
  const lexicon = buildLexicon([
    { id: 'moh', names: ['MoH'], acronyms: [] },
    { id: 'gamma', names: ['γ-MoD'], acronyms: [] },
    { id: 'zzw', names: ['HyperZ⋅Z⋅W'], acronyms: [] },
    { id: 'faster', names: ['Faster Diffusion'], acronyms: [] },
    { id: 'sale', names: ['SALE'], acronyms: [] },
    ...['a', 'b', 'c'].map((id) => ({ id, names: ['LLM'], acronyms: [] })),
  ]);
  const vocabulary = {
    documents: 100,
    documentFrequency: (term: string) => (term === 'sale' ? 20 : 1),
    terms: () => [],
  };
  const named = (question: string) =>
    mentionsIn(question, lexicon, vocabulary).flatMap(({ paperIds }) => paperIds);

  it.each([
    ['what is moh?', ['moh']],
    ['Mo-H vs gamma mod', ['moh', 'gamma']],
    ['HyperZ.Z.W operator', ['zzw']],
    ['is faster diffusion faster?', ['faster']],
    ["SALE's speed", ['sale']],
    ['models for sale', []],
    ['an LLM', []],
    ['make diffusion faster, diffusion too', []],
  ])('%s', (question, ids) => {
    expect(named(question)).toEqual(ids);
  });

  it('compares names by letters and digits alone', () => {
    expect(nameKey('γ-MoD')).toBe(nameKey('Gamma MoD'));
  });
});
