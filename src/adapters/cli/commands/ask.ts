import { UsageError } from '../../../errors.ts';
import { createAnswerPrinter } from '../answer-printer.ts';
import { type CommandContext, printJson, requireText } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { follow } from '../follow.ts';

export interface AskOptions {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly verbose: boolean;
  /** A file of questions, `-` for stdin. */
  readonly batch: string | null;
  /** Where a batch's answers go; null for stdout. */
  readonly out: string | null;
  readonly resume: boolean;
}

/** `ibid ask`: a refusal is an answer too, so the exit code is 0 for each. */
export async function runAsk(context: CommandContext, options: AskOptions): Promise<number> {
  if (options.batch !== null) {
    if (options.words.length > 0) {
      throw new UsageError('ask takes a question or --batch, not both', {
        remedy: 'Put the question into the batch file, or leave --batch out.',
      });
    }
    const { runBatch } = await import('./ask-batch.ts');
    return runBatch(context, { batch: options.batch, out: options.out, resume: options.resume });
  }
  if (options.out !== null || options.resume) {
    throw new UsageError(`${options.out !== null ? '--out' : '--resume'} belongs to --batch`, {
      remedy: 'One answer goes to stdout: ibid ask "question" --json > answer.json',
    });
  }
  const question = requireText(options.words, {
    name: 'question',
    example: 'ibid ask "How much faster is VQGraph\'s inference than GNNs?"',
  });
  await ensureIndex(context);
  const conversation = (await context.ibid()).conversation();
  const printer = createAnswerPrinter({
    page: options.json ? null : context.page,
    notes: context.notes,
    verbose: options.verbose,
  });
  const answer = await follow(conversation, question, context.signal, (event) => printer.show(event));
  if (options.json) {
    const { toAnswerJson } = await import('../../../answerer/answer-json.ts');
    printJson(context, toAnswerJson(answer));
  }
  return 0;
}
