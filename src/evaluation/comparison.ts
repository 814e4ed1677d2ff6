import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { type Estimate, pairedDifference } from './bootstrap.ts';
import { type FigureDefinition, groupsOf, type Measured } from './figures.ts';

export type Verdict = 'noise' | 'better' | 'worse' | 'higher' | 'lower';

export interface FigureChange {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** Of after − before, question by question. */
  readonly difference: Estimate;
  /** `noise` when the interval of the difference holds 0. */
  readonly verdict: Verdict;
}

export interface Comparison {
  readonly previous: string;
  /** Questions of both runs. */
  readonly paired: number;
  /** Ids that only one run has; they count in neither. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  readonly groups: readonly { readonly group: string; readonly changes: readonly FigureChange[] }[];
}

export type MeasurementKind = 'questions' | 'collection';

const previousSchema = z.object({
  schema: z.literal(1),
  kind: z.enum(['questions', 'collection']),
  questions: z.array(
    z.object({
      id: z.string(),
      type: z.string().nullable(),
      figures: z.record(z.string(), z.number().nullable()),
    }),
  ),
});

/** What an earlier run wrote with --json. Throws InputError when the file is none, or is of the other kind. */
export async function readPrevious(file: string, kind: MeasurementKind): Promise<readonly Measured[]> {
  const remedy = 'Name a file that `ibid eval … --json` wrote.';
  let parsed: z.infer<typeof previousSchema>;
  try {
    parsed = previousSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError
        ? `${cause.issues[0]?.path.join('.') ?? ''} ${cause.issues[0]?.message ?? ''}`.trim()
        : cause instanceof Error
          ? cause.message
          : String(cause);
    throw new InputError(`${file} is no earlier measurement: ${reason}`, { remedy, cause });
  }
  if (parsed.kind !== kind)
    throw new InputError(
      `${file} measured ${parsed.kind === 'questions' ? 'answers to questions' : 'a collection'}, and this is ${kind === 'questions' ? 'about answers to questions' : 'a collection'}`,
      { remedy },
    );
  return parsed.questions;
}

/**
 * Pairs two runs question by question: what differs between questions is the same on both sides and drops out, so that small
 * changes show (paired bootstrap: Sakai 2006). Throws InputError when they have no question in common.
 */
export function compareRuns(given: {
  readonly previous: string;
  readonly before: readonly Measured[];
  readonly after: readonly Measured[];
  readonly definitions: readonly FigureDefinition[];
}): Comparison {
  const { before, after } = given;
  const earlier = new Map(before.map((question) => [question.id, question]));
  const ids = new Set(after.map(({ id }) => id));
  const paired = after.flatMap((question) => {
    const older = earlier.get(question.id);
    return older === undefined
      ? []
      : [{ type: question.type, older: older.figures, newer: question.figures }];
  });
  if (paired.length === 0)
    throw new InputError(`${given.previous} has no question in common with this run`, {
      remedy: 'Compare runs over the same questions.',
    });
  return {
    previous: given.previous,
    paired: paired.length,
    onlyBefore: before.map(({ id }) => id).filter((id) => !ids.has(id)),
    onlyAfter: after.map(({ id }) => id).filter((id) => !earlier.has(id)),
    groups: groupsOf(paired).map(([group, members]) => ({
      group,
      changes: given.definitions.flatMap((definition) => {
        const pairs = members.flatMap(({ older, newer }) => {
          const [a, b] = [older[definition.name] ?? null, newer[definition.name] ?? null];
          return a === null || b === null ? [] : [[a, b] as const];
        });
        return pairs.length === 0 ? [] : [changeOf(definition, pairs)];
      }),
    })),
  };
}

function changeOf(
  { name, better }: FigureDefinition,
  pairs: readonly (readonly [before: number, after: number])[],
): FigureChange {
  const [before, after] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
  const difference = pairedDifference(before, after);
  return {
    name,
    before: mean(before),
    after: mean(after),
    difference,
    verdict: verdictOf(difference, better),
  };
}

function verdictOf({ low, high }: Estimate, better: FigureDefinition['better']): Verdict {
  if (low <= 0 && high >= 0) return 'noise';
  const direction = low > 0 ? 'higher' : 'lower';
  if (better === 'neither') return direction;
  return direction === better ? 'better' : 'worse';
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
