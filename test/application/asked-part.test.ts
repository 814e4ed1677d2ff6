import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/application/conversation.ts';
import type { AskRequest, Conversation } from '../../src/ibid.ts';
import { collect, createBench } from '../support/bench.ts';
import { paperOf, SMALL_CORPUS } from '../support/papers.ts';

const SENTENCES = [
  'Whale song is heard by many.',
  'However, existing buoys suffer from the noise of waves.',
  'We propose KelpEar, a recorder for which KelpEar results are what KelpEar nets report.',
  'Specifically, the recorder uses a hanging net to separate songs from waves.',
  'Experiments show that buoys are outperformed by 12%.',
  'Grey stones lie below.',
];
const KELP = paperOf({
  id: 'kelp',
  title: 'KelpEar: Hearing Whales through Forests of Kelp',
  abstract: SENTENCES.join(' '),
});
const [, PROBLEM, PROPOSAL, METHOD, RESULT] = SENTENCES;

async function talk(): Promise<Conversation> {
  const bench = await createBench([...SMALL_CORPUS, KELP]);
  return createConversation(async () => bench);
}

async function firstOf(conversation: Conversation, request: AskRequest): Promise<string | undefined> {
  const { answer } = await collect(conversation.ask(request));
  expect(answer.outcome).toBe('answered');
  expect(answer.citations.map(({ paper }) => paper.id)).toEqual(['kelp']);
  return answer.claims[0]?.text;
}

describe('a question for one part of a chosen paper', () => {
  it.each([
    ['What problem does KelpEar address?', PROBLEM],
    ['What does this paper propose?', PROPOSAL],
    ['how does it work?', METHOD],
    ['What results does KelpEar report?', RESULT],
    ['what did they find?', RESULT],
  ])('is answered by the sentence that says it: %s', async (question, sentence) => {
    for (const detail of ['short', 'normal', 'long'] as const)
      expect(await firstOf(await talk(), { question, about: ['kelp'], detail })).toBe(sentence);
    const written = { question: `About “${KELP.title}”: ${question}`, detail: 'long' } as const;
    expect(await firstOf(await talk(), written)).toBe(sentence);
  });

  it('is answered as fully as any other question', async () => {
    const counts = [];
    for (const detail of ['short', 'normal', 'long'] as const) {
      const asking = (await talk()).ask({ question: 'How does KelpEar work?', about: ['kelp'], detail });
      const told = (await collect(asking)).answer.claims.map(({ text }) => text);
      expect(new Set(told).size).toBe(told.length);
      counts.push(told.length);
    }
    expect(counts[0]).toBe(1);
    expect(counts[1]).toBeGreaterThan(1);
    expect(counts[2]).toBeGreaterThan(counts[1] ?? 0);
  });

  it('is so when a reader types it into the discussion of the paper, also after a restart', async () => {
    const bench = await createBench([...SMALL_CORPUS, KELP]);
    const begun = createConversation(async () => bench);
    const summary = {
      question: `Summarize “${KELP.title}”`,
      intent: { kind: 'summary' },
      about: ['kelp'],
    } as const;
    await collect(begun.ask(summary));
    const question = 'What results does KelpEar report?';
    expect(await firstOf(begun, { question })).toBe(RESULT);
    const again = createConversation(async () => bench, begun.snapshot());
    expect(await firstOf(again, { question: 'what did it find?' })).toBe(RESULT);
  });

  it('is not when the paper was only found', async () => {
    expect(await firstOf(await talk(), { question: 'What results does KelpEar report?' })).toBe(PROPOSAL);
    const conversation = await talk();
    await collect(conversation.ask({ question: 'what is KelpEar?' }));
    expect(await firstOf(conversation, { question: 'What results does KelpEar report?' })).toBe(PROPOSAL);
  });

  it('is answered as any other when the abstract does not say that part', async () => {
    const mute = paperOf({ id: 'mute', title: 'Mossbank', abstract: 'Grey stones beside green water.' });
    const bench = await createBench([...SMALL_CORPUS, mute]);
    const asking = createConversation(async () => bench).ask({
      question: 'What does this paper find?',
      about: ['mute'],
    });
    const { answer } = await collect(asking);
    expect(answer.claims.map(({ text }) => text)).toEqual(['Grey stones beside green water.']);
  });
});
