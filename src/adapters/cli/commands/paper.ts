import { referenceOf } from '../../../answerer/answer-reference.ts';
import { type CommandContext, printJson, requireText } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { paperText } from '../paper-text.ts';

/** `ibid paper`: all that is known of one paper, its abstract and where that was read. */
export async function runPaper(
  context: CommandContext,
  options: { words: readonly string[]; json: boolean },
): Promise<number> {
  const idOrTitle = requireText(options.words, {
    name: "paper's id or title",
    example: 'ibid paper 2308.02117',
  });
  await ensureIndex(context);
  const paper = await (await context.ibid()).paper(idOrTitle);
  if (options.json) printJson(context, { schema: 1, paper: { ...paper, url: referenceOf(paper).url } });
  else context.page.write(`${paperText(paper, context.page)}\n`);
  return 0;
}
