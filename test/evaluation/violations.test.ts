import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answerer/answer.ts';
import { createInspector, type IndexedPapers } from '../../src/evaluation/violations.ts';
import { someAnswer, somePaper } from '../support/fake-ibid.ts';

const PAPER = somePaper();
const OTHER = somePaper({ id: 'other', title: 'Other', abstract: 'Nothing of the kind, by 7%.' });
const INDEXED: IndexedPapers = {
  titles: new Map([PAPER, OTHER].map(({ id, title }) => [id, title])),
  paper: async (id) => {
    const paper = [PAPER, OTHER].find((one) => one.id === id);
    if (paper === undefined) throw new Error(`asked for ${id}`);
    return paper;
  },
};

const kindsIn = async (...answers: Answer[]): Promise<string[]> => {
  const inspector = createInspector(INDEXED);
  const found = [];
  for (const answer of answers) found.push(...(await inspector.inspect(answer)));
  return found.map(({ kind }) => kind);
};

describe('what may never happen', () => {
  it('is not found in a sound answer', async () => {
    const cell = { text: '828x faster', quote: 'VQGraph is 828x faster than GNNs in inference.' };
    const table = { papers: [1], rows: [{ aspect: 'result', cells: [cell, null] }] };
    expect(await kindsIn(someAnswer(), someAnswer({ table }))).toEqual([]);
  });

  const quote = (text: string, marker = 1) => ({ text, quotes: [{ marker, text }], check: 'quote' as const });

  it.each<[string, Partial<Answer>, string[]]>([
    ['a quote that is not verbatim', { claims: [quote('VQGraph is faster.')] }, ['quote-not-verbatim']],
    ['a quote of nothing', { claims: [quote(' ')] }, ['quote-not-verbatim']],
    ['a marker that cites nothing', { claims: [quote('Code is public.', 2)] }, ['marker-unresolved']],
    [
      'a claim without a citation',
      { claims: [{ text: 'It is so.', quotes: [], check: 'checked' }] },
      ['marker-unresolved'],
    ],
    [
      'words shown as a quote that are none',
      {
        claims: [{ text: 'So: code.', quotes: [{ marker: 1, text: 'Code is public.' }], check: 'quote' }],
      },
      ['quote-not-verbatim'],
    ],
    [
      'a figure that no cited abstract has',
      {
        claims: [
          { text: 'It gains 7%.', quotes: [{ marker: 1, text: 'Code is public.' }], check: 'checked' },
        ],
      },
      ['figure-not-cited'],
    ],
    [
      'a title that the index does not have',
      { ranked: [{ paperId: PAPER.id, title: 'VQGraph, improved', score: 1 }] },
      ['title-not-indexed'],
    ],
    [
      'a nearest paper that is not indexed',
      { nearest: [{ paperId: 'gone', title: 'Gone', score: 1 }] },
      ['title-not-indexed'],
    ],
    [
      'a cell that quotes what is not there',
      { table: { papers: [1], rows: [{ aspect: 'a', cells: [{ text: 'So', quote: 'Not there.' }] }] } },
      ['quote-not-verbatim'],
    ],
    [
      'a citation with the abstract that it brings along instead of the indexed one',
      {
        citations: [
          { marker: 1, paper: { ...PAPER, abstract: 'It is 9x faster.' }, quotes: ['It is 9x faster.'] },
        ],
        claims: [quote('It is 9x faster.')],
      },
      ['quote-not-verbatim', 'figure-not-cited', 'quote-not-verbatim'],
    ],
  ])('is found: %s', async (_, overrides, kinds) => {
    expect(await kindsIn(someAnswer(overrides))).toEqual(kinds);
  });

  it.each<[string, string, string[]]>([
    ['It has 10k nodes.', 'It has 10,000 nodes.', []],
    ['It takes half a second, 0.5 s.', 'It takes 500 ms, half a second.', []],
    ['It has 1.3 billion parameters.', 'It has 1.3B parameters.', []],
    ['It has 10k nodes.', 'It has 10 nodes.', ['figure-not-cited']],
    ['It gains 45%.', 'It gains 44.8%.', ['figure-not-cited']],
    ['It gains 1.5%.', 'It gains 1.5 points.', ['figure-not-cited']],
  ])('knows a figure however it is written: %j of %j', async (text, abstract, kinds) => {
    const paper = somePaper({ abstract });
    const inspector = createInspector({
      titles: new Map([[paper.id, paper.title]]),
      paper: async () => paper,
    });
    const answer = someAnswer({
      citations: [{ marker: 1, paper, quotes: [abstract] }],
      claims: [{ text, quotes: [{ marker: 1, text: abstract }], check: 'checked' }],
    });
    expect((await inspector.inspect(answer)).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is found: a citation that is no indexed paper', async () => {
    const paper = somePaper({ id: 'gone', title: 'Gone' });
    const kinds = await kindsIn(someAnswer({ citations: [{ marker: 1, paper, quotes: [] }] }));
    expect(kinds).toContain('paper-not-indexed');
    expect(kinds).toContain('title-not-indexed');
  });

  it('is found: a marker that becomes another paper within a conversation, and not across conversations', async () => {
    const second = someAnswer({
      citations: [{ marker: 1, paper: OTHER, quotes: ['Nothing of the kind, by 7%.'] }],
      claims: [quote('Nothing of the kind, by 7%.')],
    });
    expect(await kindsIn(someAnswer(), second)).toEqual(['marker-reused']);
    expect(await kindsIn(second)).toEqual([]);
  });
});
