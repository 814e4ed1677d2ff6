import type { AskRequest } from '../../ibid.ts';
import { createAnswerPrinter } from './answer-printer.ts';
import { type CommandContext, printJson } from './context.ts';
import { ensureIndex } from './ensure-index.ts';
import { follow } from './follow.ts';

/** Asks one question in a conversation of its own and prints the answer as it comes, or as JSON. Exit code 0: a refusal is an answer. */
export async function tellAnswer(
  context: CommandContext,
  asked: Pick<AskRequest, 'question' | 'intent' | 'detail'>,
  options: { readonly json: boolean; readonly verbose: boolean },
): Promise<number> {
  await ensureIndex(context);
  const conversation = (await context.ibid()).conversation();
  const printer = createAnswerPrinter({
    page: options.json ? null : context.page,
    notes: context.notes,
    verbose: options.verbose,
  });
  const answer = await follow(conversation, { ...asked, signal: context.signal }, (event) =>
    printer.show(event),
  );
  if (options.json) {
    const { toAnswerJson } = await import('../../answerer/answer-json.ts');
    printJson(context, toAnswerJson(answer));
  }
  return 0;
}
