import type { ModelSession } from '../chat/model-session.ts';
import type { Paper } from '../papers/paper.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { Outcome } from './answer.ts';
import type { AnswererEvent, AnswerTask } from './answerer.ts';
import { closingLine } from './closing-line.ts';
import { coverageLine } from './coverage-line.ts';
import { createJudge } from './judge.ts';
import type { JudgedDraft } from './judged-draft.ts';
import { mended } from './mend.ts';
import { judgedClaims } from './model-claims.ts';
import { type ModelProgress, UnusableReply } from './model-progress.ts';
import { prepareAsk } from './model-task.ts';
import { readOutcome, readSearches } from './reply-shapes.ts';
import { claimToShow } from './show-claim.ts';
import { themeHeading } from './theme-heading.ts';

export interface ProseResult {
  readonly outcome: Outcome;
  /** Not empty: nothing was yielded, and the evidence should be searched for again. */
  readonly search: readonly string[];
}

/**
 * An answer, list or summary in claims, each yielded as soon as it is checked; then what was mended of the dropped ones, then how many
 * were checked. Throws UnusableReply when nothing of the reply could be shown although it was to answer.
 */
export async function* modelProse(
  task: AnswerTask,
  given: { readonly session: ModelSession; readonly analyzer: Analyzer; readonly progress: ModelProgress },
): AsyncGenerator<AnswererEvent, ProseResult, void> {
  const { session, analyzer, progress } = given;
  const signal = task.signal ?? new AbortController().signal;
  const prepared = await prepareAsk(task, session);
  const judge = createJudge({ sources: prepared.sources, analyzer, check: task.check, session, signal });
  const cited = new Set<Paper>();
  // A single paper has no themes, and there is nothing that it was drawn from.
  const draws = task.intent.kind === 'summary' && task.wide.length > 1;
  let outcome: Outcome | null = null;
  let search: string[] = [];
  let refused = false;
  let heading: string | null = null;

  const waitsForSearch = (): boolean => task.round === 1 && isRefusal(outcome) && search.length > 0;

  function* show(judged: JudgedDraft, theme: string | null): Generator<AnswererEvent, void, void> {
    if (outcome === 'not-in-corpus') return;
    const claim = claimToShow(judged, { sources: prepared.sources, markers: task.markers, progress });
    if (claim === null) return;
    if (isRefusal(outcome) && !refused) {
      refused = true;
      yield { type: 'refusal', outcome };
    }
    const papers = claim.quotes.flatMap(({ marker }) => paperOf(marker) ?? []);
    for (const paper of papers) cited.add(paper);
    if (theme !== null && draws) {
      const about = [task.question, claim.text, ...claim.quotes.map(({ text }) => text)];
      const words = [...about, ...papers.map(({ title }) => title)];
      // What is under no theme comes first without a heading, and behind one it needs its own.
      const next = themeHeading(theme, words, analyzer) ?? (heading === null ? null : 'Further papers');
      if (next !== null && next !== heading) yield { type: 'remark', remark: { text: next, heading: true } };
      heading = next;
    }
    yield { type: 'claim', claim };
  }
  function paperOf(marker: number): Paper | undefined {
    const id = task.markers.paperOf(marker);
    return prepared.sources.find(({ paper }) => paper.id === id)?.paper;
  }

  const first: JudgedDraft[] = [];
  const claims = judgedClaims({
    session,
    judge,
    round: 1,
    ask: { ...prepared.ask, ...(task.signal === undefined ? {} : { signal: task.signal }) },
  });
  let step = await claims.next();
  try {
    for (; step.done !== true; step = await claims.next()) {
      const item = step.value;
      if (item.type === 'judged') {
        first.push(item.judged);
        if (waitsForSearch()) continue;
        progress.drafts.push(item.judged);
        yield* show(item.judged, item.theme);
      } else if (item.item.type === 'value' && item.item.key === 'outcome')
        outcome = readOutcome(item.item.value);
      else if (item.item.type === 'value' && item.item.key === 'search')
        search = readSearches(item.item.value);
    }
  } finally {
    if (step.done !== true) await claims.return(null);
  }
  if (waitsForSearch() && progress.shown.length === 0) {
    await step.value?.keep();
    return { outcome: outcome ?? 'not-stated', search };
  }
  const isCut = step.value?.cut === true;
  requireUse(outcome, first, isCut ? session.outputTokens : null);
  for await (const judged of mended({
    dropped: outcome === 'not-in-corpus' ? [] : first.filter(({ verdict }) => verdict.check === 'dropped'),
    prepared,
    session,
    judge,
    signal: task.signal,
  })) {
    progress.drafts.push(judged);
    yield* show(judged, '');
  }
  if (progress.shown.length === 0 && !isRefusal(outcome))
    throw new UnusableReply(
      first.length === 1
        ? 'its one claim did not pass the checks'
        : `none of its ${first.length} claims passed the checks`,
    );
  if (isCut) yield { type: 'notice', notice: { text: cutNotice(session.outputTokens) } };
  await step.value?.keep();
  const final = finalOutcome(outcome, progress.shown.length > 0 || task.named || task.focus.length > 0);
  if (isRefusal(final) && !refused) yield { type: 'refusal', outcome: final };
  if (draws && final === 'answered')
    yield { type: 'remark', remark: { text: coverageLine(task, [...cited]), heading: false } };
  if (progress.drafts.length > 0)
    yield { type: 'remark', remark: { text: closingLine(progress.shown, progress.drafts), heading: false } };
  return { outcome: final, search: [] };
}

function isRefusal(outcome: Outcome | null): outcome is Exclude<Outcome, 'answered'> {
  return outcome !== null && outcome !== 'answered';
}

/** A paper that was cited, or that the question names, is on the subject, whatever the model says. */
function finalOutcome(outcome: Outcome | null, onSubject: boolean): Outcome {
  return outcome === 'not-in-corpus' && onSubject ? 'not-stated' : (outcome ?? 'answered');
}

/** Throws UnusableReply for a reply that holds neither a claim nor a refusal. */
function requireUse(outcome: Outcome | null, claims: readonly JudgedDraft[], cutAt: number | null): void {
  if (claims.length > 0 || isRefusal(outcome)) return;
  if (cutAt !== null)
    throw new UnusableReply(
      `it spent IBID_CHAT_OUTPUT, ${cutAt.toLocaleString('en')} tokens, before its first claim`,
    );
  throw new UnusableReply(
    outcome === null ? 'its reply had not the form that was asked for' : 'it made no claim',
  );
}

function cutNotice(tokens: number): string {
  return `The model had more to say than IBID_CHAT_OUTPUT, ${tokens.toLocaleString('en')} tokens, lets it.`;
}
