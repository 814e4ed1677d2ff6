import type { Draft, Verdict } from '../grounding/draft.ts';

/** A claim that a model drafted, and what became of it. Markers of draft and verdict are numbers of its sources. */
export interface JudgedDraft {
  readonly part: 'claim' | 'cell';
  readonly draft: Draft;
  readonly verdict: Verdict;
  /** 2: asked for again after it was dropped once. */
  readonly round: 1 | 2;
  /** The paper of each quote of the draft; null for a number that no source has. */
  readonly paperIds: readonly (string | null)[];
}
