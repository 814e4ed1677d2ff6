import type { ModelSession } from '../chat/model-session.ts';
import { judgeDraft } from '../grounding/judge-draft.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { ComparisonTable, TableCell } from './answer.ts';
import type { AnswererEvent, AnswerTask } from './answerer.ts';
import { asShown } from './as-shown.ts';
import { closingLine } from './closing-line.ts';
import { createJudge } from './judge.ts';
import type { JudgedDraft } from './judged-draft.ts';
import { mended } from './mend.ts';
import { judgedClaims } from './model-claims.ts';
import { type ModelProgress, UnusableReply } from './model-progress.ts';
import { prepareAsk, STANDING_ASPECTS } from './model-task.ts';
import { readRow, type WrittenRow } from './reply-shapes.ts';
import type { Source } from './sources-text.ts';

/** A quote stands in for a text that goes beyond it as long as it is no longer than this. */
const CELL_WORDS = 30;
const MOST_ROWS = 12;
/** What a row may be called by a model: a few plain words. */
const PLAIN_ASPECT = /^\p{L}[\p{L}'’-]*(?: \p{L}[\p{L}'’-]*){0,3}$/u;

/**
 * A table whose every cell is checked, as soon as its last row is there, and claims on how its papers differ. Throws UnusableReply
 * when no cell of it holds.
 */
export async function* modelComparison(
  task: AnswerTask,
  given: { readonly session: ModelSession; readonly analyzer: Analyzer; readonly progress: ModelProgress },
): AsyncGenerator<AnswererEvent, void, void> {
  const { session, analyzer, progress } = given;
  const signal = task.signal ?? new AbortController().signal;
  const prepared = await prepareAsk(task, session);
  const { sources } = prepared;
  const judge = createJudge({ sources, analyzer, check: task.check, session, signal });
  const asked = task.intent.kind === 'compare' ? task.intent.aspects : [];
  const rows: WrittenRow[] = [];
  const texts = new Set<string>();
  let told = false;

  function* tell(): Generator<AnswererEvent, void, void> {
    if (told) return;
    told = true;
    const table = tableOf({ rows, asked, sources, task, analyzer });
    if (table === null) throw new UnusableReply('no cell of its table could be found in the abstracts');
    progress.tabled = true;
    yield { type: 'table', table };
  }
  function* show({ verdict }: JudgedDraft): Generator<AnswererEvent, void, void> {
    if (verdict.check === 'dropped' || texts.has(verdict.claim.text)) return;
    texts.add(verdict.claim.text);
    const quotes = verdict.claim.quotes.flatMap(({ marker, text }) => {
      const source = sources[marker - 1];
      return source === undefined ? [] : [{ marker: task.markers.markerOf(source.paper.id), text }];
    });
    const claim = asShown({ ...verdict.claim, quotes });
    progress.shown.push(claim);
    yield { type: 'claim', claim };
  }

  const ask = { ...prepared.ask, ...(task.signal === undefined ? {} : { signal: task.signal }) };
  const claims = judgedClaims({ session, judge, round: 1, ask });
  let step = await claims.next();
  try {
    for (; step.done !== true; step = await claims.next()) {
      const item = step.value;
      if (item.type === 'judged') {
        yield* tell();
        progress.drafts.push(item.judged);
        yield* show(item.judged);
      } else if (item.item.type === 'element' && item.item.key === 'rows') {
        const row = readRow(item.item.value);
        if (row !== null && rows.length < MOST_ROWS) rows.push(row);
      } else if (item.item.type === 'closed' && item.item.key === 'rows') yield* tell();
    }
  } finally {
    if (step.done !== true) await claims.return(null);
  }
  yield* tell();
  const dropped = progress.drafts.filter(({ verdict }) => verdict.check === 'dropped');
  for await (const judged of mended({ dropped, prepared, session, judge, signal: task.signal })) {
    progress.drafts.push(judged);
    yield* show(judged);
  }
  await step.value?.keep();
  if (progress.drafts.length > 0)
    yield { type: 'remark', remark: { text: closingLine(progress.shown, progress.drafts), heading: false } };
}

/** The rows that were asked for, then the standing ones, then the model's own; null when no cell is left. */
function tableOf(given: {
  readonly rows: readonly WrittenRow[];
  readonly asked: readonly string[];
  readonly sources: readonly Source[];
  readonly task: AnswerTask;
  readonly analyzer: Analyzer;
}): ComparisonTable | null {
  const { rows, asked, sources, task } = given;
  const names = [...asked, ...STANDING_ASPECTS];
  const known = new Set(names.map(folded));
  const own = rows.filter(({ aspect }) => !known.has(folded(aspect)) && PLAIN_ASPECT.test(aspect.trim()));
  const named = names.map((aspect) => ({
    aspect,
    cells: rows.filter((row) => folded(row.aspect) === folded(aspect)).flatMap(({ cells }) => cells),
  }));
  const table = [...named, ...own].map(({ aspect, cells }) => ({
    aspect: aspect.trim(),
    cells: sources.map((_, column) => {
      for (const cell of cells) {
        const filled = cell.source === column + 1 ? cellOf(cell, given) : null;
        if (filled !== null) return filled;
      }
      return null;
    }),
  }));
  // An aspect that was asked for keeps its row: that no abstract states it is the answer.
  const kept = table.filter(
    ({ cells }, place) => place < asked.length || cells.some((cell) => cell !== null),
  );
  if (!kept.some(({ cells }) => cells.some((cell) => cell !== null))) return null;
  return { papers: sources.map(({ paper }) => task.markers.markerOf(paper.id)), rows: kept };
}

/** A cell has no room for a mark, so one that holds in part gives its quote instead, and one that does not hold stays empty. */
function cellOf(
  cell: WrittenRow['cells'][number],
  { sources, analyzer }: { readonly sources: readonly Source[]; readonly analyzer: Analyzer },
): TableCell | null {
  const { check, claim } = judgeDraft(
    { text: cell.text, quotes: [{ marker: cell.source, text: cell.quote }] },
    { paperOf: (number) => sources[number - 1]?.paper ?? null, analyzer },
  );
  const quote = claim?.quotes[0]?.text;
  if (claim === null || quote === undefined) return null;
  if (check === 'checked' && claim.quotes.length === 1) return { text: claim.text, quote };
  return quote.split(/\s+/u).length <= CELL_WORDS ? { text: quote, quote } : null;
}

function folded(aspect: string): string {
  return aspect.trim().toLowerCase();
}
