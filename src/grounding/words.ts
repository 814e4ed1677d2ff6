import type { Analyzer } from '../text/analyzer.ts';
import { STOP_WORDS } from '../text/stop-words.ts';
import { type Pole, polesOf } from './opposites.ts';

/** A word of a text with what the checks ask of it. Positions count words, not characters. */
export interface Word {
  /** As written, folded: "Multi-head", "don't", "4.5x". */
  readonly text: string;
  readonly lower: string;
  /** What hyphens join, lower case: "multi", "head". */
  readonly parts: readonly string[];
  /** The analyzer's terms; none for a stop word. */
  readonly stems: readonly string[];
  /** Ends of scales that it names: of speed, of size. Those of the parts of compounds are not among them. */
  readonly poles: readonly Pole[];
  /** UTF-16 offset in the folded text. */
  readonly start: number;
  /** What stands between it and the word before it. */
  readonly gap: string;
  /** Punctuation that ends a clause stands before it: "; but", ". We". */
  readonly opensClause: boolean;
  /** A full stop, question mark or the beginning of the text stands before it. */
  readonly opensSentence: boolean;
  /** A colon or an opening quotation mark stands before it, behind which a capital says nothing. */
  readonly opensQuote: boolean;
}

const WORD = /\d+(?:,\d{3})+(?![\d,])[\p{L}\p{N}.]*(?<!\.)|[\p{L}\p{N}]+(?:[-⋅·._'^+][\p{L}\p{N}]+)*/gu;
const NO_STEMS: readonly string[] = [];
const CLAUSE_END = /[,;:.!?()[\]–—]|\s-\s|--/u;
const SENTENCE_END = /[.!?]["')\]]*\s/u;

/** The words of a folded text in order. */
export function wordsOf(folded: string, analyzer: Analyzer): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of folded.matchAll(WORD)) {
    const written = match[0];
    const gap = folded.slice(end, match.index);
    const lower = written.toLowerCase();
    // The analyzer gives nothing for a stop word; half of all words need not be given to it.
    const stems = STOP_WORDS.has(lower) ? NO_STEMS : analyzer.terms(written);
    words.push({
      text: written,
      lower,
      parts: lower.split('-'),
      stems,
      poles: polesOf(lower, stems[0] ?? lower),
      start: match.index,
      gap,
      // Between most words stands a space and nothing else.
      opensClause: words.length === 0 || (gap !== ' ' && CLAUSE_END.test(gap)),
      opensSentence: words.length === 0 || (gap !== ' ' && SENTENCE_END.test(gap)),
      opensQuote: gap !== ' ' && /[:;"“]\s*$|^"?["“]/u.test(gap),
    });
    end = match.index + written.length;
  }
  return words;
}
