import { z } from 'zod';
import type { ReplyFormat } from '../chat/chat-model.ts';
import type { Outcome } from './answer.ts';

const quote = z.object({ source: z.int(), quote: z.string() });
const claim = z.object({ quotes: z.array(quote), claim: z.string() });
const outcome = z.enum(['answered', 'not-stated', 'not-in-corpus']);

/** The shapes that prompts/ ask for. What comes is read with more patience; see below. */
export const CLAIMS_REPLY: ReplyFormat = {
  name: 'claims',
  schema: z.object({ outcome, search: z.array(z.string()), claims: z.array(claim) }),
};
export const SUMMARY_REPLY: ReplyFormat = {
  name: 'summary',
  schema: z.object({
    outcome,
    search: z.array(z.string()),
    claims: z.array(z.object({ theme: z.string(), ...claim.shape })),
  }),
};
export const COMPARISON_REPLY: ReplyFormat = {
  name: 'comparison',
  schema: z.object({
    rows: z.array(
      z.object({ aspect: z.string(), cells: z.array(z.object({ ...quote.shape, text: z.string() })) }),
    ),
    claims: z.array(claim),
  }),
};
export const MENDED_REPLY: ReplyFormat = { name: 'mended', schema: z.object({ claims: z.array(claim) }) };
export const ENTAILMENT_REPLY: ReplyFormat = {
  name: 'entailment',
  schema: z.object({ why: z.string(), answer: z.enum(['yes', 'partly', 'no']) }),
};

/** A quote as a model names it, by the number of its source. */
export interface WrittenQuote {
  readonly source: number;
  readonly quote: string;
}

export interface WrittenClaim {
  readonly theme: string | null;
  readonly quotes: readonly WrittenQuote[];
  readonly text: string;
}

/** A number may come as text, bare or in brackets: 2, "2", "[2]", "source 2". */
const sourceNumber = z.union([
  z.int(),
  z
    .string()
    .max(40)
    .regex(/^\D*\d{1,4}\D*$/u)
    .transform((text) => Number(/\d+/u.exec(text)?.[0])),
]);
const lenientQuote = z
  .object({ source: sourceNumber, quote: z.string().optional(), text: z.string().optional() })
  .transform(({ source, quote, text }) => ({ source, quote: quote ?? text ?? '' }));
const lenientClaim = z
  .object({
    theme: z.string().optional().catch(undefined),
    quotes: z.union([z.array(lenientQuote), lenientQuote.transform((one) => [one])]).optional(),
    source: sourceNumber.optional(),
    quote: z.string().optional(),
    claim: z.string().optional(),
    text: z.string().optional(),
    statement: z.string().optional(),
  })
  .transform(({ theme, quotes, source, quote: own, claim: said, text, statement }): WrittenClaim => {
    const single = source === undefined || own === undefined ? [] : [{ source, quote: own }];
    return { theme: theme ?? null, quotes: quotes ?? single, text: said ?? statement ?? text ?? '' };
  });

/** A claim as a model wrote it; null for what is none. A claim without quotes is one: the check says what is wrong with it. */
export function readClaim(value: unknown): WrittenClaim | null {
  const parsed = lenientClaim.safeParse(value);
  return parsed.success && (parsed.data.text !== '' || parsed.data.quotes.length > 0) ? parsed.data : null;
}

export interface WrittenRow {
  readonly aspect: string;
  readonly cells: readonly (WrittenQuote & { readonly text: string })[];
}

const lenientCell = z.object({ source: sourceNumber, quote: z.string(), text: z.string() });
const lenientRow = z.object({ aspect: z.string(), cells: z.array(z.unknown()) });

/** A row of a comparison; cells that are none (null, "not stated") are left out. */
export function readRow(value: unknown): WrittenRow | null {
  const parsed = lenientRow.safeParse(value);
  if (!parsed.success) return null;
  return {
    aspect: parsed.data.aspect,
    cells: parsed.data.cells.flatMap((cell) => lenientCell.safeParse(cell).data ?? []),
  };
}

/** "Not stated", "not_stated" and "not-stated" are one; null for what is no outcome. */
export function readOutcome(value: unknown): Outcome | null {
  if (typeof value !== 'string') return null;
  return (
    outcome.safeParse(
      value
        .trim()
        .toLowerCase()
        .replace(/[\s_]+/gu, '-'),
    ).data ?? null
  );
}

const MOST_SEARCHES = 3;
const LONGEST_SEARCH = 120;

/** Phrases to search for: one line each, a few at most. */
export function readSearches(value: unknown): string[] {
  const given = typeof value === 'string' ? [value] : (z.array(z.unknown()).safeParse(value).data ?? []);
  return given
    .filter((phrase): phrase is string => typeof phrase === 'string')
    .map((phrase) => phrase.replace(/[\p{C}\s]+/gu, ' ').trim())
    .filter((phrase) => phrase !== '' && phrase.length <= LONGEST_SEARCH)
    .slice(0, MOST_SEARCHES);
}

const lenientEntailment = z.object({
  why: z.string().catch(''),
  answer: z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .pipe(z.enum(['yes', 'partly', 'no'])),
});

export function readEntailment(value: unknown): z.infer<typeof lenientEntailment> | null {
  return lenientEntailment.safeParse(value).data ?? null;
}
