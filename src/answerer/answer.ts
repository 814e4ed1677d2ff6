import type { Usage } from '../chat/usage.ts';
import type { Claim } from '../grounding/claim.ts';
import type { Paper } from '../papers/paper.ts';
import type { Receipt } from './receipt.ts';

export type { Usage } from '../chat/usage.ts';
export type { Check, Claim, Quote } from '../grounding/claim.ts';
export { STRICTNESSES, type Strictness } from '../grounding/strictness.ts';

/** How much of the abstracts an answer quotes. */
export const DETAILS = ['short', 'normal', 'long'] as const;
export type Detail = (typeof DETAILS)[number];

export type Outcome = 'answered' | 'not-stated' | 'not-in-corpus';

/** A marker resolved to its paper, with everything quoted from it in this answer. */
export interface Citation {
  readonly marker: number;
  readonly paper: Paper;
  readonly quotes: readonly string[];
}

export interface TableCell {
  readonly text: string;
  readonly quote: string;
}

export interface ComparisonTable {
  /** Markers: one column each. */
  readonly papers: readonly number[];
  readonly rows: readonly { readonly aspect: string; readonly cells: readonly (TableCell | null)[] }[];
}

export interface Milliseconds {
  readonly retrieve: number;
  readonly answer: number;
  readonly total: number;
}

/** A paper of the ranking, before any cut for the answer. */
export interface RankedPaper {
  readonly paperId: string;
  readonly title: string;
  readonly score: number;
}

/** How a question was understood. */
export interface QueryPlan {
  readonly question: string;
  /** The question with what it takes from the conversation written out; equal to `question` when it takes nothing. */
  readonly standaloneQuestion: string;
}

/** What the program itself says within an answer: how many papers follow, the heading of a theme, what an answer draws on. */
export interface Remark {
  readonly text: string;
  readonly heading: boolean;
}

/** Something the reader should know that is no part of the answer ("endpoint is down: full text alone answers"). */
export interface Notice {
  readonly text: string;
}

export interface AnswerEnd {
  readonly outcome: Outcome;
  readonly citations: readonly Citation[];
  /** Names or sides that were asked for and are not in the corpus. */
  readonly missing: readonly string[];
  /** Papers near the question, offered in words when nothing could be cited. */
  readonly nearest: readonly RankedPaper[];
  /** `extractive`, or the name of the model whose claims were shown. */
  readonly answerer: string;
  /** Why less was used than is configured: the chat model, or vectors; null when all went as configured. */
  readonly degraded: string | null;
  /** Of the chat model; null when none was asked. */
  readonly usage: Usage | null;
  /** What that cost, in words; null when the settings give no prices or nothing was asked of a model. */
  readonly cost: string | null;
  readonly milliseconds: Milliseconds;
}

/**
 * What an answer emits, in order: plan, evidence, then remarks, claims (checked), tables and notices, and end, once. A `refusal` comes
 * before the first claim when it is known by then that the question is not answered, so that what is quoted all the same is
 * not mistaken for an answer; `end` says the outcome in any case.
 */
export type AnswerEvent =
  | { readonly type: 'plan'; readonly plan: QueryPlan }
  | { readonly type: 'evidence'; readonly ranked: readonly RankedPaper[] }
  | { readonly type: 'refusal'; readonly outcome: Exclude<Outcome, 'answered'> }
  | { readonly type: 'remark'; readonly remark: Remark }
  | { readonly type: 'claim'; readonly claim: Claim }
  /** With the titles of its columns' papers: sources come last, and columns need heads. */
  | { readonly type: 'table'; readonly table: ComparisonTable; readonly titles: readonly string[] }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'end'; readonly end: AnswerEnd };

/** The whole of an answer, as collected from its events. */
export interface Answer extends AnswerEnd {
  readonly plan: QueryPlan;
  readonly ranked: readonly RankedPaper[];
  readonly claims: readonly Claim[];
  readonly table: ComparisonTable | null;
  readonly notices: readonly Notice[];
  /** Markdown with [1] markers, as a reader sees it, without the list of sources. */
  readonly markdown: string;
  /** How the answer came about, in full. */
  readonly receipt: Receipt;
}
