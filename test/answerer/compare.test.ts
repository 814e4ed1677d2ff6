import { describe, expect, it } from 'vitest';
import { buildComparison } from '../../src/answerer/compare.ts';
import type { QuestionTerm } from '../../src/retrieval/retriever.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { retrievedPaper } from '../support/retrieved.ts';

const analyzer = createAnalyzer();

const SKIP = retrievedPaper({
  id: 'skip',
  title: 'SkipNet: Skipping Layers',
  abstract:
    'Deep networks have become popular in recent years. However, running every layer is expensive. We propose SkipNet, which skips layers by a learned gate. The gate reads the hidden state of one token. Experiments show that SkipNet is 3.2x faster than its backbone.',
});
const LADDER = retrievedPaper({
  id: 'ladder',
  title: 'Ladder Decoding',
  rank: 1,
  abstract:
    'Decoding is the slowest part of generation. In this paper, we introduce Ladder Decoding, which drafts tokens with a small model. Its memory footprint stays that of the small model.',
});
const SILENT = retrievedPaper({ id: 'silent', rank: 2, abstract: 'Whales sing in the deep.' });

function compare(given: { aspects?: readonly string[]; question?: string; papers?: (typeof SKIP)[] }) {
  const question = given.question ?? 'Compare SkipNet and Ladder Decoding';
  const terms: QuestionTerm[] = [...new Set(analyzer.terms(question))].map((term) => ({
    term,
    weight: 1,
    idf: 1,
    documents: 1,
  }));
  const papers = given.papers ?? [SKIP, LADDER];
  return buildComparison({
    papers,
    markerOf: (id) => papers.findIndex(({ paper }) => paper.id === id) + 5,
    sides: ['SkipNet', 'Ladder Decoding'],
    aspects: given.aspects ?? [],
    question,
    terms,
    analyzer,
  });
}

function row(table: ReturnType<typeof compare>, aspect: string): (string | null)[] | undefined {
  return table.rows.find((one) => one.aspect === aspect)?.cells.map((cell) => cell?.text ?? null);
}

describe('a comparison', () => {
  it('sets problem, approach and result against each other, one column a paper', () => {
    const table = compare({});
    expect(table.papers).toEqual([5, 6]);
    expect(table.rows.map(({ aspect }) => aspect)).toEqual(['problem', 'approach', 'result']);
    expect(row(table, 'problem')).toEqual(['However, running every layer is expensive.', null]);
    expect(row(table, 'approach')?.[0]).toBe('We propose SkipNet, which skips layers by a learned gate.');
    expect(row(table, 'approach')?.[1]).toContain('we introduce Ladder Decoding');
    expect(row(table, 'result')).toEqual([
      'Experiments show that SkipNet is 3.2x faster than its backbone.',
      null,
    ]);
  });

  it('quotes verbatim, and no sentence twice in a column', () => {
    // Speed and the backbone are spoken of in one sentence, and so are layers and the gate.
    const table = compare({ aspects: ['speed', 'backbone', 'layers', 'gate', 'memory', 'footprint'] });
    for (const [column, { paper }] of [SKIP, LADDER].entries()) {
      const quotes = table.rows.flatMap(({ cells }) => cells[column]?.quote ?? []);
      expect(quotes.length).toBeGreaterThan(0);
      for (const quote of quotes) expect(paper.abstract).toContain(quote);
      const sentences = quotes.map(
        (quote) => paper.abstract.slice(0, paper.abstract.indexOf(quote)).split('. ').length,
      );
      expect(new Set(sentences).size).toBe(quotes.length);
    }
  });

  it('puts the aspects that were asked for first, and knows by what words abstracts speak of them', () => {
    const table = compare({ aspects: ['speed', 'memory'] });
    expect(table.rows.slice(0, 2).map(({ aspect }) => aspect)).toEqual(['speed', 'memory']);
    expect(row(table, 'speed')?.[0]).toContain('3.2x faster');
    expect(row(table, 'memory')).toEqual([null, 'Its memory footprint stays that of the small model.']);
  });

  it('keeps a row for an aspect that no abstract states', () => {
    expect(row(compare({ aspects: ['fairness'] }), 'fairness')).toEqual([null, null]);
  });

  it('has a row for what is asked beyond the names, and none where nothing is', () => {
    const asked = compare({
      question: 'How do SkipNet and Ladder Decoding differ in reading the hidden state?',
    });
    expect(row(asked, 'as asked')).toEqual(['The gate reads the hidden state of one token.', null]);
    expect(
      row(compare({ question: 'What is the difference between SkipNet and Ladder Decoding?' }), 'as asked'),
    ).toBe(undefined);
  });

  it('never takes the scene for an aspect or a result', () => {
    const table = compare({ aspects: ['networks'] });
    expect(row(table, 'networks')).toEqual([null, null]);
    expect(JSON.stringify(table)).not.toContain('popular in recent years');
  });

  it('is empty when the abstracts say nothing of the kind', () => {
    expect(compare({ papers: [SILENT, SILENT] }).rows).toEqual([]);
  });
});
