import type { ModelSession } from '../chat/model-session.ts';
import { EndpointError, LimitError } from '../errors.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { Answerer, AnswererEvent, AnswererResult, AnswerTask } from './answerer.ts';
import { modelComparison } from './model-comparison.ts';
import { type ModelProgress, UnusableReply } from './model-progress.ts';
import { modelProse } from './model-prose.ts';

/**
 * Answers in a model's words, every claim checked against what it quotes before it is yielded. When the model cannot be had or gives
 * nothing that holds, `fallback` answers, with one notice that says why; what was yielded before stays.
 */
export function createModelAnswerer(given: {
  readonly session: ModelSession;
  readonly analyzer: Analyzer;
  readonly fallback: Answerer;
}): Answerer {
  const { session, analyzer, fallback } = given;

  async function* fromModel(
    task: AnswerTask,
    progress: ModelProgress,
  ): AsyncGenerator<AnswererEvent, Pick<AnswererResult, 'outcome' | 'search'>, void> {
    const by = { session, analyzer, progress };
    if (task.intent.kind !== 'compare') return yield* modelProse(task, by);
    yield* modelComparison(task, by);
    return { outcome: 'answered', search: [] };
  }

  return {
    async *answer(task): AsyncGenerator<AnswererEvent, AnswererResult, void> {
      // Without evidence there is nothing to ask a model about.
      const evidence = task.intent.kind === 'compare' ? task.papers : task.wide;
      if (evidence.length === 0) return yield* fallback.answer(task);
      const progress: ModelProgress = { drafts: [], shown: [], tabled: false };
      try {
        const { outcome, search } = yield* fromModel(task, progress);
        const common = { missing: task.missing, answerer: session.name, degraded: null };
        return { ...common, outcome, search, drafts: progress.drafts };
      } catch (error) {
        const why = failureWords(error, session.name, progress.shown.length > 0 || progress.tabled);
        if (why === null) throw error;
        const began = progress.shown.length > 0 || progress.tabled;
        const degraded = `${why} ${began ? 'The rest is quoted from the abstracts.' : 'The abstracts are quoted instead.'}`;
        yield { type: 'notice', notice: { text: degraded } };
        const quoted = fallback.answer(task);
        const rest = yield* began ? whatIsNew(quoted, progress) : quoted;
        const answered = began ? { outcome: 'answered' as const, answerer: session.name } : {};
        return { ...rest, ...answered, search: [], degraded, drafts: progress.drafts };
      }
    },
  };
}

/** Of an answer that comes behind another one: the quotes that the first did not give already. */
async function* whatIsNew(
  quoted: AsyncGenerator<AnswererEvent, AnswererResult, void>,
  { drafts }: ModelProgress,
): AsyncGenerator<AnswererEvent, AnswererResult, void> {
  const given = drafts.flatMap(({ verdict }) => verdict.claim?.quotes.map(({ text }) => text) ?? []);
  for (;;) {
    const step = await quoted.next();
    if (step.done === true) return step.value;
    if (step.value.type !== 'claim') continue;
    const { text } = step.value.claim;
    if (!given.some((quote) => text.includes(quote) || quote.includes(text))) yield step.value;
  }
}

/** What became of the model, in one line; null for what is no failure of the model's. */
function failureWords(error: unknown, model: string, began: boolean): string | null {
  if (error instanceof EndpointError) {
    const what = began ? 'did not finish' : 'was not available';
    return `The chat model ${what}: ${error.message.replace(/[.\s]+$/u, '')}.`;
  }
  if (error instanceof LimitError) return `The chat model was not asked. ${error.message}`;
  if (error instanceof UnusableReply)
    return `The chat model ${model} gave no usable answer: ${error.message}.`;
  return null;
}
