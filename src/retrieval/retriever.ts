import type { Paper, Passage } from '../papers/paper.ts';

/** A passage with its scores and its rank within its paper (0 is the best). */
export interface RetrievedPassage {
  readonly passage: Passage;
  /** Cosine of the question and the sentence with its title in front; 0 when there was no question vector. */
  readonly similarity: number;
  /** Share (0…1) of the question's idf mass that sentence and title together hold. */
  readonly coverage: number;
  /** Share (0…1) of the question's idf mass that the sentence itself holds. */
  readonly ownCoverage: number;
  readonly score: number;
  readonly rank: number;
}

/** A paper with its fused score (0…1; one in focus has 1 more) and its passages, best first. */
export interface RetrievedPaper {
  readonly paper: Paper;
  readonly score: number;
  readonly rank: number;
  /** BM25 over title and abstract; 0 when no word matched. */
  readonly bm25: number;
  /** Cosine of the question and the abstract, plus that of the best two-sentence window; 0 without a question vector. */
  readonly similarity: number;
  /** Share (0…1) of the question's idf mass that title and abstract hold. */
  readonly coverage: number;
  readonly passages: readonly RetrievedPassage[];
}

export interface Retrieval {
  /** Best first; ties by id. */
  readonly papers: readonly RetrievedPaper[];
  /** The question's terms, each once, with the idf that weighed them. */
  readonly terms: readonly QuestionTerm[];
  /** Coverage of the best paper by words alone: how far the words of the question suffice. */
  readonly coverage: number;
  /** Why vectors took no part, when they should have; null when all went as configured. */
  readonly degraded: string | null;
}

export interface QuestionTerm {
  readonly term: string;
  /** Factor on the term: 1 for the asker's own words, less for what was guessed from them. */
  readonly weight: number;
  readonly idf: number;
  /** Papers that have it. */
  readonly documents: number;
}

export interface RetrievalRequest {
  /** What to look for; also what is embedded. */
  readonly text: string;
  /**
   * What sentences are ranked by, when that is not `text`: the words that a follow-up leaves to the conversation find its paper
   * but would draw in the sentences that say them again.
   */
  readonly asked?: string;
  /** How many papers to return at most. */
  readonly limit: number;
  /** Papers that the question refers to: they come first, whatever their words. */
  readonly focus?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Finds the papers for a question. An empty result means that nothing was near, never that something failed. */
export interface Retriever {
  retrieve(request: RetrievalRequest): Promise<Retrieval>;
}
