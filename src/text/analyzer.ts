import { stemmer } from 'stemmer';
import { foldCharacters } from './fold.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Changes whenever the same text would give other terms: an index and weights made with another one do not fit. */
export const ANALYZER_VERSION = 'terms-1';

/** Longer tokens are base64, URLs and broken formulas, not words. */
const LONGEST_TERM = 40;
const MEMO_SIZE = 200_000;

/** A word, with what people join into words: hyphens and dots of names, decimal points, apostrophes. */
const CHUNK = /[\p{L}\p{N}]+(?:[-⋅·._'][\p{L}\p{N}]+)*/gu;
const CAMEL_PART = /\p{Lu}?\p{Ll}{2,}|\p{Lu}{2,}(?!\p{Ll})|\p{N}+/gu;

export interface Analyzer {
  readonly version: string;
  /**
   * The terms of a text, in order, repeats included: folded, lower case, Porter stems of words, without stop words. A
   * compound ("U-Net", "pre-training", "FlashAttention") gives its joined form and its parts, so that either finds it.
   */
  terms(text: string): readonly string[];
}

/** Makes an analyzer with a memo of its own: text of a corpus repeats its words, and stemming is the dear part. */
export function createAnalyzer(): Analyzer {
  const memo = new Map<string, readonly string[]>();
  return {
    version: ANALYZER_VERSION,
    terms(text) {
      const terms: string[] = [];
      for (const [chunk] of foldCharacters(text).matchAll(CHUNK)) {
        let found = memo.get(chunk);
        if (found === undefined) {
          found = chunkTerms(chunk);
          if (memo.size >= MEMO_SIZE) memo.clear();
          memo.set(chunk, found);
        }
        for (const term of found) terms.push(term);
      }
      return terms;
    },
  };
}

/** The terms of one chunk of text without white space: its joined form first, then its parts. */
export function chunkTerms(chunk: string): readonly string[] {
  const lower = chunk.toLowerCase();
  if (STOP_WORDS.has(lower)) return [];
  const bare = lower.replace(/'s$/u, '').replaceAll("'", '');
  // A decimal or a version number is one term: "0.5", "3.67x", "v1.5".
  const pieces = bare.split(/(?<!\d)\.|\.(?!\d)|[-⋅·_]/u).filter((piece) => piece !== '');
  const terms = new Set<string>();
  if (pieces.length > 1 && pieces.length <= 4) addTerm(terms, pieces.join(''));
  else if (pieces.length === 1) addTerm(terms, bare);
  if (pieces.length > 1) for (const piece of pieces) if (!STOP_WORDS.has(piece)) addTerm(terms, piece);
  for (const part of camelParts(chunk)) addTerm(terms, part);
  return [...terms];
}

/** "FlashAttention" → flash, attention; nothing for words of one part and for parts that are too short to mean much. */
function camelParts(chunk: string): string[] {
  if (!/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(chunk)) return [];
  return [...chunk.matchAll(CAMEL_PART)]
    .map(([part]) => part.toLowerCase())
    .filter((part) => part.length > 2 && !STOP_WORDS.has(part));
}

function addTerm(terms: Set<string>, word: string): void {
  if (word.length < 2 || word.length > LONGEST_TERM) return;
  terms.add(/^[a-z]+$/.test(word) ? stemmer(word) : word);
}
