import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { z } from 'zod';

/** A column of text that holds JSON of that shape; anything else is an issue of its row. */
export function jsonColumn<Shape extends z.ZodType>(shape: Shape) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : String(error));
        return z.NEVER;
      }
    })
    .pipe(shape);
}

/** Milliseconds since 1970. */
export const timeColumn = z.int().transform((milliseconds) => new Date(milliseconds));

/** How many rows a statement changed. */
export function changesOf(statement: StatementSync, ...parameters: readonly SQLInputValue[]): number {
  return Number(statement.run(...parameters).changes);
}

const textRow = z.object({ text: z.string() });

/** The values of the one column, named `text`, that a statement selects. */
export function textsOf(statement: StatementSync, ...parameters: readonly SQLInputValue[]): string[] {
  return statement.all(...parameters).map((row) => textRow.parse(row).text);
}
