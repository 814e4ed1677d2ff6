import type { Detail } from '../../../answerer/answer.ts';
import { UsageError } from '../../../errors.ts';
import { type CommandContext, requireText } from '../context.ts';
import { type ShownAs, tellAnswer } from '../tell-answer.ts';

export interface AskOptions extends ShownAs {
  readonly words: readonly string[];
  readonly detail: Detail;
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
    return runBatch(context, {
      batch: options.batch,
      out: options.out,
      resume: options.resume,
      receipts: options.receipt,
      detail: options.detail,
    });
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
  return tellAnswer(context, { question, detail: options.detail }, options);
}
