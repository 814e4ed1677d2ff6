import type { SearchReport } from '../../../ibid.ts';
import { note } from '../answer-printer.ts';
import { type CommandContext, printJson, requireText } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { hitJson, hitText } from '../hit-text.ts';
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
      : `${report.hits.map((hit, place) => hitText(hit, `${place + 1}. `, page)).join('\n\n')}\n`,
  );
  return 0;
}

function searchJson(words: string, { hits, notices }: SearchReport) {
  return { schema: 1, words, hits: hits.map(hitJson), notices };
}
