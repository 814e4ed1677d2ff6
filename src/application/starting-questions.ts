import type { Answer } from '../answerer/answer.ts';
import type { Facet } from '../answerer/starting-questions/told.ts';
import { type StartingQuestion, startingQuestionsOf } from '../answerer/starting-questions.ts';
import type { Passage } from '../papers/paper.ts';
import { splitIntoPassages } from '../papers/splitting.ts';
import { ask } from './ask.ts';
import { createMemory } from './memory.ts';
import { requirePapers } from './require-papers.ts';
import type { Workbench } from './workbench.ts';

const MOST = 3;
/** Candidates that are asked; those behind it say little. */
const MOST_ASKED = 12;
/** From this worth on a question is made of its sentence's own words. */
const SPECIFIC = 1.9;

/** What a group begins with, what it goes on to, and what it ends with: a start has something of each, where it can. */
const STEPS: Readonly<Record<Facet, 0 | 1 | 2>> = {
  problem: 0,
  difference: 0,
  question: 2,
  scope: 1,
  covered: 2,
  definition: 1,
  method: 1,
  parts: 1,
  component: 1,
  idea: 1,
  training: 1,
  figure: 2,
  comparison: 2,
  data: 2,
  use: 2,
  theory: 2,
  result: 2,
  outlook: 2,
  release: 2,
};

/** A question with the sentences that it was drawn from. */
interface Candidate extends Omit<StartingQuestion, 'ordinal'> {
  readonly ordinals: readonly number[];
}

interface Holding extends Candidate {
  /** The place of the sentence that answers it. */
  readonly answer: number;
}

/**
 * At most three questions that the paper's abstract answers, in the order of the sentences that answer them. Each was asked about the
 * paper, without a model and without a conversation: it is answered, with the sentence that it was drawn from, and no two were drawn from
 * one. None for an abstract that gives none. Throws UsageError for an unknown paper.
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
  const holding: Holding[] = [];
  for (const candidate of merged(startingQuestionsOf(paper)).slice(0, MOST_ASKED)) {
    const asking = ask(
      { question: candidate.text, about: [paperId], ...(signal === undefined ? {} : { signal }) },
      createMemory(),
      async () => bench,
    );
    const answer = answeredAt(await whole(asking), passages, candidate.ordinals);
    if (answer !== null) holding.push({ ...candidate, answer });
  }
  return chosen(holding).map(({ text }) => text);
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

/** The sentence that the question was drawn from, where the answer quotes it; null when it does not hold. */
function answeredAt(
  { outcome, claims }: Answer,
  passages: readonly Passage[],
  drawnFrom: readonly number[],
): number | null {
  if (outcome !== 'answered') return null;
  const told = claims.flatMap(({ text }) => passages.filter((passage) => text.includes(passage.text)));
  return told.find(({ ordinal }) => drawnFrom.includes(ordinal))?.ordinal ?? null;
}

/** One of each step first, the most telling of those that differ in what they ask and in what answers them; then what is left. */
function chosen(holding: readonly Holding[]): readonly Holding[] {
  const taken: Holding[] = [];
  const open = ({ facet, answer }: Holding): boolean =>
    taken.length < MOST && taken.every((other) => other.facet !== facet && other.answer !== answer);
  for (const candidate of holding)
    if (open(candidate) && taken.every(({ facet }) => STEPS[facet] !== STEPS[candidate.facet]))
      taken.push(candidate);
  for (const candidate of holding) if (open(candidate)) taken.push(candidate);
  // Questions in words of the sentence itself differ even where they ask for the same kind of thing.
  for (const candidate of holding)
    if (
      taken.length < MOST &&
      candidate.worth >= SPECIFIC &&
      taken.every(({ answer }) => answer !== candidate.answer)
    )
      taken.push(candidate);
  return taken.sort((a, b) => a.answer - b.answer);
}
