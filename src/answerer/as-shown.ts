import type { Claim } from '../grounding/claim.ts';

/** A claim that says no more than its one quote, word for word, is shown as the quote that it is. */
export function asShown(claim: Claim): Claim {
  const [only, ...others] = claim.quotes;
  const isQuote = only !== undefined && others.length === 0 && bare(claim.text) === bare(only.text);
  return isQuote && claim.check === 'checked' ? { ...claim, text: only.text, check: 'quote' } : claim;
}

function bare(text: string): string {
  return text.replace(/[.\s]+$/u, '').trim();
}
