import { z } from 'zod';
import type { Outcome } from '../answerer/answer.ts';
import { InputError } from '../errors.ts';
import { cleanText } from '../papers/cleaning.ts';
import type { PaperSummary } from '../store/passage-index.ts';
import { foldForComparison } from '../text/fold.ts';
import { type InputLine, readJsonValues } from './input-lines.ts';

const words = z.string().refine((text) => text.trim() !== '', { error: 'must not be blank' });
const outcome = z.enum(['answered', 'not-stated', 'not-in-corpus']);

const questionSchema = z
  .object({
    id: z.union([words, z.number().transform(String)]),
    type: words,
    question: words,
    history: z.array(words).default([]),
    outcome,
    also_outcome: z.union([z.array(outcome), outcome.transform((one) => [one])]).default([]),
    papers: z.array(words).default([]),
    also_ok: z.array(words).default([]),
    facts: z.array(words).default([]),
    evidence: z.string().default(''),
  })
  .refine(({ outcome, papers }) => outcome !== 'answered' || papers.length > 0, {
    path: ['papers'],
    error: 'must name the papers that an answer cites, as the outcome is "answered"',
  });

/** A question with what a right answer to it is. Titles are folded (`titleKey`), so that they can be compared. */
export interface JudgedQuestion {
  readonly id: string;
  readonly type: string;
  readonly question: string;
  /** Asked before it in the same conversation, in order. */
  readonly history: readonly string[];
  readonly outcome: Outcome;
  /** Outcomes that are right too. */
  readonly alsoOutcome: readonly Outcome[];
  /** Must be cited. */
  readonly papers: readonly string[];
  /** May be cited and need not be: they count neither way. */
  readonly alsoOk: readonly string[];
  readonly facts: readonly string[];
  /** The sentence that answers best; null where no single one does. */
  readonly evidence: string | null;
}

/** The form in which titles are compared: case, accents, LaTeX and punctuation do not matter. */
export function titleKey(title: string): string {
  return foldForComparison(cleanText(title));
}

export interface QuestionFile {
  readonly questions: readonly JudgedQuestion[];
  /** Titles under `also_ok` that no indexed paper has: harmless, and perhaps misspelt. */
  readonly unknownAlsoOk: readonly string[];
}

/**
 * Reads a JSONL file of questions. Throws InputError naming every line that is not of the form, and every title under `papers` that
 * no indexed paper has: such a question could never be answered rightly.
 */
export async function readQuestionFile(
  file: string,
  indexed: readonly PaperSummary[],
  signal: AbortSignal | undefined,
): Promise<QuestionFile> {
  const lines = await readJsonValues({
    file,
    schema: questionSchema,
    idOf: ({ id }) => id,
    expected:
      '{"id": "…", "type": "…", "question": "…", "outcome": "answered | not-stated | not-in-corpus", "papers": ["title", …]}',
    signal,
  });
  const known = new Set(indexed.map(({ title }) => titleKey(title)));
  refuseUnknownTitles(file, lines, known);
  const alsoOk = lines.flatMap(({ value }) => value.also_ok);
  return {
    questions: lines.map(({ value }) => ({
      id: value.id,
      type: value.type,
      question: value.question,
      history: value.history,
      outcome: value.outcome,
      alsoOutcome: value.also_outcome,
      papers: value.papers.map(titleKey),
      alsoOk: value.also_ok.map(titleKey),
      facts: value.facts,
      evidence: value.evidence.trim() === '' ? null : value.evidence,
    })),
    unknownAlsoOk: [...new Set(alsoOk)].filter((title) => !known.has(titleKey(title))),
  };
}

function refuseUnknownTitles(
  file: string,
  lines: readonly InputLine<z.infer<typeof questionSchema>>[],
  known: ReadonlySet<string>,
): void {
  const unknown = lines.flatMap(({ line, value }) =>
    value.papers.filter((title) => !known.has(titleKey(title))).map((title) => ({ line, title })),
  );
  if (unknown.length === 0) return;
  const shown = unknown
    .slice(0, 10)
    .map(({ line, title }) => `${file}:${line}: no indexed paper has the title ${JSON.stringify(title)}`);
  const more = unknown.length > 10 ? [`and ${unknown.length - 10} more`] : [];
  throw new InputError([...shown, ...more].join('\n'), {
    remedy:
      'Ask the index that the questions are about (--index), or mend the titles: `ibid papers` lists them.',
  });
}
