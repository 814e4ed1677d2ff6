import { looksEnglish } from '../embeddings/looks-english.ts';
import type { Paper } from '../papers/paper.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { placeOfFigure } from './check-figures.ts';
import { placedNames } from './check-names.ts';
import { type CitedTexts, citedTexts } from './cited-texts.ts';
import type { Claim } from './claim.ts';
import { readText } from './read-text.ts';

/** Why a claim may not be shown. Exhaustive, so that a receipt can name each. */
export type ClaimProblem =
  | { readonly kind: 'no-quote' }
  | { readonly kind: 'unknown-marker'; readonly marker: number }
  | { readonly kind: 'not-verbatim'; readonly marker: number; readonly quote: string }
  | { readonly kind: 'not-the-quote' }
  /** Of a claim that is called checked: in none of what it quotes. */
  | { readonly kind: 'figure-not-quoted'; readonly figure: string }
  /** Of a partial claim: nowhere in the papers that it cites. */
  | { readonly kind: 'figure-not-cited'; readonly figure: string }
  | { readonly kind: 'name-not-cited'; readonly name: string };

/** Numbers and names are compared as they are written: no stems are needed. */
const NO_TERMS: Analyzer = { version: 'none', terms: () => [] };

/**
 * What keeps a claim from being shown; empty when nothing does. A claim must cite, every marker must be of the closed set of
 * papers that the answer was given, every quote must be verbatim in the abstract it cites, and a claim checked as `quote` must be
 * its quotes and nothing else. Of any other claim every figure must be in what it quotes, and every name in the abstract or title of a
 * paper that it cites; of a partial one, figures may be anywhere in those, or rounded from what is there. The last gate: whatever
 * judgeDraft lets through passes.
 */
export function checkClaim(claim: Claim, paperOf: (marker: number) => Paper | null): ClaimProblem[] {
  if (claim.quotes.length === 0) return [{ kind: 'no-quote' }];
  const problems: ClaimProblem[] = [];
  for (const { marker, text } of claim.quotes) {
    const paper = paperOf(marker);
    if (paper === null) problems.push({ kind: 'unknown-marker', marker });
    else if (text.trim() === '' || !paper.abstract.includes(text))
      problems.push({ kind: 'not-verbatim', marker, quote: text });
  }
  if (claim.check === 'quote') {
    const quoted = claim.quotes.map(({ text }) => text).join(' ');
    return claim.text === quoted ? problems : [...problems, { kind: 'not-the-quote' }];
  }
  return [...problems, ...uncited(claim, citedTexts(claim.quotes, paperOf, NO_TERMS))];
}

function uncited({ text, check }: Claim, cited: CitedTexts): ClaimProblem[] {
  const claim = readText(text, NO_TERMS);
  const isChecked = check === 'checked';
  // "Two" and "twice" may count what the claim itself names.
  const figures = claim.figures().filter(({ spelled }) => !spelled);
  const wrong = figures.filter((figure) => {
    const place = placeOfFigure(figure, claim, cited);
    return isChecked ? place !== 'quoted' : place === 'nowhere';
  });
  const names = isChecked ? placedNames(claim, cited, looksEnglish(text)) : [];
  return [
    ...wrong.map(
      ({ written }): ClaimProblem => ({
        kind: isChecked ? 'figure-not-quoted' : 'figure-not-cited',
        figure: written,
      }),
    ),
    ...names
      .filter(({ place }) => place === 'nowhere')
      .map(({ name }): ClaimProblem => ({ kind: 'name-not-cited', name: name.text })),
  ];
}
