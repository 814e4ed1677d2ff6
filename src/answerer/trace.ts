import type { Usage } from '../chat/usage.ts';
import type { Draft, Verdict } from '../grounding/draft.ts';

/** One request to a chat model, for the receipt. */
export interface ModelCall {
  /** Name of the prompt's file, without its ending. */
  readonly prompt: string;
  /** SHA-256 of the prompt's file, in hex. */
  readonly promptHash: string;
  readonly model: string;
  /** What the model wrote, as far as it came; secrets are taken out. */
  readonly output: string;
  readonly usage: Usage | null;
  /** Answered from the cache, at no cost. */
  readonly cached: boolean;
  readonly milliseconds: number;
  /** Why it failed, or why its output was of no use; null when neither. */
  readonly failure: string | null;
}

/** A claim that a model drafted, and what became of it. `round` 2: asked for again after it was dropped once. */
export interface JudgedDraft {
  readonly draft: Draft;
  readonly verdict: Verdict;
  readonly round: 1 | 2;
}
