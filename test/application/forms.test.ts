import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/application/conversation.ts';
import type { AskRequest, Conversation } from '../../src/ibid.ts';
import { collect, createBench } from '../support/bench.ts';
import { paperOf } from '../support/papers.ts';

const PAPERS = [
  paperOf({
    id: 'skip',
    year: 2021,
    title: 'SkipNet: Skipping Layers',
    abstract:
      'Deep networks are popular. However, running every layer is expensive. We propose SkipNet, which skips layers by a learned gate. Experiments show that SkipNet is 3.2x faster than its backbone.',
  }),
  paperOf({
    id: 'ladder',
    year: 2023,
    title: 'LadderDec: Drafting Tokens',
    abstract:
      'Decoding is slow. In this paper, we introduce LadderDec, which drafts tokens with a small model. Results show a gain of 12% in quality.',
  }),
  ...[1, 2, 3, 4, 5].map((number) =>
    paperOf({
      id: `whale${number}`,
      year: 2018 + number,
      title: number < 3 ? `Hydrophone Arrays ${number} for Whale Song` : `Whale Song Study ${number}`,
      abstract: `Whale song has become popular in recent years. We propose recorder number ${number} for whale song. It hears whale song over ${number}0 miles.`,
    }),
  ),
  paperOf({ id: 'mute1', title: 'Mossbank', abstract: 'Grey stones beside green water.' }),
  paperOf({ id: 'mute2', title: 'Fernhill', abstract: 'Tall ferns above dry sand.' }),
];

async function talk(): Promise<Conversation> {
  const bench = await createBench(PAPERS);
  return createConversation(async () => bench);
}

const ask = async (conversation: Conversation, question: string, rest: Partial<AskRequest> = {}) =>
  collect(conversation.ask({ question, ...rest }));

describe('a comparison', () => {
  it('is a table with the titles of its columns, cited in the order of the question', async () => {
    const { events, answer } = await ask(await talk(), 'SkipNet vs LadderDec');
    const shown = events.find((event) => event.type === 'table');
    expect(shown?.titles).toEqual(['SkipNet: Skipping Layers', 'LadderDec: Drafting Tokens']);
    expect(shown?.table.papers).toEqual([1, 2]);
    expect(answer.table).toEqual(shown?.table);
    expect(answer.citations.map(({ paper }) => paper.id)).toEqual(['skip', 'ladder']);
    for (const { paper, quotes } of answer.citations)
      for (const quote of quotes) expect(paper.abstract).toContain(quote);
    expect(answer.markdown).toContain('| result |');
  });

  it('leaves its columns as the papers in play, under the same markers', async () => {
    const conversation = await talk();
    await ask(conversation, 'SkipNet vs LadderDec');
    const second = await ask(conversation, 'what does the second one gain?');
    expect(second.answer.plan.standaloneQuestion).toContain('LadderDec');
    expect(second.answer.citations.map(({ marker, paper }) => [marker, paper.id])).toEqual([[2, 'ladder']]);
    const again = await ask(conversation, 'compare LadderDec with SkipNet');
    expect(again.answer.table?.papers).toEqual([2, 1]);
  });

  it('shows the side that is there and names the one that is not', async () => {
    const { answer } = await ask(await talk(), 'SkipNet vs ZebraFormer');
    expect(answer.outcome).toBe('answered');
    expect(answer.table?.papers).toEqual([1]);
    expect(answer.missing).toEqual(['ZebraFormer']);
    expect(answer.markdown).toContain('Not in the corpus: ZebraFormer.');
  });

  it('is refused with every name when no side is there', async () => {
    const { answer } = await ask(await talk(), 'Compare FooBarNet and ZebraFormer', {
      intent: { kind: 'compare', sides: ['FooBarNet', 'ZebraFormer'], aspects: [] },
    });
    expect(answer).toMatchObject({
      outcome: 'not-in-corpus',
      missing: ['FooBarNet', 'ZebraFormer'],
      table: null,
      citations: [],
    });
  });

  it('quotes what there is when the abstracts fill no row', async () => {
    const { answer } = await ask(await talk(), 'Compare Mossbank and Fernhill', {
      intent: { kind: 'compare', sides: ['Mossbank', 'Fernhill'], aspects: [] },
    });
    expect(answer.table).toBeNull();
    expect(answer.claims.map(({ text }) => text).toSorted()).toEqual([
      'Grey stones beside green water.',
      'Tall ferns above dry sand.',
    ]);
  });
});

describe('a list', () => {
  it('says how many papers it shows, each with one quote and a marker of its own', async () => {
    const { events, answer } = await ask(await talk(), 'papers on whale song', {
      intent: { kind: 'list' },
    });
    const remark = events.find((event) => event.type === 'remark')?.remark;
    expect(remark?.text).toBe('5 papers, the nearest first:');
    expect(answer.claims).toHaveLength(5);
    expect(new Set(answer.claims.flatMap(({ quotes }) => quotes.map(({ marker }) => marker))).size).toBe(5);
    expect(answer.markdown.startsWith('5 papers')).toBe(true);
  });
});

describe('a summary', () => {
  it('quotes what each paper adds, by theme, and ends with what it draws on', async () => {
    const { events, answer } = await ask(await talk(), 'whale song', { intent: { kind: 'summary' } });
    const remarks = events.flatMap((event) => (event.type === 'remark' ? [event.remark] : []));
    expect(remarks.map(({ text, heading }) => [text, heading])).toEqual([
      ['Hydrophone arrays', true],
      ['Further papers', true],
      ['Drawn from 5 of 5 related papers; 2019–2023.', false],
    ]);
    expect(answer.claims).toHaveLength(5);
    for (const { text } of answer.claims) expect(text).not.toContain('popular');
    expect(events.findLast(({ type }) => type !== 'end')?.type).toBe('remark');
  });

  it('of one paper is what that paper says, without headings', async () => {
    const { events, answer } = await ask(await talk(), 'SkipNet', { intent: { kind: 'summary' } });
    expect(events.some(({ type }) => type === 'remark')).toBe(false);
    expect(answer.claims.length).toBeGreaterThan(1);
    expect(answer.citations.map(({ paper }) => paper.id)).toEqual(['skip']);
  });
});
