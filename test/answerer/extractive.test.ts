import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSentences } from '../../src/answerer/choose-sentences.ts';
import { EXTRACTIVE_CHOICE } from '../../src/answerer/forms.ts';
import { answerMarkdown, claimMarkdown, inertMarkdown, tableMarkdown } from '../../src/answerer/markdown.ts';
import { cueScore, rolesOf } from '../../src/answerer/sentence-cues.ts';
import type { RetrievedPaper } from '../../src/retrieval/retriever.ts';
import { paperOf } from '../support/papers.ts';

function retrieved(
  id: string,
  rank: number,
  score: number,
  sentences: readonly [string, number][],
): RetrievedPaper {
  const paper = paperOf({ id, abstract: sentences.map(([text]) => text).join(' ') });
  return {
    paper,
    score,
    rank,
    bm25: score,
    similarity: score,
    coverage: score,
    passages: sentences
      .map(([text, worth], ordinal) => ({
        passage: { id: `${id}#${ordinal}`, paperId: id, ordinal, start: 0, end: text.length, text },
        similarity: worth,
        coverage: worth,
        ownCoverage: worth,
        score: worth,
        rank: ordinal,
      }))
      .sort((a, b) => b.score - a.score),
  };
}

describe('the choice of sentences', () => {
  const papers = [
    retrieved('A', 0, 1, [
      ['Graph networks are slow.', 0.3],
      ['We make them faster by 828x.', 0.9],
    ]),
    retrieved('B', 1, 0.9, [['Others are faster by 12x.', 0.85]]),
    retrieved('C', 2, 0.1, [['Birds sing at dawn.', 0.05]]),
  ];

  it('goes across papers, best paper first, and leaves out what does not answer', () => {
    const chosen = chooseSentences(
      papers,
      { question: 'how much faster?', kind: 'figure' },
      EXTRACTIVE_CHOICE,
    ).map(({ passage }) => passage.passage.text);
    expect(chosen).toEqual(['We make them faster by 828x.', 'Others are faster by 12x.']);
  });

  it('says nothing twice', () => {
    const same = 'We make graph networks faster by 828x.';
    const chosen = chooseSentences(
      [
        retrieved('A', 0, 1, [[same, 0.9]]),
        retrieved('B', 1, 1, [
          [same, 0.9],
          ['The codebook is learnt end to end.', 0.88],
        ]),
      ],
      { question: 'tell me', kind: 'open' },
      { ...EXTRACTIVE_CHOICE, least: 1, most: 2, redundancy: 0.5 },
    ).map(({ passage }) => passage.passage.text);
    expect(chosen).toEqual([same, 'The codebook is learnt end to end.']);
  });

  it('keeps the limits, in whatever order papers and sentences score', () => {
    const sentence = fc.tuple(
      fc.string({ minLength: 1, maxLength: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    const corpus = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.array(sentence, { maxLength: 5 })),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(corpus, (given) => {
        const all = given.map(([score, sentences], i) => retrieved(`P${i}`, i, score, sentences));
        const chosen = chooseSentences(all, { question: 'tell me', kind: 'open' }, EXTRACTIVE_CHOICE);
        expect(chosen.length).toBeLessThanOrEqual(EXTRACTIVE_CHOICE.most);
        for (const paper of all)
          expect(chosen.filter((sentence) => sentence.paper === paper).length).toBeLessThanOrEqual(
            EXTRACTIVE_CHOICE.mostPerPaper,
          );
        expect(new Set(chosen.map(({ passage }) => passage.passage.id)).size).toBe(chosen.length);
        if (all.some(({ passages }) => passages.length > 0)) expect(chosen.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('what a sentence does', () => {
  it.each([
    ['We propose VQGraph, a new framework.', 'method'],
    ['Experiments show that it outperforms GNNs by 3.9%.', 'result'],
    ['However, existing methods suffer from high cost.', 'problem'],
    ['In this paper we investigate how experts are chosen; the aim of it is clarity.', 'aim'],
    ['Recent advances have been impressive.', 'background'],
  ] as const)('%s', (sentence, role) => {
    expect(rolesOf(sentence)).toContain(role);
  });

  it('prefers a finding to an aim, and a figure when one is asked for', () => {
    const aim = 'This paper aims to study inference speed.';
    const finding = 'Results show that inference is accelerated considerably.';
    const figure = 'Results show that inference is accelerated by 41%.';
    expect(cueScore(finding, 'result', { opening: false, wantsLinks: false })).toBeGreaterThan(
      cueScore(aim, 'result', { opening: false, wantsLinks: false }),
    );
    expect(cueScore(figure, 'figure', { opening: false, wantsLinks: false })).toBeGreaterThan(
      cueScore(finding, 'figure', { opening: false, wantsLinks: false }),
    );
  });
});

describe('an answer as markdown', () => {
  const claim = {
    text: 'It is 3x faster.',
    quotes: [{ marker: 2, text: 'It is 3x faster.' }],
    check: 'quote',
  } as const;

  it('quotes and cites', () => {
    expect(claimMarkdown(claim)).toBe('“It is 3x faster.” [2]');
    expect(answerMarkdown({ outcome: 'answered', blocks: [{ type: 'claim', claim }], missing: [] })).toBe(
      '“It is 3x faster.” [2]',
    );
  });

  it('says in words that nothing was found', () => {
    expect(answerMarkdown({ outcome: 'not-in-corpus', blocks: [], missing: [] })).toMatch(/nothing/iu);
    expect(
      answerMarkdown({ outcome: 'not-stated', blocks: [{ type: 'claim', claim }], missing: [] }),
    ).toMatch(/do not state[\s\S]*3x faster/u);
  });

  it('shows a table with "not stated" where an abstract is silent', () => {
    const table = {
      papers: [1, 2],
      rows: [{ aspect: 'speed', cells: [{ text: 'a|b', quote: 'a|b' }, null] }],
    };
    expect(tableMarkdown(table)).toBe(
      '|  | [1] | [2] |\n| --- | --- | --- |\n| speed | a\\|b [1] | not stated |',
    );
  });

  it('leaves no link, image, fence or tag alive', () => {
    for (const hostile of [
      '[x](http://evil)',
      '![x](http://evil)',
      '[x][y]',
      '```js',
      '~~~',
      '<img src=x>',
      '<!-- -->',
    ])
      expect(inertMarkdown(hostile)).not.toMatch(/(?<!\\)\](?=[([])|(?<!\\)```|(?<!\\)~~~|(?<!\\)<[a-z!]/iu);
    expect(inertMarkdown('x < y, [0, 1] and 5 > 3')).toBe('x < y, [0, 1] and 5 > 3');
  });
});
