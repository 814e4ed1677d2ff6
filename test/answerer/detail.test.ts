import { describe, expect, it } from 'vitest';
import type { AnswerTask } from '../../src/answerer/answerer.ts';
import { CHOICE_BY_DETAIL, EXTRACTIVE_CHOICE, sentences } from '../../src/answerer/forms.ts';
import { createMarkers } from '../../src/grounding/markers.ts';
import type { RetrievedPaper } from '../../src/retrieval/retriever.ts';
import { paperOf } from '../support/papers.ts';

const SENTENCES = [
  'Graph networks are slow to run on large inputs.',
  'We propose a codebook of local structures.',
  'This codebook makes inference 828x faster.',
  'Accuracy rises by 3.9% on average.',
  'Ablations show that every part of it matters.',
  'The gain holds for five further datasets.',
];

function paperWith(worth: readonly number[]): RetrievedPaper {
  const abstract = SENTENCES.join(' ');
  return {
    paper: paperOf({ id: 'P', title: 'VQGraph', abstract }),
    score: 1,
    rank: 0,
    bm25: 1,
    similarity: 1,
    coverage: 1,
    passages: SENTENCES.map((text, ordinal) => {
      const start = abstract.indexOf(text);
      const passage = { id: `P#${ordinal}`, paperId: 'P', ordinal, start, end: start + text.length, text };
      const score = worth[ordinal] ?? 0;
      return { passage, similarity: score, coverage: score, ownCoverage: score, score, rank: ordinal };
    }).sort((a, b) => b.score - a.score),
  };
}

function quotesOf(paper: RetrievedPaper, detail: 'short' | 'normal' | 'long'): string[] {
  const task: AnswerTask = {
    question: 'how much faster does it run?',
    standaloneQuestion: 'how much faster does it run?',
    kind: 'figure',
    intent: { kind: 'answer' },
    detail,
    check: 'standard',
    round: 1,
    retrieval: { papers: [paper], terms: [], coverage: 1, degraded: null },
    papers: [paper],
    wide: [paper],
    related: 1,
    missing: [],
    named: true,
    readable: true,
    focus: [],
    given: false,
    markers: createMarkers(),
  };
  return [...sentences(task, { ...EXTRACTIVE_CHOICE, ...CHOICE_BY_DETAIL[detail] })].flatMap((event) =>
    event.type === 'claim' ? [event.claim.text] : [],
  );
}

describe('how much is quoted', () => {
  it('grows with the detail', () => {
    const paper = paperWith([0.1, 0.5, 0.6, 0.9, 0.5, 0.5]);
    const counts = (['short', 'normal', 'long'] as const).map((detail) => quotesOf(paper, detail).length);
    expect(counts[0]).toBe(1);
    expect(counts[1]).toBeGreaterThan(1);
    expect(counts[2]).toBeGreaterThan(counts[1] ?? 0);
  });
});

describe('a sentence that leans on the one before it', () => {
  it('brings it along, verbatim, as one quote', () => {
    const paper = paperWith([0, 0, 1, 0, 0, 0]);
    const [first] = quotesOf(paper, 'short');
    expect(first).toBe(`${SENTENCES[1]} ${SENTENCES[2]}`);
    expect(paper.paper.abstract).toContain(first);
  });

  it('stands alone when the other is quoted anyway, or when it speaks of nothing before it', () => {
    const both = quotesOf(paperWith([0, 0.9, 1, 0, 0, 0]), 'normal');
    expect(both).toContain(SENTENCES[2]);
    expect(both.filter((quote) => quote.includes(SENTENCES[1] ?? ''))).toHaveLength(1);
    expect(quotesOf(paperWith([0, 0, 0, 1, 0, 0]), 'short')).toEqual([SENTENCES[3]]);
  });
});
