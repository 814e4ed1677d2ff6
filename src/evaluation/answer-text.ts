import { cleanText } from '../papers/cleaning.ts';
import { foldCharacters, foldForComparison } from '../text/fold.ts';

/** An answer without what markdown needs and a reader does not read: markers, escapes, lines of tables. */
function readText(markdown: string): string {
  return markdown
    .replace(/\[\d+\]/gu, ' ')
    .replace(/\\(?=[\p{P}\p{S}])/gu, '')
    .replace(/^[\s|:-]+$/gmu, ' ')
    .replaceAll('|', ' ');
}

/** How many words an answer has: runs between white space with a letter or a digit in them. */
export function wordCount(markdown: string): number {
  return readText(markdown)
    .split(/\s+/u)
    .filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
}

/**
 * The facts that an answer holds, after folding case, accents, LaTeX and hyphens. A fact begins where a word or number begins, and
 * a number ends where it does: `16` is in `16x` and not in `116` or `16.5`, `expert` is in `experts`.
 */
export function factsHeld(markdown: string, facts: readonly string[]): string[] {
  const answer = foldFact(readText(markdown));
  return facts.filter((fact) => {
    const wanted = foldFact(fact);
    for (let at = answer.indexOf(wanted); at >= 0; at = answer.indexOf(wanted, at + 1))
      if (wanted !== '' && standsAlone(answer, at, wanted)) return true;
    return false;
  });
}

function standsAlone(answer: string, at: number, wanted: string): boolean {
  const before = answer.slice(0, at);
  const behind = answer.slice(at + wanted.length);
  if (/^\p{L}/u.test(wanted) && /\p{L}$/u.test(before)) return false;
  if (/^\p{N}/u.test(wanted) && /\p{N}[.,]?$/u.test(before)) return false;
  return !(/\p{N}$/u.test(wanted) && /^[.,]?\p{N}/u.test(behind));
}

function foldFact(text: string): string {
  return foldCharacters(cleanText(text))
    .toLowerCase()
    .replace(/[-\s]+/gu, ' ')
    .trim();
}

/** Whether one of the quotes is the sentence, or holds the whole of it. */
export function quotesSentence(quotes: readonly string[], sentence: string): boolean {
  const wanted = foldForComparison(cleanText(sentence));
  return quotes.some((quote) => ` ${foldForComparison(cleanText(quote))} `.includes(` ${wanted} `));
}
