import type { AnswerEnd, AnswerEvent, Outcome } from '../../../answerer/answer.ts';

/** A part of an answer that is shown. */
export type ShownEvent = Extract<AnswerEvent, { readonly type: 'remark' | 'claim' | 'table' | 'notice' }>;

/** An answer as far as it has come. Whatever was shown stays: views of one answer only grow. */
export interface AnswerView {
  /** Shown above the answer where nobody could see it otherwise (a private or threaded answer); else null. */
  readonly question: string | null;
  readonly shown: readonly ShownEvent[];
  /** As the refusal event said it, before the first claim. What only the end says is told at the end: nothing moves up there later. */
  readonly refusal: Exclude<Outcome, 'answered'> | null;
  readonly state: 'searching' | 'answering' | 'done' | 'stopped' | 'failed';
  /** Why it failed, in words, with what to do; null otherwise. */
  readonly failure: string | null;
  /** Once it is done. */
  readonly end: AnswerEnd | null;
  /** Names the answer in its buttons; null: no buttons (yet). */
  readonly answerId: string | null;
}
