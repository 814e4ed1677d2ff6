import { InputError, InterruptedError } from '../../../errors.ts';
import type { IndexReport, InputWarning } from '../../../ibid.ts';
import type { CommandContext } from '../context.ts';
import { createProgressView } from '../progress-view.ts';
import { terminalSafeLine } from '../terminal-safe.ts';
import { warningLines } from '../warnings.ts';

/** `ibid index`: exit code 0. Throws InputError when nothing at all could be read. */
export async function runIndex(
  context: CommandContext,
  options: { paths: readonly string[]; prune: boolean; strict: boolean },
): Promise<number> {
  const { page, notes, signal } = context;
  const ibid = await context.ibid();
  const warnings: InputWarning[] = [];
  const view = await createProgressView({ stream: context.stderr, animated: context.animated });
  let report: IndexReport;
  let failure = '';
  try {
    report = await ibid.index({
      ...options,
      signal,
      onProgress: view.listen,
      onWarning: (warning) => warnings.push(warning),
    });
  } catch (error) {
    failure = error instanceof Error ? error.message : '';
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(
      'interrupted; the index is as it was, and the next `ibid index` goes on from what was embedded',
    );
  } finally {
    // Also when it failed: with --strict the warnings are what it failed for.
    view.finish();
    // What ends the command is told once, at its end.
    const beside = warnings.filter(({ message }) => message !== failure);
    for (const line of warningLines(beside)) notes.write(`${notes.colours.yellow(line)}\n`);
  }
  if (report.records === 0 && report.removed === 0) throw nothingRead(options.paths, warnings);
  page.write(`${reportLines(report).join('\n')}\n`);
  return 0;
}

function nothingRead(paths: readonly string[], warnings: readonly InputWarning[]): InputError {
  const where = paths.length === 0 ? 'the bundled corpus' : paths.join(', ');
  return new InputError(`no paper could be read from ${where}`, {
    remedy:
      warnings.length === 0
        ? 'There was no file with papers in it. ibid reads saved Daily Papers pages, Abstract: lists, JSONL, JSON, BibTeX, CSV and arXiv Atom.'
        : 'The warnings above say what was found instead and what was expected.',
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function reportLines(report: IndexReport): string[] {
  const { added, changed, removed, unchanged, merged, records } = report;
  const lines = [`added ${added}, changed ${changed}, removed ${removed}, unchanged ${unchanged}`];
  if (merged > 0) {
    lines.push(
      `merged ${merged} of ${records} records into ${merged === 1 ? 'a paper that was' : 'papers that were'} there already`,
    );
  }
  if (report.reembedded !== null)
    lines.push(`everything was embedded again: ${terminalSafeLine(report.reembedded)}`);
  const seconds = (report.milliseconds / 1000).toFixed(1);
  lines.push(
    `the index holds ${count(report.papers, 'paper')} in ${count(report.passages, 'sentence')}; this took ${seconds} s`,
  );
  return lines;
}
