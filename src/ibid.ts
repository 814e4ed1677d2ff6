import type { Answer, AnswerEvent, Citation, Detail, Strictness, Usage } from './answerer/answer.ts';
import type { IndexReport, IndexRequest } from './indexing/report.ts';
import type { InputWarning } from './papers/input-warning.ts';
import type { Paper } from './papers/paper.ts';
import type { ProgressListener } from './progress.ts';
import type { Intent } from './query/intent.ts';
import type { CommunityState } from './state/community-state.ts';
import type { IndexManifest, PaperSummary } from './store/passage-index.ts';

export type * from './state/community-state.ts';
export { NO_GUILD_SETTINGS } from './state/community-state.ts';
export type { IndexReport, IndexRequest, InputWarning };

/** A full turn that a caller brings from elsewhere: taken as given, not answered again. */
export interface GivenTurn {
  readonly question: string;
  readonly answer: string;
  readonly paperIds: readonly string[];
}

export interface AskRequest {
  readonly question: string;
  /** The form of the answer, when the asker has chosen it; else it is told from the question's words. */
  readonly intent?: Intent;
  /** Ids of the papers that it is about: nothing else is cited. One that is not in the index throws UsageError. */
  readonly about?: readonly string[];
  /** `normal` when absent. */
  readonly detail?: Detail;
  /** As the settings say when absent; without a chat model it changes nothing. */
  readonly check?: Strictness;
  /** Whose daily tokens it costs; `local` when absent. */
  readonly user?: string;
  readonly signal?: AbortSignal;
}

export interface SearchHit {
  readonly paper: Paper;
  readonly score: number;
  /** The sentence that matches best, null for a paper without sentences. */
  readonly sentence: string | null;
}

export interface SearchRequest {
  readonly words: string;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** A notice or two (an embedder that is down) beside the results: a failed look-up is never "nothing found". */
export interface SearchReport {
  readonly hits: readonly SearchHit[];
  readonly notices: readonly string[];
}

export interface MatchRequest {
  readonly topic: string;
  /** Those to be told apart; ids that are not in the index are passed over. */
  readonly paperIds: readonly string[];
  /** How many of the best are given back; 10 when absent. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** With a notice, matches may be missing: those that only vectors would have found. */
export interface MatchReport extends SearchReport {
  /** How many of the papers are on the topic, `hits` among them. */
  readonly total: number;
}

export interface AddRequest {
  /** As people paste it: see catalogue/arxiv-link.ts. A version that is named is not what is fetched: the newest is. */
  readonly idOrLink: string;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

/** A paper that is in the index now, and with it in a file of its own, from which every later index is built, too. */
export interface AddReport {
  readonly paper: Paper;
  /** It was not here before. */
  readonly isNew: boolean;
  /** The index says something else now than before. */
  readonly changed: boolean;
  /** Of the record that was fetched; null when arXiv does not say. */
  readonly version: number | null;
  /** In the index now. */
  readonly papers: number;
  /** The two papers that are nearest to it, best first; scores are cosines. */
  readonly nearest: readonly SearchHit[];
  /** That it was withdrawn, or that another version was named. */
  readonly notices: readonly string[];
}

/** A document of a collection. One with neither title nor text is a document too. */
export interface CollectionDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface CollectionRequest {
  /** Told apart by id alone: none is merged with another, and none is left out. */
  readonly documents: readonly CollectionDocument[];
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

export interface Ranking {
  /** Best first; equal scores by id. */
  readonly documents: readonly { readonly id: string; readonly score: number }[];
  /** Why vectors took no part, when they should have; null when all went as configured. */
  readonly degraded: string | null;
}

/** Documents in an index of their own, ranked exactly as the papers of a question are. */
export interface Collection {
  rank(request: SearchRequest): Promise<Ranking>;
  /** Removes the collection's index. */
  close(): Promise<void>;
}

/** A conversation as it can be kept and taken up again. */
export interface ConversationSnapshot {
  /** Paper ids by marker, [1] first. */
  readonly markers: readonly string[];
  readonly turns: readonly GivenTurn[];
}

/** The turns of one session. Markers keep their papers throughout: [2] is the same paper in every answer. */
export interface Conversation {
  /** Answers in order; leaving the loop early or aborting the signal stops the work. One question at a time. */
  ask(request: AskRequest): AsyncGenerator<AnswerEvent, Answer, void>;
  /** Adds a turn that was answered elsewhere. Throws UsageError when a paper id is not in the index. */
  take(turn: GivenTurn): Promise<void>;
  /** Every paper cited so far, by marker. */
  citations(): readonly Citation[];
  snapshot(): ConversationSnapshot;
  clear(): void;
}

export interface Diagnosis {
  readonly subject: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly finding: string;
  /** What to do; null when nothing is to be done. */
  readonly remedy: string | null;
}

/** Tokens of the chat model on one day (UTC), for one user and for all. */
export interface UsageReport {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** The chat model's name; null when none is configured. */
  readonly model: string | null;
  readonly user: UsageSum;
  readonly all: UsageSum;
  readonly limits: { readonly perUser: number | null; readonly total: number | null };
}

export interface UsageSum {
  readonly usage: Usage;
  readonly requests: number;
  /** In words; null when the settings give no prices. */
  readonly cost: string | null;
}

/** The application: what every adapter speaks to. */
export interface Ibid {
  index(request: IndexRequest): Promise<IndexReport>;
  /** The committed index, or null when there is none. */
  manifest(): Promise<IndexManifest | null>;
  /** A new one, or one that is taken up where its snapshot was taken; papers that are no longer in the index are left out of it. */
  conversation(snapshot?: ConversationSnapshot): Conversation;
  search(request: SearchRequest): Promise<SearchReport>;
  /**
   * Which of these papers are on a topic, best first: each is judged by itself, not by its rank. Throws UsageError for a topic without a
   * word to go by.
   */
  matching(request: MatchRequest): Promise<MatchReport>;
  /**
   * Fetches a paper's record from arXiv, keeps it as a file of its own and indexes it; one that is here already is brought up to date.
   * One after another; whatever fails, file and index are as they were. Throws UsageError (what names no paper, a paper that is not
   * there or has no abstract), EndpointError (`retryable`: it may work later), IndexError (`busy` after a minute of waiting),
   * InterruptedError, or IbidError when the file cannot be kept.
   */
  add(request: AddRequest): Promise<AddReport>;
  /**
   * Questions that this paper's abstract answers when they are asked `about` it: three at most, fewer where no more hold. No
   * chat model is asked, and the same index gives the same ones. Throws UsageError for an unknown id.
   */
  startingQuestions(paperId: string, signal?: AbortSignal): Promise<readonly string[]>;
  /**
   * All that the paper's abstract gives, of which `startingQuestions` offers those that hold. They depend on the paper alone, so that one that
   * was offered is found again. Throws UsageError for an unknown paper.
   */
  questionsOf(paperId: string): Promise<readonly string[]>;
  papers(): Promise<readonly PaperSummary[]>;
  /** By id (arXiv ids with or without version, DOIs in any case) or title (case, accents and punctuation do not matter;
   * the beginning suffices when it is unique). Throws UsageError naming the nearest titles when none or several match. */
  paper(idOrTitle: string): Promise<Paper>;
  /**
   * Indexes documents apart from the papers, in a temporary place that `close` removes (as a failure and the end of the process
   * do). Throws UsageError when two documents have one id, EndpointError or InterruptedError.
   */
  collection(request: CollectionRequest): Promise<Collection>;
  /** What a user and all together have used of the chat model today. Throws StateError when the ledger cannot be read. */
  usage(user?: string): Promise<UsageReport>;
  /** What readers leave behind: conversations, feedback, reading lists, watches. Nothing is opened before the first use. */
  community(): Promise<CommunityState>;
  doctor(signal?: AbortSignal): Promise<readonly Diagnosis[]>;
  close(): Promise<void>;
}
