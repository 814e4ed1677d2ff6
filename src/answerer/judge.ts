import { fenceFor, oneLine } from '../chat/fence.ts';
import type { ModelSession } from '../chat/model-session.ts';
import { readValues } from '../chat/read-values.ts';
import type { Draft, Verdict } from '../grounding/draft.ts';
import { judgeDraft } from '../grounding/judge-draft.ts';
import type { Strictness } from '../grounding/strictness.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { JudgedDraft } from './judged-draft.ts';
import { ENTAILMENT_REPLY, readEntailment, type WrittenClaim } from './reply-shapes.ts';
import type { Source } from './sources-text.ts';

/** Judges what a model wrote from numbered sources. Only asking a model about it takes time. */
export type Judge = (
  written: WrittenClaim,
  round: JudgedDraft['round'],
) => JudgedDraft | Promise<JudgedDraft>;

export function createJudge(given: {
  readonly sources: readonly Source[];
  readonly analyzer: Analyzer;
  readonly check: Strictness;
  readonly session: ModelSession;
  readonly signal: AbortSignal;
}): Judge {
  const { sources, analyzer, check } = given;
  const paperOf = (number: number) => sources[number - 1]?.paper ?? null;
  return (written, round) => {
    const draft: Draft = {
      text: written.text,
      quotes: written.quotes.map(({ source, quote }) => ({ marker: source, text: quote })),
    };
    const verdict = judgeDraft(draft, { paperOf, analyzer });
    const judged = (final: Verdict): JudgedDraft => ({
      part: 'claim',
      draft,
      verdict: final,
      round,
      paperIds: draft.quotes.map(({ marker }) => paperOf(marker)?.id ?? null),
    });
    if (check === 'strict') return judged(strictly(verdict));
    if (check === 'standard' || verdict.check === 'dropped') return judged(verdict);
    return asked(verdict, given).then(judged);
  };
}

/** Nothing that goes beyond its quotes is shown. */
function strictly(verdict: Verdict): Verdict {
  return verdict.check === 'partial'
    ? { check: 'dropped', claim: null, objections: verdict.objections }
    : verdict;
}

type Standing = Exclude<Verdict, { check: 'dropped' }>;

/** What a model says of it can only lower a verdict: it is no proof either. */
async function asked(
  verdict: Standing,
  given: {
    readonly sources: readonly Source[];
    readonly session: ModelSession;
    readonly signal: AbortSignal;
  },
): Promise<Verdict> {
  const { claim, objections } = verdict;
  const quotes = claim.quotes
    .map(
      ({ marker, text }) =>
        `From "${oneLine(given.sources[marker - 1]?.paper.title ?? '')}": ${oneLine(text)}`,
    )
    .join('\n');
  const { values, end } = await readValues(given.session, {
    prompt: 'entailment',
    values: { fence: fenceFor([quotes, claim.text]), quotes, claim: oneLine(claim.text) },
    format: ENTAILMENT_REPLY,
    signal: given.signal,
  });
  const said = readEntailment(values);
  // A judgement that cannot be read says nothing against the claim.
  if (said === null) return verdict;
  await end.keep();
  const objection = {
    kind: 'entailment',
    answer: said.answer,
    why: oneLine(said.why).slice(0, 200),
  } as const;
  switch (objection.answer) {
    case 'yes':
      return verdict;
    case 'partly':
      return {
        check: 'partial',
        claim: { ...claim, check: 'partial' },
        objections: [...objections, { ...objection, answer: 'partly' }],
      };
    case 'no':
      return { check: 'dropped', claim: null, objections: [...objections, { ...objection, answer: 'no' }] };
    default:
      return objection.answer satisfies never;
  }
}
