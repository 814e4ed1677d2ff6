import type { Analyzer } from '../text/analyzer.ts';

const MOST_WORDS = 6;
const LONGEST = 60;
const PLAIN = /^[\p{L}][\p{L}'’-]*(?:,? (?:[\p{L}&][\p{L}'’-]*))*$/u;
/** Written like a name: capitals within, or all of it. */
const NAME = /\p{Ll}\p{Lu}|^\p{Lu}{2,}/u;

/**
 * The name of a theme as a model put it, if it may stand over its claims: a few plain words, no name and no figure, one of which the
 * claims, their papers' titles or the question have too. Null otherwise.
 */
export function themeHeading(
  theme: string | null,
  about: readonly string[],
  analyzer: Analyzer,
): string | null {
  const heading =
    theme
      ?.replace(/\s+/gu, ' ')
      .replace(/[.:]+$/u, '')
      .trim() ?? '';
  const words = heading.split(' ');
  if (heading.length > LONGEST || words.length > MOST_WORDS || !PLAIN.test(heading)) return null;
  if (words.some((word) => NAME.test(word))) return null;
  const known = new Set(about.flatMap((text) => analyzer.terms(text)));
  return analyzer.terms(heading).some((term) => known.has(term))
    ? `${heading.slice(0, 1).toUpperCase()}${heading.slice(1)}`
    : null;
}
