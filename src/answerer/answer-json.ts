import { z } from 'zod';
import { paperUrl } from '../papers/paper.ts';
import type { Answer } from './answer.ts';

/** Enough for any cut-off that a ranking is judged at; the contract asks for ten. */
const RETRIEVED_LIMIT = 100;

const count = z.int().nonnegative();
const marker = z.int().positive();

const tableSchema = z.strictObject({
  papers: z.array(marker),
  rows: z.array(
    z.strictObject({
      aspect: z.string(),
      cells: z.array(z.strictObject({ text: z.string(), quote: z.string() }).nullable()),
    }),
  ),
});

/**
 * What `ask --json` prints, and each line of a batch: the one definition of that contract. A change that a reader of
 * version 1 would stumble on needs another `schema` number.
 */
export const answerJsonSchema = z.strictObject({
  schema: z.literal(1),
  /** Of the batch's line; absent otherwise. */
  id: z.string().optional(),
  question: z.string(),
  standaloneQuestion: z.string(),
  outcome: z.enum(['answered', 'not-stated', 'not-in-corpus']),
  /** Markdown with [1] markers, without the list of sources. */
  answer: z.string(),
  claims: z.array(
    z.strictObject({
      text: z.string(),
      quotes: z.array(z.strictObject({ marker, text: z.string() })),
      check: z.enum(['quote', 'checked', 'partial']),
    }),
  ),
  table: tableSchema.nullable(),
  missing: z.array(z.string()),
  citations: z.array(
    z.strictObject({
      marker,
      paperId: z.string(),
      title: z.string(),
      url: z.string().nullable(),
      quotes: z.array(z.string()),
    }),
  ),
  /** Best first, before any cut for the answer: the ten best papers at least, or all if there are fewer. */
  retrieved: z.array(z.strictObject({ paperId: z.string(), title: z.string(), score: z.number() })),
  answerer: z.string(),
  degraded: z.string().nullable(),
  usage: z.strictObject({ inputTokens: count, outputTokens: count, estimated: z.boolean() }).nullable(),
  milliseconds: z.strictObject({
    retrieve: z.number().nonnegative(),
    answer: z.number().nonnegative(),
    total: z.number().nonnegative(),
  }),
});

export type AnswerJson = z.infer<typeof answerJsonSchema>;

/** An answer in the form of the contract; `id` is that of its batch line. */
export function toAnswerJson(answer: Answer, id?: string): AnswerJson {
  return {
    schema: 1,
    ...(id === undefined ? {} : { id }),
    question: answer.plan.question,
    standaloneQuestion: answer.plan.standaloneQuestion,
    outcome: answer.outcome,
    answer: answer.markdown,
    claims: answer.claims.map(({ text, quotes, check }) => ({
      text,
      quotes: quotes.map((quote) => ({ marker: quote.marker, text: quote.text })),
      check,
    })),
    table: toTableJson(answer),
    missing: [...answer.missing],
    citations: answer.citations.map(({ marker, paper, quotes }) => ({
      marker,
      paperId: paper.id,
      title: paper.title,
      url: paperUrl(paper),
      quotes: [...quotes],
    })),
    retrieved: answer.ranked
      .slice(0, RETRIEVED_LIMIT)
      .map(({ paperId, title, score }) => ({ paperId, title, score })),
    answerer: answer.answerer,
    degraded: answer.degraded,
    usage: answer.usage === null ? null : { ...answer.usage },
    milliseconds: { ...answer.milliseconds },
  };
}

function toTableJson({ table }: Answer): AnswerJson['table'] {
  if (table === null) return null;
  return {
    papers: [...table.papers],
    rows: table.rows.map(({ aspect, cells }) => ({
      aspect,
      cells: cells.map((cell) => (cell === null ? null : { text: cell.text, quote: cell.quote })),
    })),
  };
}
