import type { Embedder } from '../embeddings/embedder.ts';
import type { Paper } from '../papers/paper.ts';
import type { Hit, IndexReader, StoredPassage, WeightedTerm } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { coverageOf, questionTerms } from './coverage.ts';
import { embedQuestion, type QuestionVector } from './embed-question.ts';
import { byScoreThenId, type CoverageGate, fuse, minMax, type Scores, vectorWeight } from './fusion.ts';
import { PASSAGE_WEIGHTS, type PassageWeights, rankPassages } from './rank-passages.ts';
import type { QuestionTerm, Retrieval, RetrievalRequest, RetrievedPaper, Retriever } from './retriever.ts';
import { bestWindow, dot } from './vectors.ts';

export interface HybridSettings {
  /** How many papers each ranking contributes. */
  readonly depth: number;
  /** How many of the fused papers are looked at sentence by sentence. */
  readonly candidates: number;
  readonly gate: CoverageGate;
  /** Weight of the best two-sentence window beside the whole abstract (weight 1). */
  readonly windowWeight: number;
  readonly passages: PassageWeights;
}

const HYBRID_SETTINGS: HybridSettings = {
  depth: 200,
  candidates: 60,
  gate: { slope: 4, enough: 0.4, least: 0.4, most: 3 },
  windowWeight: 1,
  passages: PASSAGE_WEIGHTS,
};

export interface HybridParts {
  readonly reader: IndexReader;
  readonly embedder: Embedder;
  readonly analyzer: Analyzer;
  /** From the text of a question to the terms to look for; see query/terms.ts. */
  readonly termsOf: (text: string) => Promise<readonly WeightedTerm[]>;
  readonly settings?: HybridSettings;
}

/**
 * Full text and vectors side by side, fused by our own functions. When the embedder's endpoint is down, full text alone
 * answers and `degraded` says so.
 */
export function createHybridRetriever(parts: HybridParts): Retriever {
  const settings = parts.settings ?? HYBRID_SETTINGS;
  return {
    async retrieve(request) {
      const { reader } = parts;
      const depth = Math.max(settings.depth, request.limit);
      const asked = request.asked ?? request.text;
      // Words and vectors are looked for side by side: neither waits for what the other must read first.
      const [{ weighted, byWords }, { question, byMeaning }, sentence, vocabulary] = await Promise.all([
        parts.termsOf(request.text).then(async (weighted) => ({
          weighted,
          byWords: await reader.matchPapers(weighted, depth),
        })),
        embedQuestion(parts, request.text, request.signal).then(async (question) => ({
          question,
          byMeaning: question.vector === null ? [] : await reader.nearestPapers(question.vector, depth),
        })),
        asked === request.text ? null : readSentence(parts, asked, request.signal),
        reader.vocabulary(),
      ]);
      const terms = questionTerms(weighted, vocabulary);
      const own =
        sentence === null
          ? { terms, vector: question.vector }
          : { terms: questionTerms(sentence.weighted, vocabulary), vector: sentence.vector };
      return rank({ parts, settings, request, terms, byWords, byMeaning, question, own });
    },
  };
}

async function readSentence(
  parts: HybridParts,
  text: string,
  signal: AbortSignal | undefined,
): Promise<{ weighted: readonly WeightedTerm[]; vector: Float32Array | null }> {
  const [weighted, { vector }] = await Promise.all([parts.termsOf(text), embedQuestion(parts, text, signal)]);
  return { weighted, vector };
}

interface Found {
  readonly parts: HybridParts;
  readonly settings: HybridSettings;
  readonly request: RetrievalRequest;
  readonly terms: readonly QuestionTerm[];
  readonly byWords: readonly Hit[];
  readonly byMeaning: readonly Hit[];
  readonly question: QuestionVector;
  /** What sentences are ranked by. */
  readonly own: { readonly terms: readonly QuestionTerm[]; readonly vector: Float32Array | null };
}

/** First by papers alone, then with the sentences of the best: reading every passage of every paper would not pay. */
async function rank(found: Found): Promise<Retrieval> {
  const { parts, settings, request, terms, question } = found;
  const words = minMax(new Map(found.byWords.map(({ id, score }) => [id, score])), 0);
  const byWords = { scores: words, weight: 1 };
  const meaning = new Map(found.byMeaning.map(({ id, score }) => [id, score]));
  const focus = new Set(request.focus ?? []);
  // How far the words suffice is known only once papers are read; until then both sides count alike.
  const rough = fuse([byWords, { scores: minMax(meaning), weight: 1 }]).map(({ id }) => id);
  const leader = found.byWords[0]?.id;
  const order = [...new Set([...focus, ...(leader === undefined ? [] : [leader]), ...rough])];
  const looked = order.slice(0, settings.candidates);
  const [papers, passages] = await Promise.all([
    parts.reader.papers(order.slice(0, Math.max(request.limit, looked.length))),
    parts.reader.passagesOf(looked),
  ]);
  const sentences = Map.groupBy(passages, ({ passage }) => passage.paperId);
  const termsOf = ({ title, abstract }: Paper): Set<string> =>
    new Set([...parts.analyzer.terms(title), ...parts.analyzer.terms(abstract)]);
  const first = papers.find(({ paper }) => paper.id === leader);
  const coverage = first === undefined ? 0 : coverageOf(terms, termsOf(first.paper));
  const similarity = similarities({
    question,
    meaning,
    papers,
    sentences,
    windowWeight: settings.windowWeight,
  });
  const weight = question.vector === null ? 0 : vectorWeight(coverage, settings.gate);
  const fused = fuse([byWords, { scores: minMax(similarity), weight }]);
  const scores = new Map(fused.map(({ id, score }) => [id, score]));
  const ranked = papers
    .map(({ paper }) => {
      const score = (scores.get(paper.id) ?? 0) + (focus.has(paper.id) ? 1 : 0);
      return { id: paper.id, score, paper };
    })
    .sort(byScoreThenId)
    .slice(0, request.limit)
    .map(
      ({ paper, id, score }, place): RetrievedPaper => ({
        paper,
        score,
        rank: place,
        bm25: words.get(id) ?? 0,
        similarity: similarity.get(id) ?? 0,
        coverage: coverageOf(terms, termsOf(paper)),
        passages: rankPassages({
          passages: sentences.get(id) ?? [],
          question: found.own.vector,
          terms: found.own.terms,
          titleTerms: parts.analyzer.terms(paper.title),
          analyzer: parts.analyzer,
          weights: settings.passages,
        }),
      }),
    );
  return { papers: ranked, terms, coverage, degraded: question.degraded };
}

/** Whole abstract plus best window, for the papers whose sentences were read. */
function similarities(given: {
  readonly question: QuestionVector;
  readonly meaning: Scores;
  readonly papers: readonly { readonly paper: { readonly id: string }; readonly vector: Float32Array }[];
  readonly sentences: ReadonlyMap<string, readonly StoredPassage[]>;
  readonly windowWeight: number;
}): Map<string, number> {
  const { vector } = given.question;
  if (vector === null) return new Map();
  return new Map(
    given.papers.map((stored) => {
      const { id } = stored.paper;
      const whole = given.meaning.get(id) ?? dot(vector, stored.vector);
      const own = given.sentences.get(id)?.map((sentence) => sentence.vector);
      // A paper beyond the candidates has no window score; its abstract stands in, so that it keeps its place.
      return [id, whole + given.windowWeight * (own === undefined ? whole : bestWindow(vector, own))];
    }),
  );
}
