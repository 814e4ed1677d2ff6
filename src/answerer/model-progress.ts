import type { Claim } from '../grounding/claim.ts';
import type { JudgedDraft } from './judged-draft.ts';

/** What came of asking a model, as far as it came: read also after a failure. */
export interface ModelProgress {
  readonly drafts: JudgedDraft[];
  /** Claims that were yielded. */
  readonly shown: Claim[];
  /** A table was yielded. */
  tabled: boolean;
}

/** A reply that nothing can be shown of. The message completes "the chat model gave no usable answer: …". */
export class UnusableReply extends Error {}
