import type { Claim } from '../grounding/claim.ts';
import type { AnswerTask } from './answerer.ts';
import type { JudgedDraft } from './judged-draft.ts';
import type { ModelProgress } from './model-progress.ts';
import type { Source } from './sources-text.ts';

/**
 * The claim of a judged draft as a reader gets it, with the conversation's markers, or null for one that is dropped or was shown in the
 * same words before. It counts as shown.
 */
export function claimToShow(
  { verdict }: JudgedDraft,
  given: {
    readonly sources: readonly Source[];
    readonly markers: AnswerTask['markers'];
    readonly progress: ModelProgress;
  },
): Claim | null {
  const { sources, markers, progress } = given;
  if (verdict.check === 'dropped') return null;
  const { text } = verdict.claim;
  if (progress.shown.some((shown) => shown.text === text)) return null;
  const quotes = verdict.claim.quotes.flatMap((quote) => {
    const source = sources[quote.marker - 1];
    return source === undefined ? [] : [{ marker: markers.markerOf(source.paper.id), text: quote.text }];
  });
  const claim = { ...verdict.claim, quotes };
  progress.shown.push(claim);
  return claim;
}
