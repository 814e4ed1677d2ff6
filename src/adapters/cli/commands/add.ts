import { referenceOf } from '../../../answerer/answer-reference.ts';
import { readArxivLink } from '../../../catalogue/arxiv-link.ts';
import { InterruptedError } from '../../../errors.ts';
import type { AddReport } from '../../../ibid.ts';
import { note } from '../answer-printer.ts';
import { type CommandContext, printJson } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { hitJson, hitText } from '../hit-text.ts';
import type { Page } from '../page.ts';
import { createProgressView } from '../progress-view.ts';
import { terminalSafeLine } from '../terminal-safe.ts';

/** `ibid add`: one paper from arXiv, with the two that are nearest to it. One that was here already is a result, too: exit code 0. */
export async function runAdd(
  context: CommandContext,
  options: { readonly idOrLink: string; readonly json: boolean },
): Promise<number> {
  const { page, notes, signal } = context;
  // A typing error is told before an index is made for it.
  readArxivLink(options.idOrLink);
  await ensureIndex(context);
  const ibid = await context.ibid();
  const view = await createProgressView({ stream: context.stderr, animated: context.animated });
  let report: AddReport;
  try {
    report = await ibid.add({ idOrLink: options.idOrLink, signal, onProgress: view.listen });
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError('interrupted; the paper was not added');
  } finally {
    view.finish();
  }
  for (const notice of report.notices) note(notes, `note: ${terminalSafeLine(notice)}`);
  if (options.json) printJson(context, addedJson(report));
  else page.write(`${addedText(report, page)}\n`);
  return 0;
}

function addedText(report: AddReport, page: Page): string {
  const { paper, nearest, papers } = report;
  const parts = [
    hitText({ paper, score: 1, sentence: null }, '', page),
    page.wrap(`${becameWords(report)}; the index holds ${papers} ${papers === 1 ? 'paper' : 'papers'}`),
  ];
  if (nearest.length > 0)
    parts.push(['Nearest here:', ...nearest.map((hit) => hitText(hit, '- ', page))].join('\n'));
  return parts.join('\n\n');
}

function becameWords({ isNew, changed }: AddReport): string {
  if (isNew) return 'added';
  return changed
    ? 'was here already, and is brought up to date'
    : 'was here already, and nothing of it is new';
}

function addedJson({ paper, isNew, changed, version, papers, nearest, notices }: AddReport) {
  return {
    schema: 1,
    paper: { ...paper, url: referenceOf(paper).url },
    isNew,
    changed,
    version,
    papers,
    nearest: nearest.map(hitJson),
    notices,
  };
}
