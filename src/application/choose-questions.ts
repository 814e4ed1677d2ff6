import type { Facet } from '../answerer/starting-questions/told.ts';
import type { StartingQuestion } from '../answerer/starting-questions.ts';

/** A question that the abstract answers. */
export interface HeldQuestion extends Pick<StartingQuestion, 'text' | 'facet' | 'worth'> {
  /** The place of the sentence that answers it. */
  readonly answer: number;
  /** The place of the sentence that its answer begins with. */
  readonly first: number;
}

const MOST = 3;
/** From this worth on a question is made of its sentence's own words. */
export const SPECIFIC = 1.9;
/** One more question is worth more than better ones. */
const EACH = 10;
/** What a question adds that asks for another step. */
const OF_OTHER_STEP = 1.5;
/** What a question loses when its answer begins with another sentence. */
const BESIDE = 1;

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
  background: 0,
  aim: 1,
  proposal: 1,
};

/**
 * The three, or as many as there are, that tell most together: of different steps where that costs no question in the abstract's own
 * words, and no two alike.
 */
export function chooseQuestions(holding: readonly HeldQuestion[]): readonly HeldQuestion[] {
  let best: readonly HeldQuestion[] = [];
  for (const set of setsOf(holding, MOST)) if (worthOf(set) > worthOf(best)) best = set;
  return best.toSorted((a, b) => a.answer - b.answer);
}

/** All sets of at most so many of which no two are alike. */
function* setsOf(
  [first, ...others]: readonly HeldQuestion[],
  most: number,
  taken: readonly HeldQuestion[] = [],
): Generator<readonly HeldQuestion[], void, void> {
  if (taken.length === most || first === undefined) return yield taken;
  if (taken.every((other) => differ(first, other))) yield* setsOf(others, most, [...taken, first]);
  yield* setsOf(others, most, taken);
}

function worthOf(set: readonly HeldQuestion[]): number {
  const steps = new Set(set.map(({ facet }) => STEPS[facet]));
  return set.reduce((sum, one) => sum + EACH + tells(one), OF_OTHER_STEP * steps.size);
}

/** They ask for different things, different sentences answer them, and each answer begins with another. */
function differ(a: HeldQuestion, b: HeldQuestion): boolean {
  if (a.answer === b.answer || a.first === b.first) return false;
  if (a.facet !== b.facet) return true;
  // In words of the sentences themselves they differ even where they ask for the same kind of thing; and how it does one thing is not how it works.
  const specific = [a, b].filter(({ worth }) => worth >= SPECIFIC).length;
  return specific === 2 || (specific === 1 && a.facet === 'method');
}

/** A question whose answer begins with something else is worth less. */
function tells({ worth, first, answer }: HeldQuestion): number {
  return first === answer ? worth : worth - BESIDE;
}
