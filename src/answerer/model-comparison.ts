import type { ModelSession } from '../chat/model-session.ts';
import { judgeDraft } from '../grounding/judge-draft.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { ComparisonTable, TableCell } from './answer.ts';
import type { AnswererEvent, AnswerTask } from './answerer.ts';
import { closingLine } from './closing-line.ts';
import { buildComparison } from './compare.ts';
import { createJudge } from './judge.ts';
import type { JudgedDraft } from './judged-draft.ts';
import { mended } from './mend.ts';
import { judgedClaims } from './model-claims.ts';
import { type ModelProgress, UnusableReply } from './model-progress.ts';
import { prepareAsk, STANDING_ASPECTS } from './model-task.ts';
import { readRow, type WrittenRow } from './reply-shapes.ts';
import { claimToShow } from './show-claim.ts';
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
  let told = false;

  function* tell(): Generator<AnswererEvent, void, void> {
    if (told) return;
    told = true;
    const { table, judged } = tableOf({ rows, asked, sources, task, analyzer });
    progress.drafts.push(...judged);
    if (table === null) throw new UnusableReply('no cell of its table could be found in the abstracts');
    progress.tabled = true;
    yield { type: 'table', table };
  }
  function* show(judged: JudgedDraft): Generator<AnswererEvent, void, void> {
    const claim = claimToShow(judged, { sources, markers: task.markers, progress });
    if (claim !== null) yield { type: 'claim', claim };
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
  const dropped = progress.drafts.filter(
    ({ part, verdict }) => part === 'claim' && verdict.check === 'dropped',
  );
  for await (const judged of mended({ dropped, prepared, session, judge, signal: task.signal })) {
    progress.drafts.push(judged);
    yield* show(judged);
  }
  await step.value?.keep();
  if (progress.drafts.length > 0)
    yield { type: 'remark', remark: { text: closingLine(progress.shown, progress.drafts), heading: false } };
}

/**
 * The rows that were asked for, then the standing ones, then the model's own. Where a cell of the model's does not hold, and where it left
 * a standing one empty, the abstract is quoted as without a model. Null when no cell is the model's.
 */
function tableOf(given: {
  readonly rows: readonly WrittenRow[];
  readonly asked: readonly string[];
  readonly sources: readonly Source[];
  readonly task: AnswerTask;
  readonly analyzer: Analyzer;
}): { readonly table: ComparisonTable | null; readonly judged: readonly JudgedDraft[] } {
  const { rows, asked, sources, task } = given;
  const standing: readonly string[] = STANDING_ASPECTS;
  const names = [...asked, ...standing];
  const known = new Set(names.map(folded));
  const own = rows.filter(({ aspect }) => !known.has(folded(aspect)) && PLAIN_ASPECT.test(aspect.trim()));
  const named = names.map((aspect) => ({
    aspect,
    cells: rows.filter((row) => folded(row.aspect) === folded(aspect)).flatMap(({ cells }) => cells),
  }));
  const judged: JudgedDraft[] = [];
  const quoted = quotedCells(task, given.analyzer);
  const table = [...named, ...own].map(({ aspect, cells }) => ({
    aspect: aspect.trim(),
    cells: sources.map(({ paper }, column) => {
      const written = cells.filter(({ source }) => source === column + 1);
      for (const cell of written) {
        const { filled, draft } = cellOf(cell, given);
        judged.push(draft);
        if (filled !== null) return filled;
      }
      const instead = written.length > 0 || standing.includes(aspect);
      return instead ? (quoted.get(`${folded(aspect)}\n${paper.id}`) ?? null) : null;
    }),
  }));
  if (!judged.some(({ verdict }) => verdict.check !== 'dropped')) return { table: null, judged };
  // An aspect that was asked for keeps its row: that no abstract states it is the answer.
  const kept = table.filter(
    ({ cells }, place) => place < asked.length || cells.some((cell) => cell !== null),
  );
  const papers = sources.map(({ paper }) => task.markers.markerOf(paper.id));
  return { table: { papers, rows: kept }, judged };
}

/** The cells of a comparison without a model, by aspect and paper. */
function quotedCells(task: AnswerTask, analyzer: Analyzer): ReadonlyMap<string, TableCell | null> {
  const { papers, intent, question, retrieval, markers } = task;
  const { rows } = buildComparison({
    papers,
    markerOf: (paperId) => markers.markerOf(paperId),
    sides: intent.kind === 'compare' ? intent.sides : [],
    aspects: intent.kind === 'compare' ? intent.aspects : [],
    question,
    terms: retrieval.terms,
    analyzer,
  });
  return new Map(
    rows.flatMap(({ aspect, cells }) =>
      cells.map((cell, place): [string, TableCell | null] => [
        `${folded(aspect)}\n${papers[place]?.paper.id}`,
        cell,
      ]),
    ),
  );
}

/** A cell has no room for a mark, so one that holds in part gives its quote instead. */
function cellOf(
  cell: WrittenRow['cells'][number],
  { sources, analyzer }: { readonly sources: readonly Source[]; readonly analyzer: Analyzer },
): { readonly filled: TableCell | null; readonly draft: JudgedDraft } {
  const paperOf = (number: number) => sources[number - 1]?.paper ?? null;
  const draft = { text: cell.text, quotes: [{ marker: cell.source, text: cell.quote }] };
  const verdict = judgeDraft(draft, { paperOf, analyzer });
  const judged: JudgedDraft = {
    part: 'cell',
    draft,
    verdict,
    round: 1,
    paperIds: [paperOf(cell.source)?.id ?? null],
  };
  const quote = verdict.claim?.quotes[0]?.text;
  if (verdict.claim === null || quote === undefined) return { filled: null, draft: judged };
  if (verdict.check === 'checked' && verdict.claim.quotes.length === 1)
    return { filled: { text: verdict.claim.text, quote }, draft: judged };
  const isShort = quote.split(/\s+/u).length <= CELL_WORDS;
  return { filled: isShort ? { text: quote, quote } : null, draft: judged };
}

function folded(aspect: string): string {
  return aspect.trim().toLowerCase();
}
