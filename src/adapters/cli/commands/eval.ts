import { open, stat, writeFile } from 'node:fs/promises';
import { InputError, UsageError } from '../../../errors.ts';
import {
  type Comparison,
  compareRuns,
  type MeasurementKind,
  readPrevious,
} from '../../../evaluation/comparison.ts';
import {
  COLLECTION_FIGURES,
  type FigureDefinition,
  type Measured,
  QUESTION_FIGURES,
  summarize,
} from '../../../evaluation/figures.ts';
import type { Violation } from '../../../evaluation/violations.ts';
import { note } from '../answer-printer.ts';
import { type CommandContext, printJson } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { comparisonText, figuresText } from '../figures-text.ts';
import { createProgressView } from '../progress-view.ts';
import { terminalSafeLine } from '../terminal-safe.ts';

interface EvalOptions {
  /** A folder in BEIR's form, or a JSONL file of questions. */
  readonly path: string;
  readonly json: boolean;
  /** Where a TREC run goes. */
  readonly run: string | null;
  /** What an earlier run wrote. */
  readonly compare: string | null;
}

const VIOLATIONS_SHOWN = 20;

/** `ibid eval`: quality, measured. Exit code 1 when an answer did what may never happen. */
export async function runEval(context: CommandContext, options: EvalOptions): Promise<number> {
  const found = await stat(options.path).catch((cause: unknown) => {
    throw new InputError(`${options.path} does not exist`, {
      remedy:
        'Name a JSONL file of questions, or a folder with corpus.jsonl, queries.jsonl and qrels.tsv in it.',
      cause,
    });
  });
  return found.isDirectory() ? runOnCollection(context, options) : runOnQuestions(context, options);
}

async function runOnCollection(context: CommandContext, options: EvalOptions): Promise<number> {
  const { signal, notes } = context;
  const [{ readTestCollection }, { evaluateCollection, trecRun }] = await Promise.all([
    import('../../../evaluation/test-collection.ts'),
    import('../../../evaluation/evaluate-collection.ts'),
  ]);
  const earlier = await earlierRun(options, 'collection');
  if (options.run !== null) await requireWritable(options.run);
  const collection = await readTestCollection(options.path, signal);
  if (collection.unjudged > 0)
    note(
      notes,
      collection.unjudged === 1
        ? 'note: 1 query has no relevant document and does not count'
        : `note: ${collection.unjudged} queries have no relevant document and do not count`,
    );
  const ibid = await context.ibid();
  const { questions, degraded } = await withProgress(context, (onProgress) =>
    evaluateCollection({ ibid, collection, signal, onProgress }),
  );
  if (degraded !== null)
    note(
      notes,
      `note: ${degraded.queries} of ${questions.length} queries: ${terminalSafeLine(degraded.reason)}`,
    );
  if (options.run !== null) await writeFile(options.run, trecRun(questions));
  report({
    context,
    options,
    kind: 'collection',
    about: `${questions.length} queries over the ${collection.documents.length} documents of ${options.path}`,
    questions,
    earlier,
    definitions: COLLECTION_FIGURES,
    more: { documents: collection.documents.length, degraded },
  });
  return 0;
}

async function runOnQuestions(context: CommandContext, options: EvalOptions): Promise<number> {
  if (options.run !== null)
    throw new UsageError(
      '--run belongs to a collection: a folder with corpus.jsonl, queries.jsonl and qrels.tsv',
      {
        remedy: 'Leave --run out; --json tells what was found for each question.',
      },
    );
  const { signal, notes, page } = context;
  const [{ readQuestionFile }, { evaluateQuestions }] = await Promise.all([
    import('../../../evaluation/question-file.ts'),
    import('../../../evaluation/evaluate-questions.ts'),
  ]);
  const earlier = await earlierRun(options, 'questions');
  await ensureIndex(context);
  const ibid = await context.ibid();
  const papers = await ibid.papers();
  const { questions: judged, unknownAlsoOk } = await readQuestionFile(options.path, papers, signal);
  for (const title of unknownAlsoOk)
    note(
      notes,
      `note: no indexed paper has the title ${JSON.stringify(terminalSafeLine(title))} (in also_ok)`,
    );
  const questions = await withProgress(context, (onProgress) =>
    evaluateQuestions({ ibid, papers, questions: judged, signal, onProgress }),
  );
  const notices = Map.groupBy(
    questions.flatMap((question) => question.notices),
    (text) => text,
  );
  for (const [text, told] of notices) note(notes, `note: ${told.length} answers: ${terminalSafeLine(text)}`);
  const violations = questions.flatMap(({ id, violations: own }) =>
    own.map((violation) => ({ id, ...violation })),
  );
  report({
    context,
    options,
    kind: 'questions',
    about: `${questions.length} questions of ${options.path} about ${papers.length} papers`,
    questions,
    earlier,
    definitions: QUESTION_FIGURES,
    more: { papers: papers.length, violations: violations.length },
  });
  if (!options.json) page.write(`\n${violationsText(violations, context)}\n`);
  return violations.length > 0 ? 1 : 0;
}

function report(given: {
  readonly context: CommandContext;
  readonly options: EvalOptions;
  readonly kind: MeasurementKind;
  readonly about: string;
  readonly questions: readonly Measured[];
  readonly earlier: readonly Measured[] | null;
  readonly definitions: readonly FigureDefinition[];
  readonly more: Readonly<Record<string, unknown>>;
}): void {
  const { context, options, questions, earlier, definitions } = given;
  const groups = summarize(questions, definitions);
  const comparison: Comparison | null =
    earlier === null || options.compare === null
      ? null
      : compareRuns({ previous: options.compare, before: earlier, after: questions, definitions });
  if (options.json) {
    printJson(context, {
      schema: 1,
      kind: given.kind,
      path: options.path,
      ...given.more,
      groups,
      comparison,
      questions,
    });
    return;
  }
  const { page } = context;
  const heading = page.wrap(
    `${terminalSafeLine(given.about)}; 95 % bootstrap intervals below or beside each figure`,
  );
  const texts = [heading, figuresText(groups, definitions, page)];
  if (comparison !== null) texts.push(comparisonText(comparison, definitions, page));
  page.write(`${texts.join('\n\n')}\n`);
}

function violationsText(
  violations: readonly (Violation & { readonly id: string })[],
  { page }: CommandContext,
): string {
  if (violations.length === 0) return page.wrap('Nothing happened that may never happen.');
  const lines = violations
    .slice(0, VIOLATIONS_SHOWN)
    .map(({ id, kind, detail }) =>
      page.wrap(terminalSafeLine(`${id}: ${kind}: ${detail}`), { first: '  ', rest: '      ' }),
    );
  const more = violations.length - lines.length;
  return [
    page.colours.red(`What may never happen happened ${violations.length} times:`),
    ...lines,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}

/** Read before anything is measured: a wrong file is told at once and not after minutes. */
async function earlierRun(
  { compare }: EvalOptions,
  kind: MeasurementKind,
): Promise<readonly Measured[] | null> {
  return compare === null ? null : readPrevious(compare, kind);
}

async function requireWritable(file: string): Promise<void> {
  try {
    await (await open(file, 'a')).close();
  } catch (cause) {
    throw new InputError(
      `${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        remedy: 'Name another file behind --run.',
        cause,
      },
    );
  }
}

async function withProgress<Result>(
  context: CommandContext,
  work: (onProgress: Awaited<ReturnType<typeof createProgressView>>['listen']) => Promise<Result>,
): Promise<Result> {
  const view = await createProgressView({ stream: context.stderr, animated: context.animated });
  try {
    return await work(view.listen);
  } finally {
    view.finish();
  }
}
