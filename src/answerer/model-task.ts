import { fitEvidence } from '../chat/budget.ts';
import { fenceFor, oneLine } from '../chat/fence.ts';
import type { ModelAsk, ModelSession } from '../chat/model-session.ts';
import { estimateTokens } from '../chat/tokens.ts';
import { LimitError } from '../errors.ts';
import type { RetrievedPaper } from '../retrieval/retriever.ts';
import type { Detail } from './answer.ts';
import type { AnswerTask } from './answerer.ts';
import { CLAIMS_REPLY, COMPARISON_REPLY, SUMMARY_REPLY } from './reply-shapes.ts';
import { GAP, headOf, type Source, sourcesText } from './sources-text.ts';

/** What is asked of the model, and the sources it is asked about. */
export interface PreparedAsk {
  readonly ask: ModelAsk;
  readonly sources: readonly Source[];
  readonly fence: string;
}

const LENGTHS: Readonly<Record<'answer' | 'list' | 'summary' | 'compare', Readonly<Record<Detail, string>>>> =
  {
    answer: {
      short: 'Length, when it is answered: one claim, the one that answers best.',
      normal:
        'Length, when it is answered: one claim for a question that one fact or one paper answers; otherwise two to four.',
      long: 'Length, when it is answered: four to eight claims, with the details that the sources give.',
    },
    list: {
      short: 'Length: the five best fitting papers at most.',
      normal: 'Length: every paper that fits.',
      long: 'Length: every paper that fits.',
    },
    summary: {
      short: 'Length: three to five claims.',
      normal: 'Length: five to twelve claims.',
      long: 'Length: a claim for nearly every source on the topic.',
    },
    compare: {
      short: 'Length: no rows of your own, and one claim.',
      normal: 'Length: one to three claims.',
      long: 'Length: three claims.',
    },
  };

const PROMPTS = {
  answer: { prompt: 'answer', format: CLAIMS_REPLY },
  list: { prompt: 'list', format: CLAIMS_REPLY },
  summary: { prompt: 'summarize', format: SUMMARY_REPLY },
  compare: { prompt: 'compare', format: COMPARISON_REPLY },
} as const;

/** Of a single paper. */
const DIGEST_LENGTHS: Readonly<Record<Detail, string>> = {
  short: 'Length: one claim, on what the paper does and finds.',
  normal: 'Length: three to five claims: what the paper is for, what it does, what came of it.',
  long: 'Length: five to eight claims: what the paper is for, what it does, what came of it.',
};

/** Every comparison has these rows, and then those that were asked for. */
export const STANDING_ASPECTS = ['problem', 'approach', 'result'] as const;

/** The prompt of a task with as much of its evidence as the model's window takes. */
export async function prepareAsk(task: AnswerTask, session: ModelSession): Promise<PreparedAsk> {
  const { kind } = task.intent;
  const { prompt, format } = PROMPTS[kind];
  const papers = kind === 'compare' ? task.papers : task.wide;
  const question = oneLine(task.question);
  const values = {
    question,
    context: contextOf(task, question),
    length: (kind === 'summary' && papers.length === 1 ? DIGEST_LENGTHS : LENGTHS[kind])[task.detail],
    ...(task.intent.kind === 'compare'
      ? { aspects: [...STANDING_ASPECTS, ...task.intent.aspects.map(oneLine)].join(', ') }
      : {}),
  };
  const fence = fenceFor([
    ...papers.flatMap(({ paper }) => [paper.title, paper.abstract]),
    ...Object.values(values),
  ]);
  const bare = await session.promptTokens(prompt, { ...values, fence, sources: '' });
  const room = session.window - Math.min(session.outputTokens, session.window / 4) - bare;
  const sources = sourcesFor(papers, room);
  if (sources.length === 0)
    throw new LimitError(
      `IBID_CHAT_WINDOW is ${session.window} tokens, which leaves no room for an abstract.`,
    );
  return {
    ask: { prompt, format, values: { ...values, fence, sources: sourcesText(sources) } },
    sources,
    fence,
  };
}

function sourcesFor(papers: readonly RetrievedPaper[], tokens: number): readonly Source[] {
  return fitEvidence({
    papers,
    tokens,
    perPaper: (paper) => estimateTokens(headOf(paper)),
    perPassage: estimateTokens(GAP),
  }).map(({ retrieved, passages }) => ({ paper: retrieved.paper, passages }));
}

/** What the question takes from the conversation, and what is known to be missing. */
function contextOf(task: AnswerTask, question: string): string {
  const standalone = oneLine(task.standaloneQuestion);
  return [
    standalone === question ? '' : `In the conversation it means: ${standalone}`,
    task.round === 2
      ? 'The collection has been searched for this as far as it will be; there is nothing more to search for.'
      : '',
    task.missing.length === 0
      ? ''
      : `Not in the collection at all, so say nothing about it: ${task.missing.map(oneLine).join(', ')}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
