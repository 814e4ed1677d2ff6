import type { ModelCall } from '../chat/model-call.ts';
import type { Usage } from '../chat/usage.ts';
import type { Strictness } from '../grounding/strictness.ts';
import type { Milliseconds, Outcome, RankedPaper } from './answer.ts';
import type { JudgedDraft } from './judged-draft.ts';

/** A drafted claim with its verdict in words. */
export interface ReceiptClaim {
  /** A statement, or a cell of a table. */
  readonly part: JudgedDraft['part'];
  readonly text: string;
  readonly quotes: readonly { readonly paperId: string | null; readonly text: string }[];
  readonly check: 'quote' | 'checked' | 'partial' | 'dropped';
  readonly objections: readonly string[];
  readonly round: JudgedDraft['round'];
}

/** How an answer came about: enough to check it, and to ask the same again. Holds no secret. */
export interface Receipt {
  readonly schema: 1;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  readonly question: string;
  readonly plan: {
    readonly standaloneQuestion: string;
    /** Who wrote the standalone question: nobody had to, the program by rules, or a model. */
    readonly rewrittenBy: 'nobody' | 'rules' | 'model';
    readonly form: 'answer' | 'compare' | 'list' | 'summary';
    readonly sides: readonly string[];
    readonly aspects: readonly string[];
    /** What was searched for a second time, when the evidence did not suffice. */
    readonly secondSearch: readonly string[];
  };
  /** The state of the index that was asked; the same fingerprint means the same papers and vectors. */
  readonly index: {
    readonly generation: number;
    readonly papers: number;
    readonly passages: number;
    readonly embedder: string;
    readonly analyzer: string;
    readonly splitter: string;
    readonly createdAt: string;
  };
  readonly retrieved: readonly RankedPaper[];
  /** Ids of the papers that the answerer was given. */
  readonly evidence: readonly string[];
  readonly answerer: string;
  readonly check: Strictness;
  readonly degraded: string | null;
  readonly calls: readonly ModelCall[];
  readonly claims: readonly ReceiptClaim[];
  readonly outcome: Outcome;
  readonly usage: Usage | null;
  readonly cost: string | null;
  readonly milliseconds: Milliseconds;
}
