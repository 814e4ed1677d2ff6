import { describe, expect, it } from 'vitest';
import type { Answerer, AnswererEvent, AnswererResult } from '../../src/answerer/answerer.ts';
import { createConversation } from '../../src/application/conversation.ts';
import type { Conversation } from '../../src/ibid.ts';
import { collect, createBench } from '../support/bench.ts';
import { SMALL_CORPUS } from '../support/papers.ts';

async function talk(scripted?: Answerer): Promise<Conversation> {
  const bench = await createBench(SMALL_CORPUS, scripted);
  return createConversation(async () => bench);
}

const RESULT: AnswererResult = {
  outcome: 'answered',
  missing: [],
  search: [],
  answerer: 'scripted',
  degraded: null,
  drafts: [],
};

/** An answerer that says whatever a test wants, as a model or a poisoned corpus might. */
function saying(...events: AnswererEvent[]): Answerer {
  return {
    async *answer({ markers, papers }) {
      for (const { paper } of papers) markers.markerOf(paper.id);
      yield* events;
      return RESULT;
    },
  };
}

describe('an answer', () => {
  it('tells its events in order and cites what it quotes', async () => {
    const conversation = await talk();
    const { events, answer } = await collect(
      conversation.ask({ question: "How much faster is VQGraph's inference?" }),
    );
    expect([...new Set(events.map(({ type }) => type))]).toEqual(['plan', 'evidence', 'claim', 'end']);
    expect(answer.outcome).toBe('answered');
    expect(answer.markdown).toMatch(/828x.*\[1\]/u);
    expect(answer.citations.map(({ marker, paper }) => [marker, paper.id])).toEqual([[1, '2308.02117']]);
    for (const { paper, quotes } of answer.citations)
      for (const quote of quotes) expect(paper.abstract).toContain(quote);
  });

  it('keeps a marker with its paper throughout the conversation', async () => {
    const conversation = await talk();
    await collect(conversation.ask({ question: 'what is VQGraph?' }));
    const second = await collect(conversation.ask({ question: 'what is Faster Diffusion?' }));
    expect(second.answer.citations.map(({ marker }) => marker)).toEqual([2]);
    const third = await collect(conversation.ask({ question: 'and how much faster was the first one?' }));
    expect(third.answer.plan.standaloneQuestion).toContain('VQGraph');
    expect(third.answer.citations.map(({ marker }) => marker)).toEqual([1]);
    expect(third.answer.markdown).toContain('828x');
    expect(conversation.citations().map(({ marker, paper }) => [marker, paper.id])).toEqual([
      [1, '2308.02117'],
      [2, '2101.00001'],
    ]);
    conversation.clear();
    expect(conversation.citations()).toEqual([]);
  });

  it('refuses what is not there, without citations, and offers the nearest', async () => {
    const { answer } = await collect((await talk()).ask({ question: 'the best recipe for sourdough bread' }));
    expect(answer.outcome).toBe('not-in-corpus');
    expect(answer.citations).toEqual([]);
    expect(answer.claims).toEqual([]);
  });

  it.each(['what is VQGraph?', 'vqgraph', 'Faster Diffusion?'])(
    'answers %s, which asks nothing further',
    async (question) => {
      const { answer } = await collect((await talk()).ask({ question }));
      expect(answer.outcome).toBe('answered');
      expect(answer.claims.length).toBeGreaterThan(0);
    },
  );

  it('says that an abstract without figures does not give the one asked for', async () => {
    const conversation = await talk();
    await conversation.take({ question: 'what is it about?', answer: 'experts', paperIds: ['2101.00002'] });
    const { events, answer } = await collect(conversation.ask({ question: 'how much faster is it?' }));
    expect(answer.outcome).toBe('not-stated');
    expect(events.map(({ type }) => type).indexOf('refusal')).toBeLessThan(
      events.map(({ type }) => type).indexOf('claim'),
    );
  });

  it('takes a turn that was answered elsewhere, and refuses one that cites an unknown paper', async () => {
    const conversation = await talk();
    await conversation.take({ question: 'what is VQGraph?', answer: 'a method', paperIds: ['2308.02117'] });
    const { answer } = await collect(conversation.ask({ question: 'how much faster is it?' }));
    expect(answer.citations.map(({ paper }) => paper.id)).toEqual(['2308.02117']);
    await expect(conversation.take({ question: 'x', answer: 'y', paperIds: ['nobody'] })).rejects.toThrow(
      "'nobody'",
    );
  });
});

describe('the gate before every claim', () => {
  const quote = 'We reuse encoder features in adjacent steps.';
  it.each([
    ['a paper outside the evidence', { text: quote, quotes: [{ marker: 9, text: quote }], check: 'quote' }],
    ['invented words', { text: 'We win.', quotes: [{ marker: 1, text: 'We win.' }], check: 'quote' }],
    ['another paper’s words', { text: quote, quotes: [{ marker: 1, text: quote }], check: 'quote' }],
    ['nothing at all', { text: 'It is well known.', quotes: [], check: 'checked' }],
  ] as const)('stops a claim that cites %s', async (_, claim) => {
    const { events, answer } = await collect(
      (await talk(saying({ type: 'claim', claim }))).ask({ question: 'what is VQGraph?' }),
    );
    expect(events.some(({ type }) => type === 'claim')).toBe(false);
    expect(answer.markdown).not.toContain(claim.text);
    expect(answer.citations).toEqual([]);
  });

  it('stops the answerer when the reader leaves', async () => {
    let stopped = false;
    const endless: Answerer = {
      async *answer({ markers }) {
        const claim = (text: string) => ({
          text,
          quotes: [{ marker: markers.markerOf('2308.02117'), text }],
          check: 'quote' as const,
        });
        try {
          for (;;) yield { type: 'claim', claim: claim('Graph neural networks are slow at inference.') };
        } finally {
          stopped = true;
        }
      },
    };
    for await (const event of (await talk(endless)).ask({ question: 'what is VQGraph?' }))
      if (event.type === 'claim') break;
    expect(stopped).toBe(true);
  });
});

describe('a conversation that is taken up', () => {
  it('goes on where it was left: markers keep their papers, and "it" is the paper spoken of', async () => {
    const bench = await createBench(SMALL_CORPUS);
    const before = createConversation(async () => bench);
    await collect(before.ask({ question: 'What does the survey on mixture of experts review?' }));
    await collect(before.ask({ question: "How much faster is VQGraph's inference?" }));
    const snapshot = before.snapshot();
    const after = createConversation(async () => bench, JSON.parse(JSON.stringify(snapshot)));
    const { answer } = await collect(after.ask({ question: 'and what does it gain in accuracy?' }));
    const marker = snapshot.markers.indexOf('2308.02117') + 1;
    expect(marker).toBeGreaterThan(1);
    expect(answer.citations.map((citation) => [citation.marker, citation.paper.id])).toEqual([
      [marker, '2308.02117'],
    ]);
    expect(after.snapshot().turns).toHaveLength(3);
  });

  it('reads the papers of its turns alone, however many it has spoken of', async () => {
    const bench = await createBench(SMALL_CORPUS);
    const read: string[] = [];
    const reader = {
      ...bench.reader,
      papers: (ids: readonly string[]) => {
        read.push(...ids);
        return bench.reader.papers(ids);
      },
    };
    const markers = ['2308.02117', ...Array.from({ length: 3000 }, (_, n) => `p${n}`)];
    const turns = [{ question: 'what is VQGraph?', answer: 'A method. [1]', paperIds: ['2308.02117'] }];
    const after = createConversation(async () => ({ ...bench, reader }), { markers, turns });
    await collect(after.ask({ question: 'and what does it gain in accuracy?' }));
    expect(read.filter((id) => id.startsWith('p'))).toEqual([]);
    expect(after.snapshot().markers).toEqual(expect.arrayContaining(markers));
  });

  it('keeps the markers of turns that are gone, and those of papers that left the index', async () => {
    const bench = await createBench(SMALL_CORPUS);
    const after = createConversation(async () => bench, { markers: ['gone', '2101.00002'], turns: [] });
    const { answer } = await collect(after.ask({ question: "How much faster is VQGraph's inference?" }));
    expect(answer.citations.map(({ marker }) => marker)).toEqual([3]);
  });
});
