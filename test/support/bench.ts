import { readFileSync } from 'node:fs';
import type { Answer, AnswerEvent } from '../../src/answerer/answer.ts';
import type { Answerer } from '../../src/answerer/answerer.ts';
import { createExtractiveAnswerer } from '../../src/answerer/extractive.ts';
import { parseOutcomeModel } from '../../src/answerer/outcome.ts';
import type { Workbench } from '../../src/application/conversation.ts';
import { GATHER_SETTINGS } from '../../src/application/gather-evidence.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { isForeign, mentionsIn } from '../../src/query/names.ts';
import { searchTerms } from '../../src/query/terms.ts';
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';
import { createMemoryReader } from './memory-reader.ts';
import { splitAtStops } from './papers.ts';

const MODEL_FILE = new URL('../../models/outcomes-builtin.json', import.meta.url);
const OUTCOMES = parseOutcomeModel(readFileSync(MODEL_FILE, 'utf8'), MODEL_FILE.pathname);

/** Everything that a conversation works with, over papers in memory; only the embedder is a stand-in. */
export async function createBench(papers: readonly Paper[], scripted?: Answerer): Promise<Workbench> {
  const analyzer = createAnalyzer();
  const embedder = createHashingEmbedder();
  const reader = await createMemoryReader({ papers, split: splitAtStops, embedder, analyzer });
  const vocabulary = await reader.vocabulary();
  const lexicon = await reader.lexicon();
  return {
    reader,
    answerer: scripted ?? createExtractiveAnswerer({ model: OUTCOMES, analyzer }),
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
