import type { Draft, Verdict } from '../../src/grounding/draft.ts';
import { judgeDraft } from '../../src/grounding/judge-draft.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { paperOf } from './papers.ts';

const analyzer = createAnalyzer();

/** The verdict on a draft that may cite these papers, [1] the first. */
export function judge(draft: Draft, ...papers: readonly Paper[]): Verdict {
  return judgeDraft(draft, { paperOf: (marker) => papers[marker - 1] ?? null, analyzer });
}

/** The verdict on a claim that quotes the whole of one made-up abstract, or a part of it. */
export function judgeAgainst(
  abstract: string,
  claim: string,
  given: { readonly title?: string; readonly quote?: string } = {},
): Verdict {
  const paper = paperOf({ id: 'P', title: given.title ?? 'A Study', abstract });
  return judge({ text: claim, quotes: [{ marker: 1, text: given.quote ?? abstract }] }, paper);
}

/** Kinds of the objections, each once, in order. */
export function kindsOf(verdict: Verdict): string[] {
  return [...new Set(verdict.objections.map(({ kind }) => kind))];
}
