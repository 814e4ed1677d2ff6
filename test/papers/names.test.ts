import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutLexicon, nameKey, openLexicon } from '../../src/papers/lexicon.ts';
import { acronymsOf, namesOf } from '../../src/papers/names.ts';
import { mentionsIn } from '../../src/query/names.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';

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
  const called: [string, string][] = [
    ['moh', 'MoH'],
    ['gamma', 'γ-MoD'],
    ['zzw', 'HyperZ⋅Z⋅W'],
    ['faster', 'Faster Diffusion'],
    ['sale', 'SALE'],
    ['a', 'LLM'],
    ['b', 'LLM'],
    ['c', 'LLM'],
  ];
  const lexicon = openLexicon(
    layOutLexicon(
      called.map(([id, name]) => ({ id, names: { names: [name], acronyms: [] } })),
      createAnalyzer().terms,
    ),
  );
  const vocabulary = {
    documents: 100,
    documentFrequency: (term: string) => (term === 'sale' ? 4 : 1),
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

describe('the lexicon', () => {
  const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
  const name = fc.stringMatching(/^[a-z0-9]{2,6}$/);

  it('finds every name that was laid out, its papers in order of id, and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, name), { maxLength: 30 }), name, (entries, other) => {
        const lexicon = openLexicon(
          layOutLexicon(
            entries.map(([paper, own]) => ({ id: paper, names: { names: [own], acronyms: [] } })),
            createAnalyzer().terms,
          ),
        );
        for (const [, own] of entries) {
          const owners = new Set(entries.filter(([, same]) => same === own).map(([paper]) => paper));
          expect(new Set(lexicon.papersNamed(own))).toEqual(owners);
        }
        if (!entries.some(([, own]) => own === other)) expect(lexicon.papersNamed(other)).toEqual([]);
      }),
    );
  });

  it('gives the commonest long form first', () => {
    const acronyms = ['state space model', 'state space model', 'self-supervised model'].map((long, i) => ({
      id: `P${i}`,
      names: { names: [], acronyms: [{ short: 'SSM', long }] },
    }));
    const lexicon = openLexicon(layOutLexicon(acronyms, createAnalyzer().terms));
    expect(lexicon.longForms('ssm')).toEqual(['state space model', 'self-supervised model']);
    expect(lexicon.shortForms(createAnalyzer().terms('State-Space Models').join(' '))).toEqual([]);
    expect(lexicon.shortForms('state space model')).toEqual(['SSM']);
  });
});
