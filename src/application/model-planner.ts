import { z } from 'zod';
import { condenseHistory } from '../chat/budget.ts';
import { fenceFor, oneLine } from '../chat/fence.ts';
import type { ModelAsk, ModelSession } from '../chat/model-session.ts';
import { readValues } from '../chat/read-values.ts';
import { EndpointError, LimitError } from '../errors.ts';
import type { Analyzer } from '../text/analyzer.ts';

/** A turn as far as a planner is told of it. */
export interface SaidTurn {
  readonly question: string;
  readonly answer: string;
}

/** A cited paper, by the marker that readers know it by. */
export interface ShownPaper {
  readonly marker: number;
  readonly title: string;
}

const rewritten = z.object({ question: z.string() });
const planned = z.object({ sides: z.array(z.string()), aspects: z.array(z.string()) });

const HISTORY_TOKENS = 1_500;
const LONGEST_QUESTION = 500;
const MOST_SIDES = 5;
const MOST_ASPECTS = 4;
const PLAIN_ASPECT = /^\p{L}[\p{L}'’-]*(?: \p{L}[\p{L}'’-]*){0,2}$/u;
/** A rewriting may have so many words that neither question nor conversation has: "and", "compared", "method". */
const NEW_TERMS = 3;

/**
 * A follow-up as a model writes it out with the conversation; null when it gave nothing that may be searched with. It may take words
 * from the conversation and the cited titles, and hardly any from elsewhere.
 */
export async function rewriteQuestion(
  session: ModelSession,
  given: {
    readonly question: string;
    readonly turns: readonly SaidTurn[];
    readonly shown: readonly ShownPaper[];
    readonly analyzer: Analyzer;
  },
): Promise<string | null> {
  const turns = condenseHistory({ turns: given.turns.map(plainTurn), tokens: HISTORY_TOKENS, perTurn: 12 });
  const history = turns
    .map(({ question, answer }) => `Reader: ${question}${answer === null ? '' : `\nProgram: ${answer}`}`)
    .join('\n');
  const papers = papersText(given.shown);
  const question = oneLine(given.question);
  const reply = await askOnce(session, {
    prompt: 'rewrite-question',
    values: { fence: fenceFor([history, papers, question]), history, papers, question },
    format: { name: 'rewritten', schema: rewritten },
  });
  const text = oneLine(rewritten.safeParse(reply?.fields).data?.question ?? '');
  if (text === '' || text.length > LONGEST_QUESTION) return null;
  const said = [history, papers, question].join(' ');
  if (inventsNames(text, said)) return null;
  const known = new Set(given.analyzer.terms(said));
  const foreign = new Set(given.analyzer.terms(text)).difference(known);
  if (foreign.size > NEW_TERMS) return null;
  await reply?.keep();
  return text;
}

export interface PlannedComparison {
  readonly sides: readonly string[];
  readonly aspects: readonly string[];
}

/**
 * What a question sets against each other, as a model reads it; null when that cannot be: each side must be in the words of the
 * question or of a cited title, and every name that the rules found must be among the sides. No sides: it compares no papers.
 */
export async function planComparison(
  session: ModelSession,
  given: {
    readonly question: string;
    readonly shown: readonly ShownPaper[];
    /** Names of papers that the question has, by rules. */
    readonly named: readonly string[];
    readonly analyzer: Analyzer;
  },
): Promise<PlannedComparison | null> {
  const { analyzer } = given;
  const papers = papersText(given.shown);
  const question = oneLine(given.question);
  const reply = await askOnce(session, {
    prompt: 'plan-comparison',
    values: { papers, question },
    format: { name: 'comparison_plan', schema: planned },
  });
  const plan = planned.safeParse(reply?.fields).data;
  if (plan === undefined) return null;
  const known = new Set(analyzer.terms(`${question} ${papers}`));
  const sides = [...new Set(plan.sides.map(oneLine).filter((side) => side !== ''))];
  const comparesNothing = plan.sides.length === 0 && given.named.length < 2;
  if (comparesNothing) {
    await reply?.keep();
    return { sides: [], aspects: [] };
  }
  if (sides.length < 2 || sides.length > MOST_SIDES) return null;
  if (sides.some((side) => analyzer.terms(side).some((term) => !known.has(term)))) return null;
  const all = sides.join(' ').toLowerCase();
  if (given.named.some((name) => !all.includes(name.toLowerCase()))) return null;
  await reply?.keep();
  return {
    sides,
    aspects: plan.aspects
      .map(oneLine)
      .filter((aspect) => PLAIN_ASPECT.test(aspect))
      .slice(0, MOST_ASPECTS),
  };
}

/** The values of a reply; null when the model cannot be had: the answer that is asked for next says so. */
async function askOnce(
  session: ModelSession,
  ask: ModelAsk,
): Promise<{ readonly fields: Readonly<Record<string, unknown>>; keep(): Promise<void> } | null> {
  try {
    const { values, end } = await readValues(session, ask);
    return { fields: values, keep: end.keep };
  } catch (error) {
    if (error instanceof EndpointError || error instanceof LimitError) return null;
    throw error;
  }
}

function papersText(shown: readonly ShownPaper[]): string {
  return shown.length === 0
    ? 'none'
    : shown.map(({ marker, title }) => `[${marker}] ${oneLine(title)}`).join('; ');
}

function plainTurn({ question, answer }: SaidTurn): SaidTurn {
  return { question: oneLine(question), answer: oneLine(answer) };
}

/** A name or a number that nobody said: a capital within the text, or a digit. */
function inventsNames(text: string, said: string): boolean {
  const known = said.toLowerCase();
  return [...text.matchAll(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu)].some(
    ([word], place) =>
      (place > 0 ? /[\p{Lu}\p{N}]/u : /\p{L}.*[\p{Lu}\p{N}]/u).test(word) &&
      !known.includes(word.toLowerCase()),
  );
}
