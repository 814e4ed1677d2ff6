import type { Claim, Quote } from './claim.ts';

/** A claim as a model wrote it, its sources resolved to markers, before anything of it is checked. */
export interface Draft {
  readonly text: string;
  readonly quotes: readonly Quote[];
}

/** What speaks against a draft, or against calling it checked. Exhaustive, so that a receipt can name each. */
export type Objection =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly characters: number }
  | { readonly kind: 'no-quote' }
  | { readonly kind: 'unknown-source'; readonly marker: number }
  /** Neither verbatim in the abstract nor near enough to be repaired. */
  | { readonly kind: 'not-verbatim'; readonly marker: number; readonly quote: string }
  /**
   * In none of the texts that are cited, or only outside of what is quoted of them; `nearly`: rounded, or with a unit where the quote
   * has none; `otherwise`: quoted, but of something else.
   */
  | {
      readonly kind: 'figure';
      readonly figure: string;
      readonly found: 'elsewhere' | 'nowhere' | 'nearly' | 'otherwise';
    }
  | { readonly kind: 'name'; readonly name: string; readonly found: 'elsewhere' | 'nowhere' }
  /** The claim denies what is quoted, or says without reserve what is denied there. */
  | { readonly kind: 'negation'; readonly word: string }
  /** The claim says "lower" where "higher" is quoted. */
  | { readonly kind: 'direction'; readonly claimed: string; readonly quoted: string }
  /** What is quoted of one is claimed of the other: "B outperforms A", "12% on X and 45% on Y" the wrong way round. */
  | { readonly kind: 'roles'; readonly one: string; readonly other: string }
  /** The claim says "all", "always", "first" of what is quoted with less. */
  | { readonly kind: 'scope'; readonly word: string }
  /** Content words of the claim that are in none of its quotes; `share` (0…1) of its weight that is covered. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly share: number }
  /** One statement of the claim takes these words, and others of it, from different sentences of a paper. */
  | { readonly kind: 'joined'; readonly words: readonly string[] }
  /** The claim is in another language than its quotes, so that wording cannot be compared. */
  | { readonly kind: 'language' }
  /** A model asked whether the quotes carry the claim said no, or in part. */
  | { readonly kind: 'entailment'; readonly answer: 'no' | 'partly'; readonly why: string };

/** `dropped` claims are never shown. Quotes of `claim` are verbatim, as repaired. */
export type Verdict =
  | {
      readonly check: 'checked' | 'partial';
      readonly claim: Claim;
      readonly objections: readonly Objection[];
    }
  | { readonly check: 'dropped'; readonly claim: null; readonly objections: readonly Objection[] };
