import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/application/conversation.ts';
import { UsageError } from '../../src/errors.ts';
import type { Conversation } from '../../src/ibid.ts';
import { collect, createBench, createDesk } from '../support/bench.ts';
import { paperOf, SMALL_CORPUS } from '../support/papers.ts';
import { createScriptedChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { claim, reply, SPEED, sourceOf } from './model-support.ts';

const VQGRAPH = '2308.02117';
const SUBTITLES = '2101.00003';
const DIFFUSION = '2101.00001';

/** A model that claims something of every source it is shown, and of one that it is not. */
function createEager(): ScriptedChat {
  return createScriptedChat(
    (request) =>
      reply([
        ...SMALL_CORPUS.flatMap(({ title, abstract }) => {
          const source = sourceOf(request, title);
          const [sentence = ''] = abstract.split(/(?<=\.) /u).slice(-1);
          return Number.isNaN(source) ? [] : [{ theme: 'Everything', ...claim(source, sentence, sentence) }];
        }),
        { theme: 'Everything', ...claim(9, SPEED, SPEED) },
      ]),
    { name: 'eager' },
  );
}

const ANSWERERS: readonly (readonly [name: string, chat: () => ScriptedChat | null])[] = [
  ['extractive', () => null],
  ['eager', createEager],
];

async function talk(chat: ScriptedChat | null): Promise<Conversation> {
  const desk = chat === null ? undefined : createDesk(chat);
  const bench = await createBench(SMALL_CORPUS, undefined, ...(desk === undefined ? [] : [desk]));
  return createConversation(async () => bench);
}

describe.each(ANSWERERS)('a question about chosen papers, answered by %s', (name, chatOf) => {
  it('cites the one paper, whatever the words are nearer to', async () => {
    const { answer } = await collect(
      (await talk(chatOf())).ask({ question: 'what is faster at inference?', about: [SUBTITLES] }),
    );
    expect(answer.ranked[0]?.paperId).toBe(SUBTITLES);
    expect(answer.citations.map(({ paper }) => paper.id)).toEqual([SUBTITLES]);
    expect(answer.receipt.evidence).toEqual([SUBTITLES]);
  });

  it('summarizes the one paper, without themes and without saying what it draws on', async () => {
    const conversation = await talk(chatOf());
    const { answer, events } = await collect(
      conversation.ask({
        question: `Summarize “${SMALL_CORPUS[0]?.title}”`,
        intent: { kind: 'summary' },
        about: [VQGRAPH],
      }),
    );
    expect(answer).toMatchObject({ outcome: 'answered', answerer: name });
    expect(answer.citations.map(({ marker, paper }) => [marker, paper.id])).toEqual([[1, VQGRAPH]]);
    expect(answer.claims.length).toBeGreaterThan(0);
    expect(events.some((event) => event.type === 'remark' && event.remark.heading)).toBe(false);
    expect(answer.markdown).not.toMatch(/Drawn from|survey reviews|Stable Diffusion/u);
    const next = await collect(conversation.ask({ question: 'what does it achieve?' }));
    expect(next.answer.citations[0]?.paper.id).toBe(VQGRAPH);
  });

  it('cites all of several, and nothing else', async () => {
    const { answer } = await collect(
      (await talk(chatOf())).ask({
        question: 'what is said of speech?',
        intent: { kind: 'list' },
        about: [SUBTITLES, DIFFUSION, SUBTITLES],
      }),
    );
    expect(new Set(answer.citations.map(({ paper }) => paper.id))).toEqual(new Set([SUBTITLES, DIFFUSION]));
  });

  it('is not turned to another paper by what was said before', async () => {
    const conversation = await talk(chatOf());
    await collect(conversation.ask({ question: 'what is VQGraph?' }));
    const { answer } = await collect(
      conversation.ask({ question: 'what does it improve?', about: [SUBTITLES] }),
    );
    expect(answer.citations.map(({ paper }) => paper.id)).toEqual([SUBTITLES]);
  });

  it('can be asked again as it is written out, in another conversation', async () => {
    const said = await collect(
      (await talk(chatOf())).ask({ question: 'what does it improve?', about: [SUBTITLES] }),
    );
    const { standaloneQuestion: again } = said.answer.plan;
    expect(again).toBe('About “Subtitle Transcripts for Speech Recognition”: what does it improve?');
    const conversation = await talk(chatOf());
    await collect(conversation.ask({ question: 'what is VQGraph?' }));
    const { answer } = await collect(conversation.ask({ question: again, detail: 'long' }));
    expect(answer.citations.map(({ paper }) => paper.id)).toEqual([SUBTITLES]);
    const { title = '' } = SMALL_CORPUS[0] ?? {};
    const summary = await collect(conversation.ask({ question: `Summarize “${title}”`, detail: 'long' }));
    expect(summary.answer.citations.map(({ paper }) => paper.id)).toEqual([VQGRAPH]);
  });

  it('sets two against each other, and one against nothing', async () => {
    const conversation = await talk(chatOf());
    const question = 'Compare VQGraph and Faster Diffusion';
    const both = await collect(conversation.ask({ question, about: [VQGRAPH, SUBTITLES] }));
    expect(both.answer.receipt.evidence).toEqual([VQGRAPH, SUBTITLES]);
    const one = await collect(conversation.ask({ question, about: [VQGRAPH] }));
    expect(one.answer.table).toBeNull();
    expect(one.answer.citations.map(({ paper }) => paper.id)).toEqual([VQGRAPH]);
  });

  it('fails with words when the index does not have the paper', async () => {
    const conversation = await talk(chatOf());
    const asking = collect(conversation.ask({ question: 'what is it?', about: [VQGRAPH, 'gone'] }));
    await expect(asking).rejects.toThrow(UsageError);
    await expect(asking).rejects.toThrow("'gone', which is not in the index");
  });
});

it('is answered where other papers spell out what the title abbreviates', async () => {
  const own = paperOf({
    id: 'own',
    title: 'RLHF by Kelp',
    abstract: 'Green kelp sways. Grey stones lie below.',
  });
  const other = paperOf({
    id: 'other',
    title: 'Hearing',
    abstract: 'We use reinforcement learning from human feedback (RLHF) to hear whales.',
  });
  const bench = await createBench([...SMALL_CORPUS, own, other]);
  const { answer } = await collect(
    createConversation(async () => bench).ask({
      question: 'Summarize “RLHF by Kelp”',
      intent: { kind: 'summary' },
      about: ['own'],
    }),
  );
  expect(answer.outcome).toBe('answered');
});

it('is not answered by a title alone', async () => {
  const mute = paperOf({ id: 'mute', title: 'Mossbank', abstract: '' });
  const bench = await createBench([...SMALL_CORPUS, mute]);
  const { answer } = await collect(
    createConversation(async () => bench).ask({
      question: 'Summarize “Mossbank”',
      intent: { kind: 'summary' },
      about: ['mute'],
    }),
  );
  expect(answer).toMatchObject({ outcome: 'not-stated', claims: [], citations: [] });
});

it('is not searched for again when a model asks for it: nothing found could be cited', async () => {
  const chat = createScriptedChat([reply([], 'not-stated', ['subtitles of Flemish television'])], {
    name: 'm',
  });
  const { answer } = await collect((await talk(chat)).ask({ question: 'how fast?', about: [VQGRAPH] }));
  expect(answer.outcome).toBe('not-stated');
  expect(answer.receipt.plan.secondSearch).toEqual([]);
  expect(chat.requests).toHaveLength(1);
});
