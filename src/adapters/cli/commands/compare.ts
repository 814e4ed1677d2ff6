import { UsageError } from '../../../errors.ts';
import type { CommandContext } from '../context.ts';
import { type ShownAs, tellAnswer } from '../tell-answer.ts';

export interface CompareOptions extends ShownAs {
  /** Names, titles or descriptions of what is set against each other: one an argument. */
  readonly sides: readonly string[];
  readonly aspects: readonly string[];
}

const EXAMPLE = 'ibid compare "VQGraph" "Faster Diffusion" --on speed';

/** `ibid compare`: a table whose every cell is cited, one column a side. Throws UsageError for fewer than two sides, or the same one twice. */
export async function runCompare(context: CommandContext, options: CompareOptions): Promise<number> {
  const sides = options.sides.map(oneLine);
  if (sides.length < 2) {
    const [only] = sides;
    throw new UsageError(
      only === undefined
        ? 'nothing to compare is named'
        : `only one side to compare is named: ${JSON.stringify(only)}`,
      { remedy: `Name two or more, each of several words in quotation marks: ${EXAMPLE}` },
    );
  }
  if (sides.includes(''))
    throw new UsageError('a side to compare is blank', { remedy: `Like this: ${EXAMPLE}` });
  const twice = sides.find((side, place) => sides.findIndex((other) => sameName(other, side)) < place);
  if (twice !== undefined)
    throw new UsageError(`${JSON.stringify(twice)} is named twice, and has nothing to be compared with`, {
      remedy: `Name each side once: ${EXAMPLE}`,
    });
  const aspects = options.aspects.map(oneLine);
  if (aspects.includes(''))
    throw new UsageError('an aspect behind --on is blank', { remedy: `Like this: ${EXAMPLE}` });
  const on = aspects.length === 0 ? '' : ` on ${listed(aspects)}`;
  return tellAnswer(
    context,
    { question: `Compare ${listed(sides)}${on}`, intent: { kind: 'compare', sides, aspects } },
    options,
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
