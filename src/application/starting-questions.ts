import type { Answer } from '../answerer/answer.ts';
import { partQuestionsOf } from '../answerer/starting-questions/part-questions.ts';
import { type StartingQuestion, startingQuestionsOf } from '../answerer/starting-questions.ts';
import type { Paper, Passage } from '../papers/paper.ts';
import { splitIntoPassages } from '../papers/splitting.ts';
import type { IndexReader } from '../store/passage-index.ts';
import { ask } from './ask.ts';
import { chooseQuestions, type HeldQuestion, SPECIFIC } from './choose-questions.ts';
import { createMemory } from './memory.ts';
import { requirePapers } from './require-papers.ts';
import type { Workbench } from './workbench.ts';

/** Candidates that are asked; those behind it say little. */
const MOST_ASKED = 16;

/** A question with the sentences that it was drawn from. */
interface Candidate extends Omit<StartingQuestion, 'ordinal'> {
  readonly ordinals: readonly number[];
}

/**
 * At most three questions that the paper's abstract answers, in the order of the sentences that answer them. Each was asked about the
 * paper, without a model and without a conversation: it is answered, with the sentence that it was drawn from, and no two answers begin
 * alike. Those in the abstract's own words come before those that fit any paper. None for an abstract that gives none. Throws UsageError
 * for an unknown paper.
 */
export async function startingQuestions(
  paperId: string,
  workbench: () => Promise<Workbench>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  // No model is asked: the same index gives the same questions.
  const bench: Workbench = { ...(await workbench()), desk: null };
  const [paper] = await requirePapers(bench.reader, [paperId], 'the questions are about');
  if (paper === undefined) return [];
  const passages = splitIntoPassages(paper);
  const holding: HeldQuestion[] = [];
  for (const candidate of merged(candidatesOf(paper))) {
    const asking = ask(
      { question: candidate.text, about: [paperId], ...(signal === undefined ? {} : { signal }) },
      createMemory(),
      async () => bench,
    );
    const answered = answeredAt(await whole(asking), passages, candidate.ordinals);
    // Words that fit every paper are worth asking only when the answer is there at first sight.
    if (answered !== null && (candidate.worth >= SPECIFIC || answered.first === answered.answer))
      holding.push({ ...candidate, ...answered });
  }
  return chooseQuestions(holding).map(({ text }) => text);
}

/** What the paper's abstract gives, whether or not it holds. Throws UsageError for an unknown paper. */
export async function questionsOf(paperId: string, reader: IndexReader): Promise<readonly string[]> {
  const papers = await requirePapers(reader, [paperId], 'the questions are about');
  return [...new Set(papers.flatMap(candidatesOf).map(({ text }) => text))];
}

function candidatesOf(paper: Paper): readonly StartingQuestion[] {
  return [...startingQuestionsOf(paper).slice(0, MOST_ASKED), ...partQuestionsOf(paper)];
}

/** A question that several sentences give is one question. */
function merged(questions: readonly StartingQuestion[]): readonly Candidate[] {
  const byText = Map.groupBy(questions, ({ text }) => text);
  return [...byText.values()].flatMap((same) => {
    const [{ ordinal, ...first }] = same as [StartingQuestion];
    return [{ ...first, ordinals: [ordinal, ...same.slice(1).map((other) => other.ordinal)] }];
  });
}

async function whole(asking: ReturnType<typeof ask>): Promise<Answer> {
  for (;;) {
    const step = await asking.next();
    if (step.done === true) return step.value;
  }
}

/** The sentence that the question was drawn from, where the answer quotes it, and what it begins with; null when it does not hold. */
function answeredAt(
  { outcome, claims }: Answer,
  passages: readonly Passage[],
  drawnFrom: readonly number[],
): Pick<HeldQuestion, 'answer' | 'first'> | null {
  if (outcome !== 'answered') return null;
  const told = claims.flatMap(({ text }) => passages.filter((passage) => text.includes(passage.text)));
  const answer = told.find(({ ordinal }) => drawnFrom.includes(ordinal))?.ordinal;
  return answer === undefined ? null : { answer, first: told[0]?.ordinal ?? answer };
}
