import type { Embedder } from '../embeddings/embedder.ts';
import { throwIfAborted } from '../errors.ts';
import type { Paper } from '../papers/paper.ts';
import type { IndexReader, StoredPaper, StoredPassage, WeightedTerm } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { aboveChance, chanceSimilarity } from './chance-similarity.ts';
import { coverageOf, questionTerms } from './coverage.ts';
import { embedQuestion } from './embed-question.ts';
import { byScoreThenId } from './fusion.ts';
import { PASSAGE_WEIGHTS, rankPassages } from './rank-passages.ts';
import type { QuestionTerm } from './retriever.ts';
import { bestWindow, dot } from './vectors.ts';

/**
 * A paper is on a topic when its coverage and its similarities (abstract and best window, each above chance) add up to `ENOUGH`, or when
 * two neighbouring sentences and the title hold `IN_WORDS` of the topic's idf mass. A logistic model over these and six more measures weighs
 * the three alike and finds no more; the numbers were chosen by `npm run bench:matching`.
 */
const ENOUGH = 1.2;
const IN_WORDS = 0.8;

/** Papers whose sentences are in memory at once. */
const BATCH = 128;

export interface TopicMatcherParts {
  readonly reader: IndexReader;
  readonly embedder: Embedder;
  readonly analyzer: Analyzer;
  /** From the text of a topic to the terms to look for. */
  readonly termsOf: (text: string) => Promise<readonly WeightedTerm[]>;
}

export interface TopicMatch {
  readonly paper: Paper;
  readonly score: number;
  /** The sentence that matches best; null for a paper without sentences. */
  readonly sentence: string | null;
}

export interface TopicMatches {
  /** The best, highest score first, ties by id. */
  readonly best: readonly TopicMatch[];
  /** How many there are, `best` among them. */
  readonly total: number;
  /** Why vectors took no part, when they should have: some matches are missing then. */
  readonly degraded: string | null;
}

/** Tells which of given papers are on a topic: each by itself, however many others are nearer. */
export interface TopicMatcher {
  /** Ids that are not in the index are passed over. Throws InterruptedError. */
  match(request: {
    readonly topic: string;
    readonly paperIds: readonly string[];
    /** How many of the best are given back. */
    readonly limit: number;
    readonly signal?: AbortSignal | undefined;
  }): Promise<TopicMatches>;
}

interface Topic {
  readonly terms: readonly QuestionTerm[];
  readonly vector: Float32Array | null;
  readonly chance: number;
}

interface Candidate {
  readonly stored: StoredPaper;
  readonly coverage: number;
  /** Of topic and abstract, above chance. */
  readonly whole: number;
}

export function createTopicMatcher(parts: TopicMatcherParts): TopicMatcher {
  const { reader, analyzer } = parts;
  let level: number | null = null;

  async function read(text: string, signal: AbortSignal | undefined) {
    const [weighted, vocabulary, { vector, degraded }] = await Promise.all([
      parts.termsOf(text),
      reader.vocabulary(),
      embedQuestion(parts, text, signal),
    ]);
    const terms = questionTerms(weighted, vocabulary);
    if (vector === null) return { topic: { terms, vector, chance: 0 }, degraded };
    if (level === null) {
      const found = await chanceSimilarity(parts, signal);
      if (found.degraded !== null)
        return { topic: { terms, vector: null, chance: 0 }, degraded: found.degraded };
      level = found.chance;
    }
    return { topic: { terms, vector, chance: level }, degraded: null };
  }

  async function matchBatch(topic: Topic, ids: readonly string[]): Promise<TopicMatch[]> {
    const candidates = (await reader.papers(ids))
      .map((stored) => candidateOf(topic, stored, analyzer))
      .filter(({ coverage, whole }) => coverage >= IN_WORDS || coverage + whole + 1 >= ENOUGH);
    const passages = await reader.passagesOf(candidates.map(({ stored }) => stored.paper.id));
    const sentences = Map.groupBy(passages, ({ passage }) => passage.paperId);
    return candidates.flatMap((candidate) => {
      const own = sentences.get(candidate.stored.paper.id) ?? [];
      const match = judge(topic, candidate, own, analyzer);
      return match === null ? [] : [match];
    });
  }

  return {
    async match({ topic: text, paperIds, limit, signal }) {
      throwIfAborted(signal);
      const { topic, degraded } = await read(text, signal);
      const ids = [...new Set(paperIds)];
      let best: TopicMatch[] = [];
      let total = 0;
      for (let start = 0; start < ids.length; start += BATCH) {
        throwIfAborted(signal);
        const found = await matchBatch(topic, ids.slice(start, start + BATCH));
        total += found.length;
        best = [...best, ...found].sort(byScoreThenPaper).slice(0, limit);
      }
      return { best, total, degraded };
    },
  };
}

function candidateOf({ terms, vector, chance }: Topic, stored: StoredPaper, analyzer: Analyzer): Candidate {
  const { title, abstract } = stored.paper;
  const own = new Set([...analyzer.terms(title), ...analyzer.terms(abstract)]);
  return {
    stored,
    coverage: coverageOf(terms, own),
    whole: vector === null ? 0 : aboveChance(dot(vector, stored.vector), chance),
  };
}

/** Null for a paper that is not on the topic. */
function judge(
  topic: Topic,
  { stored: { paper }, coverage, whole }: Candidate,
  sentences: readonly StoredPassage[],
  analyzer: Analyzer,
): TopicMatch | null {
  const { vector, chance, terms } = topic;
  const vectors = sentences.map((sentence) => sentence.vector);
  const window =
    vector === null || vectors.length === 0 ? whole : aboveChance(bestWindow(vector, vectors), chance);
  const score = coverage + whole + window;
  const titleTerms = analyzer.terms(paper.title);
  const inWords =
    coverage >= IN_WORDS && windowCoverage(terms, titleTerms, sentences, analyzer) >= IN_WORDS - 1e-9;
  if (score < ENOUGH && !inWords) return null;
  const [first] = rankPassages({
    passages: sentences,
    question: vector,
    terms,
    titleTerms,
    analyzer,
    weights: PASSAGE_WEIGHTS,
  });
  return { paper, score, sentence: first?.passage.text ?? null };
}

/** The greatest share of the topic's idf mass that title and two neighbouring sentences hold together. */
function windowCoverage(
  terms: readonly QuestionTerm[],
  titleTerms: readonly string[],
  sentences: readonly StoredPassage[],
  analyzer: Analyzer,
): number {
  let best = coverageOf(terms, new Set(titleTerms));
  let before: readonly string[] = [];
  for (const { passage } of sentences) {
    const own = analyzer.terms(passage.text);
    best = Math.max(best, coverageOf(terms, new Set([...titleTerms, ...before, ...own])));
    before = own;
  }
  return best;
}

function byScoreThenPaper(a: TopicMatch, b: TopicMatch): number {
  return byScoreThenId({ id: a.paper.id, score: a.score }, { id: b.paper.id, score: b.score });
}
