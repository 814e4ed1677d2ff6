import { type CommandContext, requireText } from '../context.ts';
import { tellAnswer } from '../tell-answer.ts';

/** `ibid summarize`: what the papers say on a topic, by theme, each finding quoted. Throws UsageError for a blank topic. */
export async function runSummarize(
  context: CommandContext,
  options: { readonly words: readonly string[]; readonly json: boolean },
): Promise<number> {
  const topic = requireText(options.words, {
    name: 'topic',
    example: 'ibid summarize "mixture of experts"',
  });
  return tellAnswer(
    context,
    { question: topic, intent: { kind: 'summary' } },
    { json: options.json, verbose: false },
  );
}
