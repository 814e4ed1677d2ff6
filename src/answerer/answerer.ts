import type { Markers } from '../grounding/markers.ts';
import type { Intent } from '../query/intent.ts';
import type { QuestionKind } from '../query/question-kind.ts';
import type { Retrieval, RetrievedPaper } from '../retrieval/retriever.ts';
import type { Claim, ComparisonTable, Detail, Notice, Outcome, Remark, Strictness } from './answer.ts';
import type { JudgedDraft } from './judged-draft.ts';

/** What an answerer is given: nothing outside `wide` may be cited. */
export interface AnswerTask {
  readonly question: string;
  /** Equal to `question` when nothing was taken from the conversation. */
  readonly standaloneQuestion: string;
  readonly kind: QuestionKind;
  readonly intent: Intent;
  readonly detail: Detail;
  readonly check: Strictness;
  readonly retrieval: Retrieval;
  /** The evidence: the papers chosen for an answer that quotes, best first, with their passages. */
  readonly papers: readonly RetrievedPaper[];
  /**
   * More papers, for an answerer that reads and chooses by itself: `papers` and those that come near enough to be worth reading.
   * The closed set: nothing outside of it may be cited.
   */
  readonly wide: readonly RetrievedPaper[];
  /** How many papers are near the question at all, cited or not. */
  readonly related: number;
  /** The question names a paper of the corpus. */
  readonly named: boolean;
  /** The question is in a language that the embedder knows; otherwise its words say little about what is there. */
  readonly readable: boolean;
  /** The papers that the question refers to, when it follows up on them. */
  readonly focus: readonly string[];
  /** The papers in focus were chosen by the asker, or are what the conversation was begun about; not only found to be meant. */
  readonly given: boolean;
  readonly markers: Markers;
  /** Sides or names that were asked for and are not in the corpus. */
  readonly missing: readonly string[];
  /** 2: there will be no other search for evidence: this is the second, or the papers were given. */
  readonly round: 1 | 2;
  readonly signal?: AbortSignal;
}

export type AnswererEvent =
  | { readonly type: 'refusal'; readonly outcome: Exclude<Outcome, 'answered'> }
  | { readonly type: 'remark'; readonly remark: Remark }
  | { readonly type: 'claim'; readonly claim: Claim }
  | { readonly type: 'table'; readonly table: ComparisonTable }
  | { readonly type: 'notice'; readonly notice: Notice };

export interface AnswererResult {
  readonly outcome: Outcome;
  readonly missing: readonly string[];
  /** What the evidence lacks, in words to search for; only in round 1, and then nothing was yielded. */
  readonly search: readonly string[];
  /** Who answered: `extractive`, or the model's name. */
  readonly answerer: string;
  /** Why a model was configured and its answer not used; null when it was, or none is configured. */
  readonly degraded: string | null;
  /** What a model drafted and what became of it. */
  readonly drafts: readonly JudgedDraft[];
}

/**
 * Turns evidence into claims. Every claim it yields is checked again before it is shown; one that cites what it was not given
 * is dropped there. Leaving the loop early stops its work.
 */
export interface Answerer {
  answer(task: AnswerTask): AsyncGenerator<AnswererEvent, AnswererResult, void>;
}
