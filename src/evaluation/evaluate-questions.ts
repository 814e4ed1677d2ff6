import type { Answer, Outcome } from '../answerer/answer.ts';
import { throwIfAborted } from '../errors.ts';
import type { Conversation, Ibid } from '../ibid.ts';
import type { Paper } from '../papers/paper.ts';
import type { ProgressListener } from '../progress.ts';
import type { PaperSummary } from '../store/passage-index.ts';
import { factsHeld } from './answer-text.ts';
import type { Measured } from './figures.ts';
import { questionFigures } from './question-figures.ts';
import type { JudgedQuestion } from './question-file.ts';
import { createInspector, type IndexedPapers, type Violation } from './violations.ts';

export interface MeasuredQuestion extends Measured {
  readonly question: string;
  readonly history: readonly string[];
  readonly standaloneQuestion: string;
  readonly outcome: Outcome;
  readonly rightOutcomes: readonly Outcome[];
  /** Markdown. */
  readonly answer: string;
  /** Titles, by marker. */
  readonly cited: readonly string[];
  /** Titles, best first. */
  readonly ranked: readonly string[];
  readonly missingFacts: readonly string[];
  /** Of the question and of those asked before it. */
  readonly violations: readonly Violation[];
  readonly notices: readonly string[];
  readonly milliseconds: number;
}

/** Asks each question in a conversation of its own, after the questions of its history. */
export async function evaluateQuestions(given: {
  readonly ibid: Pick<Ibid, 'conversation' | 'paper'>;
  readonly papers: readonly PaperSummary[];
  readonly questions: readonly JudgedQuestion[];
  readonly signal: AbortSignal;
  readonly onProgress: ProgressListener;
}): Promise<MeasuredQuestion[]> {
  const { questions, signal, onProgress } = given;
  const indexed = createIndexedPapers(given.ibid, given.papers);
  const measured: MeasuredQuestion[] = [];
  const report = (): void =>
    onProgress({ stage: 'answering', done: measured.length, total: questions.length, unit: 'questions' });
  for (const question of questions) {
    report();
    measured.push(await measure(question, given.ibid.conversation(), indexed, signal));
  }
  report();
  return measured;
}

async function measure(
  question: JudgedQuestion,
  conversation: Conversation,
  indexed: IndexedPapers,
  signal: AbortSignal,
): Promise<MeasuredQuestion> {
  const inspector = createInspector(indexed);
  const violations: Violation[] = [];
  for (const earlier of question.history)
    violations.push(...(await inspector.inspect(await answerTo(earlier, conversation, signal))));
  const answer = await answerTo(question.question, conversation, signal);
  violations.push(...(await inspector.inspect(answer)));
  const held = factsHeld(answer.markdown, question.facts);
  return {
    id: question.id,
    type: question.type,
    question: question.question,
    history: question.history,
    standaloneQuestion: answer.plan.standaloneQuestion,
    outcome: answer.outcome,
    rightOutcomes: [question.outcome, ...question.alsoOutcome],
    answer: answer.markdown,
    cited: answer.citations.map(({ paper }) => paper.title),
    ranked: answer.ranked.map(({ title }) => title),
    missingFacts: question.facts.filter((fact) => !held.includes(fact)),
    violations,
    notices: answer.notices.map(({ text }) => text),
    milliseconds: answer.milliseconds.total,
    figures: questionFigures(question, answer),
  };
}

async function answerTo(question: string, conversation: Conversation, signal: AbortSignal): Promise<Answer> {
  const events = conversation.ask({ question, signal });
  for (;;) {
    const step = await events.next();
    throwIfAborted(signal);
    if (step.done === true) return step.value;
  }
}

/** Each paper is read once, however often it is cited. */
function createIndexedPapers(ibid: Pick<Ibid, 'paper'>, papers: readonly PaperSummary[]): IndexedPapers {
  const read = new Map<string, Promise<Paper>>();
  return {
    titles: new Map(papers.map(({ id, title }) => [id, title])),
    paper(id) {
      const known = read.get(id) ?? ibid.paper(id);
      read.set(id, known);
      return known;
    },
  };
}
