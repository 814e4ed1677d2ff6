import { readFileSync } from 'node:fs';
import type { Answer, AnswerEvent } from '../../src/answerer/answer.ts';
import type { Answerer } from '../../src/answerer/answerer.ts';
import { createExtractiveAnswerer } from '../../src/answerer/extractive.ts';
import { createModelAnswerer } from '../../src/answerer/model.ts';
import { parseOutcomeModel } from '../../src/answerer/outcome.ts';
import { GATHER_SETTINGS } from '../../src/application/gather-evidence.ts';
import { createModelDesk, type ModelDesk } from '../../src/application/model-desk.ts';
import type { Workbench } from '../../src/application/workbench.ts';
import type { ChatModel } from '../../src/chat/chat-model.ts';
import { createPrompts } from '../../src/chat/prompts.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { isForeign, mentionsIn } from '../../src/query/names.ts';
import { searchTerms } from '../../src/query/terms.ts';
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import { createMemoryState } from '../../src/state/memory-state.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';
import { createMemoryReader } from './memory-reader.ts';
import { splitAtStops } from './papers.ts';

const MODEL_FILE = new URL('../../models/outcomes-builtin.json', import.meta.url);
const OUTCOMES = parseOutcomeModel(readFileSync(MODEL_FILE, 'utf8'), MODEL_FILE.pathname);

/** Everything that a conversation works with, over papers in memory; only the embedder is a stand-in. */
export async function createBench(
  papers: readonly Paper[],
  scripted?: Answerer,
  desk: ModelDesk | null = null,
): Promise<Workbench> {
  const analyzer = createAnalyzer();
  const embedder = createHashingEmbedder();
  const reader = await createMemoryReader({ papers, split: splitAtStops, embedder, analyzer });
  const vocabulary = await reader.vocabulary();
  const lexicon = await reader.lexicon();
  const extractive = createExtractiveAnswerer({ model: OUTCOMES, analyzer });
  return {
    reader,
    analyzer,
    answerer: (session) =>
      scripted ??
      (session === null ? extractive : createModelAnswerer({ session, analyzer, fallback: extractive })),
    desk,
    check: 'standard',
    retriever: createHybridRetriever({
      reader,
      embedder,
      analyzer,
      termsOf: async (text) => searchTerms(text, analyzer, vocabulary, lexicon),
    }),
    gather: GATHER_SETTINGS,
    readable: () => true,
    mentions: async (text) => mentionsIn(text, lexicon, vocabulary),
    foreign: async (question, paper) =>
      isForeign(analyzer.terms(question), analyzer.terms(`${paper.title} ${paper.abstract}`), vocabulary),
  };
}

/** A desk for a chat model, with nothing kept beyond the test. */
export function createDesk(
  chat: ChatModel,
  given: Partial<Omit<Parameters<typeof createModelDesk>[0], 'model'>> & {
    readonly outputTokens?: number;
  } = {},
): ModelDesk {
  const { outputTokens = 1_000, ...others } = given;
  return createModelDesk({
    model: {
      chat,
      endpoint: 'http://127.0.0.1/v1',
      prompts: createPrompts(),
      outputTokens,
      redact: (text) => text,
    },
    state: createMemoryState(),
    limits: { perUser: null, total: null },
    prices: null,
    now: () => new Date('2026-03-01T12:00:00Z'),
    onNotice: (text) => {
      throw new Error(text);
    },
    ...others,
  });
}

/** The events of an answer and the answer itself. */
export async function collect(
  asked: AsyncGenerator<AnswerEvent, Answer>,
): Promise<{ events: AnswerEvent[]; answer: Answer }> {
  const events: AnswerEvent[] = [];
  for (;;) {
    const step = await asked.next();
    if (step.done) return { events, answer: step.value };
    events.push(step.value);
  }
}
