import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { InputFaults, type InputLine, readJsonValues } from '../src/evaluation/input-lines.ts';
import type { Paper } from '../src/papers/paper.ts';

const CLAIMS_FILE = fileURLToPath(new URL('data/claims/claims.jsonl', import.meta.url));

/** What was altered in a claim that is not true; told in data/claims/README.md. */
export const ALTERATIONS = [
  'number',
  'unit',
  'name',
  'direction',
  'negation',
  'scope',
  'source',
  'roles',
  'invented',
] as const;
export type Alteration = (typeof ALTERATIONS)[number];

export const SPLITS = ['dev', 'test'] as const;
export type Split = (typeof SPLITS)[number];

const words = z.string().refine((text) => text.trim() !== '' && text === text.trim(), {
  error: 'must be text without blanks around it',
});

const claimSchema = z
  .strictObject({
    id: words,
    split: z.enum(SPLITS),
    claim: words,
    quotes: z.array(z.strictObject({ paperId: words, quote: words })).min(1),
    true: z.boolean(),
    alteration: z.enum(ALTERATIONS).nullable(),
    note: z.string(),
  })
  .refine((claim) => claim.true === (claim.alteration === null), {
    path: ['alteration'],
    error: 'must be null for a true claim, and name what was altered in any other',
  })
  .refine((claim) => claim.true || claim.note !== '', {
    path: ['note'],
    error: 'must say what was altered',
  });

/** One line of the claims file. */
export type JudgedClaim = z.infer<typeof claimSchema>;

const NEAR_MISS = 'near-miss quote';

/** How a true claim was written: the part of its note before any colon; "plain" without a note. */
export function mannerOf(claim: JudgedClaim): string {
  return claim.note === '' ? 'plain' : (claim.note.split(':')[0] ?? claim.note);
}

/**
 * The claims of the file, checked against the papers that they quote. Throws InputError naming each bad line: nothing is measured
 * on data that are half right.
 */
export async function readClaims(
  papers: ReadonlyMap<string, Paper>,
  file: string = CLAIMS_FILE,
): Promise<JudgedClaim[]> {
  const lines = await readJsonValues({
    file,
    schema: claimSchema,
    idOf: ({ id }) => id,
    expected: 'a JSON object with id, split, claim, quotes, true, alteration and note',
    signal: undefined,
  });
  const faults = new InputFaults(file);
  const splitOf = new Map<string, InputLine<JudgedClaim>>();
  for (const { line, value } of lines) {
    for (const fault of faultsOfQuotes(value, papers)) faults.add(line, fault);
    for (const { paperId } of value.quotes) {
      const first = splitOf.get(paperId);
      if (first === undefined) splitOf.set(paperId, { line, value });
      else if (first.value.split !== value.split)
        faults.add(line, `the paper ${paperId} is in the split "${first.value.split}" on line ${first.line}`);
    }
  }
  faults.throwIfAny('Quotes must be verbatim, and a paper in one split only. Nothing was measured.');
  return lines.map(({ value }) => value);
}

/** A quote that is not verbatim must be announced by the note, and one that is announced must not be verbatim. */
function faultsOfQuotes(claim: JudgedClaim, papers: ReadonlyMap<string, Paper>): string[] {
  const faults: string[] = [];
  let inexact = 0;
  for (const { paperId, quote } of claim.quotes) {
    const paper = papers.get(paperId);
    if (paper === undefined) faults.push(`there is no paper ${JSON.stringify(paperId)} in corpus/`);
    else if (!paper.abstract.includes(quote)) {
      inexact += 1;
      if (mannerOf(claim) !== NEAR_MISS) faults.push(`the abstract of ${paperId} has not "${quote}"`);
    }
  }
  if (mannerOf(claim) === NEAR_MISS && inexact === 0)
    faults.push('the note tells of a near-miss quote, and all are verbatim');
  return faults;
}
