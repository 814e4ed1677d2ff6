import type { Lexicon } from '../papers/lexicon.ts';
import type { Paper, PaperRecord, Passage } from '../papers/paper.ts';
import type { Analyzer } from '../text/analyzer.ts';

/** What an index was made with. Tables of another make are never mixed: a difference means embedding again. */
export interface IndexMake {
  /** Embedder.name, for people. */
  readonly embedder: string;
  /** Embedder.fingerprint: names the weights or the endpoint's model. */
  readonly embedderFingerprint: string;
  readonly dimensions: number;
  readonly splitter: string;
  readonly analyzer: string;
}

/** The versions of the tables that belong together, and what is in them. */
export interface IndexManifest extends IndexMake {
  /** Grows by one with every commit. */
  readonly generation: number;
  readonly papersVersion: number;
  readonly passagesVersion: number;
  readonly papers: number;
  readonly passages: number;
  /** ISO 8601 */
  readonly createdAt: string;
}

export interface WeightedTerm {
  /** As the analyzer gives it. */
  readonly term: string;
  /** Factor on the term's BM25 score; 1 is the plain query. */
  readonly weight: number;
}

/** A paper or passage found by one ranking. Best first; equal scores by id. */
export interface Hit {
  readonly id: string;
  readonly score: number;
}

export interface PassageHit extends Hit {
  readonly paperId: string;
}

export interface StoredPaper {
  readonly paper: Paper;
  /** Of the whole abstract; unit length. */
  readonly vector: Float32Array;
}

export interface StoredPassage {
  readonly passage: Passage;
  /** Of the sentence with the title in front; unit length. */
  readonly vector: Float32Array;
}

/** Title and what identifies it: enough for lists, completion and look-ups, without abstracts. */
export interface PaperSummary {
  readonly id: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly arxivId: string | null;
  readonly doi: string | null;
}

/** How many papers have a term in title or abstract. */
export interface Vocabulary {
  readonly documents: number;
  /** 0 for a term of no paper. */
  documentFrequency(term: string): number;
  /** Every term, in no set order. */
  terms(): Iterable<string>;
}

/** One committed state of the index. It stays as it is whatever is written meanwhile. */
export interface IndexReader {
  readonly manifest: IndexManifest;
  /** BM25 over title (counted twice) and abstract. An empty list of terms finds nothing. */
  matchPapers(terms: readonly WeightedTerm[], limit: number): Promise<Hit[]>;
  /** BM25 over single sentences. */
  matchPassages(terms: readonly WeightedTerm[], limit: number): Promise<PassageHit[]>;
  /** Cosine similarity (−1…1) of whole abstracts; exact. The vector must be as wide as the manifest says. */
  nearestPapers(vector: Float32Array, limit: number): Promise<Hit[]>;
  /** The papers of these ids, in the order of the ids; unknown ids are left out. */
  papers(ids: readonly string[]): Promise<StoredPaper[]>;
  /** All passages of these papers, by paper in the order of the ids, then by ordinal. */
  passagesOf(paperIds: readonly string[]): Promise<StoredPassage[]>;
  /** Every paper, by title then id. */
  summaries(): Promise<PaperSummary[]>;
  vocabulary(): Promise<Vocabulary>;
  /**
   * What the papers call their methods, and their abbreviations: `buildLexicon` over `namesOf` of every paper, made at commit and
   * stored beside the vocabulary. Read only when a question needs it.
   */
  lexicon(): Promise<Lexicon>;
}

/** A source's record with the hash that tells whether the source still says the same (papers/hashing.ts). */
export interface HashedRecord {
  readonly record: PaperRecord;
  readonly hash: string;
}

/** What is stored of a paper beside its vectors. */
export interface PaperToStore {
  readonly paper: Paper;
  /** The records it was merged from, in the order of `paper.sources`. Never empty. */
  readonly records: readonly HashedRecord[];
  /** Of title and abstract: what its vectors depend on. */
  readonly contentHash: string;
  /** Of everything a reader sees of it. */
  readonly paperHash: string;
  /** Near-duplicate sketch of the abstract (papers/near-duplicates.ts). */
  readonly sketch: Uint32Array;
}

/** A paper ready to be stored: every passage and every vector is there. */
export interface IndexedPaper extends PaperToStore {
  readonly vector: Float32Array;
  readonly passages: readonly StoredPassage[];
}

/** What the incremental build must know of a stored paper to plan, without its texts. */
export interface StoredState {
  readonly id: string;
  readonly contentHash: string;
  readonly paperHash: string;
  readonly sketch: Uint32Array;
  readonly arxivId: string | null;
  readonly doi: string | null;
  /** Of each source, in order: file, line and the hash of the record it gave. */
  readonly sources: readonly { readonly file: string; readonly line: number; readonly hash: string }[];
}

/** The committed papers that the incremental build starts from. */
export interface CommittedPapers {
  /** Every paper, a batch at a time. */
  states(): AsyncIterable<readonly StoredState[]>;
  /** The records of these papers, in no set order; unknown ids are left out. */
  records(
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly records: readonly HashedRecord[] }[]>;
}

/**
 * The one writer. What it writes is seen by readers only once `commit` has returned; a process that dies before leaves
 * the committed state as it was. Its finished rows stay in the tables, where the next writer finds them as `working`.
 */
export interface IndexWriter {
  /** The committed state, or null when there is none. It may be of another make than the writer's. */
  readonly committed: IndexManifest | null;
  readonly committedPapers: CommittedPapers;
  /**
   * The tables hold something else than what is committed: another make, or what a writer left that did not come to its
   * commit. Otherwise `working` gives the committed papers.
   */
  readonly dirty: boolean;
  /** What the tables of this make hold now. */
  working(): AsyncIterable<readonly StoredState[]>;
  /** Puts papers and all their passages in the place of what is stored under the same ids. Checks every vector. */
  put(papers: readonly IndexedPaper[]): Promise<void>;
  /** Stores papers again whose title and abstract are as in `working`: passages and vectors stay. */
  update(papers: readonly PaperToStore[]): Promise<void>;
  remove(paperIds: readonly string[]): Promise<void>;
  /** Makes what the tables hold now the state that readers see, as one. */
  commit(): Promise<IndexManifest>;
  /** Gives the lock back. Without a commit before, readers keep what they had. */
  close(): Promise<void>;
}

export interface WriterOptions {
  readonly make: IndexMake;
  readonly analyzer: Analyzer;
  /** Called before each write to the store, with what it is about to do; tests throw from it. */
  readonly onWrite?: (step: string) => void | Promise<void>;
  /** Something went wrong that was mended or does no harm ("the full-text index was built anew"). */
  readonly onNotice?: (text: string) => void;
}

/** An index that may be read while it is written. */
export interface PassageIndex {
  /**
   * The newest committed state; the same reader as before while there is no newer one, so that it may be asked for at each
   * question. Throws IndexError `missing`, `unreadable` or `corrupt`.
   */
  reader(): Promise<IndexReader>;
  /** Null when nothing was ever committed. Throws IndexError `unreadable` or `corrupt`. */
  manifest(): Promise<IndexManifest | null>;
  /** Takes the lock. Throws IndexError `busy` when another writer has it. */
  writer(options: WriterOptions): Promise<IndexWriter>;
  close(): Promise<void>;
}
