import { type CommandContext, requireText } from '../context.ts';
import { type ShownAs, tellAnswer } from '../tell-answer.ts';

/** `ibid summarize`: what the papers say on a topic, by theme, each finding cited. Throws UsageError for a blank topic. */
export async function runSummarize(
  context: CommandContext,
  options: ShownAs & { readonly words: readonly string[] },
): Promise<number> {
  const topic = requireText(options.words, {
    name: 'topic',
    example: 'ibid summarize "mixture of experts"',
  });
  return tellAnswer(context, { question: topic, intent: { kind: 'summary' } }, options);
}
