import type { Paper } from '../papers/paper.ts';
import type { Claim } from './claim.ts';
import { figuresOf } from './figures.ts';

/** Why a claim may not be shown. Exhaustive, so that a receipt can name each. */
export type ClaimProblem =
  | { readonly kind: 'no-quote' }
  | { readonly kind: 'unknown-marker'; readonly marker: number }
  | { readonly kind: 'not-verbatim'; readonly marker: number; readonly quote: string }
  | { readonly kind: 'not-the-quote' }
  | { readonly kind: 'figure-not-quoted'; readonly figure: string };

/**
 * What keeps a claim from being shown; empty when nothing does. A claim must cite, every marker must be of the closed set of
 * papers that the answer was given, every quote must be verbatim in the abstract it cites, a claim checked as `quote` must be
 * its quotes and nothing else, and every figure of the claim must be in what it quotes.
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
  const quoted = claim.quotes.map(({ text }) => text).join(' ');
  if (claim.check === 'quote' && claim.text !== quoted) problems.push({ kind: 'not-the-quote' });
  const known = new Set(figuresOf(quoted).map(({ value, unit }) => `${value}${unit}`));
  for (const { value, unit } of figuresOf(claim.text))
    if (!known.has(`${value}${unit}`))
      problems.push({ kind: 'figure-not-quoted', figure: `${value}${unit}` });
  return problems;
}
