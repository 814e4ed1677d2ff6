import { bylineOf, referenceOf } from '../../../answerer/answer-reference.ts';
import type { SearchHit, SearchReport } from '../../../ibid.ts';
import { note } from '../answer-printer.ts';
import { type CommandContext, printJson, requireText } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import type { Page } from '../page.ts';
import { terminalSafeLine } from '../terminal-safe.ts';

/** `ibid search`: ranked papers with the sentence that matches best. Nothing found is a result: exit code 0. */
export async function runSearch(
  context: CommandContext,
  options: { words: readonly string[]; limit: number; json: boolean },
): Promise<number> {
  const words = requireText(options.words, {
    name: 'text to search for',
    example: 'ibid search "graph neural networks"',
  });
  await ensureIndex(context);
  const ibid = await context.ibid();
  const report = await ibid.search({ words, limit: options.limit, signal: context.signal });
  for (const notice of report.notices) note(context.notes, `note: ${terminalSafeLine(notice)}`);
  if (options.json) {
    printJson(context, searchJson(words, report));
    return 0;
  }
  const { page } = context;
  page.write(
    report.hits.length === 0
      ? `No paper matches ${JSON.stringify(terminalSafeLine(words))}.\n`
      : `${report.hits.map((hit, place) => hitText(hit, place + 1, page)).join('\n\n')}\n`,
  );
  return 0;
}

function hitText({ paper, sentence }: SearchHit, place: number, page: Page): string {
  const { title, url } = referenceOf(paper);
  const byline = bylineOf(paper);
  const { bold, dim } = page.colours;
  const label = `${place}. `;
  const indent = ' '.repeat(label.length);
  const about = [byline, url].flatMap((part) => (part === null ? [] : [dim(terminalSafeLine(part))]));
  const head = [bold(terminalSafeLine(title)), ...about].join(' — ');
  const lines = [page.wrap(head, { first: label, rest: indent })];
  if (sentence !== null) {
    lines.push(page.wrap(`“${terminalSafeLine(sentence)}”`, { first: indent, rest: indent }));
  }
  return lines.join('\n');
}

function searchJson(words: string, { hits, notices }: SearchReport) {
  return {
    schema: 1,
    words,
    hits: hits.map(({ paper, score, sentence }) => ({
      paperId: paper.id,
      title: paper.title,
      authors: paper.authors,
      year: paper.year,
      url: referenceOf(paper).url,
      score,
      sentence,
    })),
    notices,
  };
}
