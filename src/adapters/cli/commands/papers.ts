import { bylineOf } from '../../../answerer/answer-reference.ts';
import { type CommandContext, printJson } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { terminalSafeLine } from '../terminal-safe.ts';

/** `ibid papers`: every paper of the index, by title. */
export async function runPapers(context: CommandContext, options: { json: boolean }): Promise<number> {
  await ensureIndex(context);
  const papers = await (await context.ibid()).papers();
  if (options.json) {
    printJson(context, { schema: 1, papers });
    return 0;
  }
  const { page } = context;
  const { bold, cyan, dim } = page.colours;
  const widest = Math.min(24, Math.max(0, ...papers.map(({ id }) => id.length)));
  for (const paper of papers) {
    const byline = bylineOf(paper);
    const about = byline === null ? '' : ` ${dim(`— ${terminalSafeLine(byline)}`)}`;
    page.write(
      `${page.wrap(`${bold(terminalSafeLine(paper.title))}${about}`, {
        first: `${cyan(terminalSafeLine(paper.id).padEnd(widest))}  `,
        rest: '    ',
      })}\n`,
    );
  }
  if (papers.length === 0) page.write('The index is empty: "ibid index FILES…" puts papers into it.\n');
  return 0;
}
