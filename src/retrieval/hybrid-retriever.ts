import type { Embedder } from '../embeddings/embedder.ts';
import { EndpointError } from '../errors.ts';
import type { Hit, IndexReader, PassageHit, StoredPassage, WeightedTerm } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { coverageOf, questionTerms } from './coverage.ts';
import { type CoverageGate, fuse, minMax, type Scores, vectorWeight } from './fusion.ts';
import { type PassageWeights, rankPassages } from './rank-passages.ts';
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

export const HYBRID_SETTINGS: HybridSettings = {
  depth: 200,
  candidates: 60,
  gate: { slope: 3, enough: 0.45, least: 0.2, most: 3 },
  windowWeight: 1,
  passages: { similarity: 0.7, coverage: 0.5, distinction: 0.5 },
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
      const asked = request.asked ?? request.text;
      const [weighted, question, sentence] = await Promise.all([
        parts.termsOf(request.text),
        embed(parts.embedder, request.text, request.signal),
        asked === request.text ? null : readSentence(parts, asked, request.signal),
      ]);
      const depth = Math.max(settings.depth, request.limit);
      const [byWords, bySentences, byMeaning] = await Promise.all([
        reader.matchPapers(weighted, depth),
        reader.matchPassages(weighted, depth),
        question.vector === null ? [] : reader.nearestPapers(question.vector, depth),
      ]);
      const vocabulary = await reader.vocabulary();
      const terms = questionTerms(weighted, vocabulary);
      const own =
        sentence === null
          ? { terms, vector: question.vector }
          : { terms: questionTerms(sentence.weighted, vocabulary), vector: sentence.vector };
      return rank({ parts, settings, request, terms, byWords, bySentences, byMeaning, question, own });
    },
  };
}

async function readSentence(
  parts: HybridParts,
  text: string,
  signal: AbortSignal | undefined,
): Promise<{ weighted: readonly WeightedTerm[]; vector: Float32Array | null }> {
  const [weighted, { vector }] = await Promise.all([
    parts.termsOf(text),
    embed(parts.embedder, text, signal),
  ]);
  return { weighted, vector };
}

interface QuestionVector {
  readonly vector: Float32Array | null;
  readonly degraded: string | null;
}

async function embed(
  embedder: Embedder,
  text: string,
  signal: AbortSignal | undefined,
): Promise<QuestionVector> {
  try {
    const vector = await embedder.embedQuery(text, signal);
    // The built-in embedder gives zeros for a text of unknown words: nothing to compare by, and no failure.
    return { vector: vector.some((number) => number !== 0) ? vector : null, degraded: null };
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    return { vector: null, degraded: `full text alone was searched: ${error.message}` };
  }
}

interface Found {
  readonly parts: HybridParts;
  readonly settings: HybridSettings;
  readonly request: RetrievalRequest;
  readonly terms: readonly QuestionTerm[];
  readonly byWords: readonly Hit[];
  readonly bySentences: readonly PassageHit[];
  readonly byMeaning: readonly Hit[];
  readonly question: QuestionVector;
  /** What sentences are ranked by. */
  readonly own: { readonly terms: readonly QuestionTerm[]; readonly vector: Float32Array | null };
}

/** First by papers alone, then with the sentences of the best: reading every passage of every paper would not pay. */
async function rank(found: Found): Promise<Retrieval> {
  const { parts, settings, request, terms, question } = found;
  const words = new Map(found.byWords.map(({ id, score }) => [id, score]));
  const meaning = new Map(found.byMeaning.map(({ id, score }) => [id, score]));
  const coverage = await bestCoverage(found);
  const weight = question.vector === null ? 0 : vectorWeight(coverage, settings.gate);
  const rough = fuse([
    { scores: minMax(words, 0), weight: 1 },
    { scores: minMax(meaning), weight },
  ]);
  const named = new Set(rough.map(({ id }) => id));
  const late = [...new Set(found.bySentences.map(({ paperId }) => paperId))].filter((id) => !named.has(id));
  const focus = new Set(request.focus ?? []);
  const order = [...new Set([...focus, ...rough.map(({ id }) => id), ...late])];
  const looked = order.slice(0, Math.max(settings.candidates, 0));
  const [papers, passages] = await Promise.all([
    parts.reader.papers(order.slice(0, Math.max(request.limit, looked.length))),
    parts.reader.passagesOf(looked),
  ]);
  const sentences = Map.groupBy(passages, ({ passage }) => passage.paperId);
  const similarity = similarities({
    question,
    meaning,
    papers,
    sentences,
    windowWeight: settings.windowWeight,
  });
  const fused = fuse([
    { scores: minMax(words, 0), weight: 1 },
    { scores: minMax(similarity), weight },
  ]);
  const scores = new Map(fused.map(({ id, score }) => [id, score]));
  const scored = papers
    .map(({ paper }) => ({
      id: paper.id,
      score: (scores.get(paper.id) ?? 0) + (focus.has(paper.id) ? 1 : 0),
      paper,
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, request.limit);
  const ranked = scored.map(({ paper, id, score }, place): RetrievedPaper => {
    const titleTerms = parts.analyzer.terms(paper.title);
    const own = sentences.get(id) ?? [];
    return {
      paper,
      score,
      rank: place,
      bm25: words.get(id) ?? 0,
      similarity: similarity.get(id) ?? 0,
      coverage: coverageOf(terms, new Set([...titleTerms, ...parts.analyzer.terms(paper.abstract)])),
      passages: rankPassages({
        passages: own,
        question: found.own.vector,
        terms: found.own.terms,
        titleTerms,
        analyzer: parts.analyzer,
        weights: settings.passages,
      }),
    };
  });
  return { papers: ranked, terms, coverage, degraded: question.degraded };
}

/** Coverage of the best paper by words; 0 when no word of the question is anywhere. */
async function bestCoverage({ parts, terms, byWords }: Found): Promise<number> {
  const best = byWords[0];
  if (best === undefined) return 0;
  const [stored] = await parts.reader.papers([best.id]);
  if (stored === undefined) return 0;
  const { title, abstract } = stored.paper;
  return coverageOf(terms, new Set([...parts.analyzer.terms(title), ...parts.analyzer.terms(abstract)]));
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
