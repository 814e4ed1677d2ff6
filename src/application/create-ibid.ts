import type { Strictness } from '../answerer/answer.ts';
import { createExtractiveAnswerer } from '../answerer/extractive.ts';
import type { OutcomeModel } from '../answerer/outcome.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import { IndexError, UsageError } from '../errors.ts';
import type { Collection, CollectionRequest, Diagnosis, Ibid, IndexReport, IndexRequest } from '../ibid.ts';
import { isForeign, mentionsIn } from '../query/names.ts';
import { searchTerms } from '../query/terms.ts';
import { createHybridRetriever } from '../retrieval/hybrid-retriever.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { createTopicMatcher, type TopicMatcher } from '../retrieval/topic-matcher.ts';
import type { CommunityState } from '../state/community-state.ts';
import type { IndexReader, PassageIndex } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { PaperAdder } from './add-paper.ts';
import { createConversation } from './conversation.ts';
import { findPaper } from './find-paper.ts';
import { GATHER_SETTINGS } from './gather-evidence.ts';
import { matchTopic } from './matching.ts';
import type { ModelDesk } from './model-desk.ts';
import { questionsOf, startingQuestions } from './starting-questions.ts';
import type { Workbench } from './workbench.ts';

/** Similarity from which a search shows a paper that shares no word with it. */
const NEAR_BY_MEANING = 0.5;

export interface IbidParts {
  readonly index: Pick<PassageIndex, 'reader' | 'manifest' | 'close'>;
  readonly analyzer: Analyzer;
  /** Loaded by the first question, once. */
  readonly embedder: () => Promise<Embedder>;
  /** What keeps an index of this fingerprint from being asked with this embedder; null when nothing does. */
  readonly mismatch: (reader: IndexReader, embedder: Embedder) => string | null;
  /** The embedder makes sense of the question's language. */
  readonly readable: (question: string) => boolean;
  /** How outcomes are told apart with this embedder; read when a question first needs it. */
  readonly outcomes: () => Promise<OutcomeModel>;
  /** A chat model is configured; without one, nothing of it is loaded. */
  readonly usesModel: boolean;
  readonly desk: () => Promise<ModelDesk>;
  /** How a model's claims are checked when a question does not say. */
  readonly check: Strictness;
  readonly build: (request: IndexRequest) => Promise<IndexReport>;
  /** An index for the documents of the request alone; see collection.ts. */
  readonly collect: (
    request: CollectionRequest,
    retrieverOf: (reader: IndexReader, embedder: Embedder) => Retriever,
  ) => Promise<Collection>;
  /** What adds papers to the index that `reader` gives; asked for once, by the first paper. */
  readonly adder: (reader: () => Promise<IndexReader>) => Promise<PaperAdder>;
  readonly community: () => Promise<CommunityState>;
  /** Of what is open beside the index. */
  readonly close: () => Promise<void>;
  readonly diagnose: (signal?: AbortSignal) => Promise<readonly Diagnosis[]>;
}

/** What works on one state of the index. */
interface IndexTools {
  readonly reader: IndexReader;
  readonly bench: Workbench;
  readonly matcher: TopicMatcher;
}

/** The application over its parts; see compose.ts for which parts the settings choose. */
export function createIbid(parts: IbidParts): Ibid {
  const { index } = parts;
  let current: IndexTools | null = null;
  let adder: Promise<PaperAdder> | null = null;

  /** Made once for each state of the index: a question after a rebuild gets new ones. */
  async function tools(): Promise<IndexTools> {
    const [reader, embedder] = await Promise.all([index.reader(), parts.embedder()]);
    if (current?.reader === reader) return current;
    const mismatch = parts.mismatch(reader, embedder);
    if (mismatch !== null)
      throw new IndexError('mismatch', mismatch, {
        remedy:
          'Run `ibid index` with the files that it was made from to embed all its papers again, or set IBID_EMBEDDER and the endpoint back.',
      });
    const bench = await createWorkbench(parts, reader, embedder);
    current = { reader, bench, matcher: matcherOver(parts, reader, embedder) };
    return current;
  }

  const workbench = async (): Promise<Workbench> => (await tools()).bench;

  return {
    index: parts.build,
    manifest: () => index.manifest(),
    conversation: (snapshot) => createConversation(workbench, snapshot),
    async search({ words, limit, signal }) {
      if (!Number.isInteger(limit) || limit < 1)
        throw new UsageError(`a limit of ${limit} papers is not possible`, {
          remedy: 'Give a whole number from 1 on.',
        });
      const { retriever } = await workbench();
      const found = await retriever.retrieve({
        text: words,
        limit,
        ...(signal === undefined ? {} : { signal }),
      });
      const hits = found.papers
        .filter(({ bm25, similarity }) => bm25 > 0 || similarity >= NEAR_BY_MEANING)
        .map(({ paper, score, passages }) => ({ paper, score, sentence: passages[0]?.passage.text ?? null }));
      return { hits, notices: found.degraded === null ? [] : [found.degraded] };
    },
    matching: async (request) =>
      matchTopic({ matcher: (await tools()).matcher, analyzer: parts.analyzer }, request),
    async add(request) {
      // The index must fit the settings: a single paper has nobody embed all others again.
      adder ??= parts.adder(async () => (await tools()).reader);
      return (await adder)(request);
    },
    startingQuestions: (paperId, signal) => startingQuestions(paperId, workbench, signal),
    questionsOf: async (paperId) => questionsOf(paperId, await index.reader()),
    papers: async () => (await index.reader()).summaries(),
    async paper(idOrTitle) {
      const reader = await index.reader();
      // An id is known without reading what else there is.
      const [named] = await reader.papers([idOrTitle]);
      if (named !== undefined) return named.paper;
      const id = findPaper(idOrTitle, await reader.summaries());
      const [stored] = await reader.papers([id]);
      if (stored === undefined)
        throw new IndexError('corrupt', `the index lists paper ${id} and does not hold it`, {
          remedy: 'Run `ibid index` to mend it.',
        });
      return stored.paper;
    },
    // The retriever is that of every question, so that what is measured on a collection holds for answers.
    collection: (request) =>
      parts.collect(request, (reader, embedder) => retrieverOver(parts, reader, embedder)),
    usage: async (user = 'local') => (await parts.desk()).report(user),
    community: parts.community,
    doctor: parts.diagnose,
    async close() {
      await index.close();
      await parts.close();
    },
  };
}

function retrieverOver(
  parts: Pick<IbidParts, 'analyzer'>,
  reader: IndexReader,
  embedder: Embedder,
): Retriever {
  const { analyzer } = parts;
  return createHybridRetriever({
    reader,
    embedder,
    analyzer,
    async termsOf(text) {
      const [vocabulary, lexicon] = await Promise.all([reader.vocabulary(), reader.lexicon()]);
      return searchTerms(text, analyzer, vocabulary, lexicon);
    },
  });
}

function matcherOver(
  { analyzer }: Pick<IbidParts, 'analyzer'>,
  reader: IndexReader,
  embedder: Embedder,
): TopicMatcher {
  return createTopicMatcher({
    reader,
    embedder,
    analyzer,
    // What a topic matches comes unasked: a word that no paper has yet must not be taken for another.
    async termsOf(text) {
      const [vocabulary, lexicon] = await Promise.all([reader.vocabulary(), reader.lexicon()]);
      return searchTerms(text, analyzer, vocabulary, lexicon, { spelling: 'as written' });
    },
  });
}

type BenchParts = Pick<IbidParts, 'analyzer' | 'outcomes' | 'usesModel' | 'desk' | 'check' | 'readable'>;

/** Everything a question needs, over one state of the index. */
export async function createWorkbench(
  parts: BenchParts,
  reader: IndexReader,
  embedder: Embedder,
): Promise<Workbench> {
  const { analyzer } = parts;
  const [outcomes, model] = await Promise.all([parts.outcomes(), loadModel(parts)]);
  const extractive = createExtractiveAnswerer({ model: outcomes, analyzer });
  return {
    reader,
    retriever: retrieverOver(parts, reader, embedder),
    analyzer,
    answerer: (session) =>
      session === null || model === null
        ? extractive
        : model.createModelAnswerer({ session, analyzer, fallback: extractive }),
    desk: model?.desk ?? null,
    check: parts.check,
    gather: GATHER_SETTINGS,
    readable: parts.readable,
    async mentions(text) {
      const [lexicon, vocabulary] = await Promise.all([reader.lexicon(), reader.vocabulary()]);
      return mentionsIn(text, lexicon, vocabulary);
    },
    async foreign(question, { title, abstract }) {
      const own = [...analyzer.terms(title), ...analyzer.terms(abstract)];
      return isForeign(analyzer.terms(question), own, await reader.vocabulary());
    },
  };
}

async function loadModel({ usesModel, desk }: Pick<IbidParts, 'usesModel' | 'desk'>) {
  if (!usesModel) return null;
  const [{ createModelAnswerer }, loaded] = await Promise.all([import('../answerer/model.ts'), desk()]);
  return { createModelAnswerer, desk: loaded };
}
