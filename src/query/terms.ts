import { type Lexicon, nameKey } from '../papers/lexicon.ts';
import type { Vocabulary, WeightedTerm } from '../store/passage-index.ts';
import { type Analyzer, chunkTerms } from '../text/analyzer.ts';
import { foldCharacters } from '../text/fold.ts';
import { STOP_WORDS } from '../text/stop-words.ts';
import { withinEdits } from './edit-distance.ts';

/** What a guessed spelling counts beside the asker's own words, and what a term of an abbreviation's other form. */
const GUESS_WEIGHT = 0.7;
export const OTHER_FORM_WEIGHT = 0.4;
/** Shorter words have too many neighbours for a guess to mean anything. */
const SHORTEST_GUESSED = 5;
const GUESSES_PER_TERM = 3;
const LONGEST_JOINED = 24;
/** Terms of the longest long form that is looked for. */
const LONGEST_FORM = 6;

/**
 * The terms to look for: the asker's own, names written apart put together ("flash attention" → flashattention, "u net" →
 * unet) when the corpus has them so, and for a word that the corpus does not have the nearest spellings that it has.
 * `as written` leaves such a word as it is, for where nobody sees what was guessed.
 */
export function searchTerms(
  text: string,
  analyzer: Analyzer,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
  { spelling = 'guessed' }: { readonly spelling?: 'guessed' | 'as written' } = {},
): WeightedTerm[] {
  const sequence = analyzer.terms(text);
  const own = [...new Set(sequence)];
  const known = new Set(own);
  const found: WeightedTerm[] = own.map((term) => ({ term, weight: 1 }));
  for (const term of joinedNeighbours(text, analyzer, vocabulary)) {
    if (known.has(term) || vocabulary.documentFrequency(term) === 0) continue;
    known.add(term);
    found.push({ term, weight: 1 });
  }
  for (const term of otherForms(text, sequence, analyzer, lexicon)) {
    if (known.has(term) || vocabulary.documentFrequency(term) === 0) continue;
    known.add(term);
    found.push({ term, weight: OTHER_FORM_WEIGHT });
  }
  if (spelling === 'as written') return found;
  const unknown = own.filter(
    (term) =>
      term.length >= SHORTEST_GUESSED && /^\p{L}+$/u.test(term) && vocabulary.documentFrequency(term) === 0,
  );
  if (unknown.length === 0) return found;
  const guesses = nearestSpellings(unknown, vocabulary);
  return found.flatMap((entry) => {
    const spelt = guesses.get(entry.term);
    // The guess takes the place of the unknown word: it would otherwise count as a word that nothing covers.
    if (spelt === undefined) return [entry];
    return spelt.filter((term) => !known.has(term)).map((term) => ({ term, weight: GUESS_WEIGHT }));
  });
}

/** The terms of the long form of each abbreviation in a text ("SAE"), and of the abbreviation of each long form. */
function otherForms(
  text: string,
  sequence: readonly string[],
  analyzer: Analyzer,
  lexicon: Lexicon,
): string[] {
  const found: string[] = [];
  const words = foldCharacters(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  for (const word of words) {
    // Written small, "act" is a word; abbreviations of four letters on are rarely words as well.
    if (!/\p{Lu}.*\p{Lu}/u.test(word) && word.length < 4) continue;
    const key = nameKey(word);
    const [long] = [key.replace(/s$/u, ''), key].flatMap((form) => lexicon.longForms(form));
    if (long !== undefined) found.push(...analyzer.terms(long));
  }
  for (let start = 0; start < sequence.length; start++)
    for (let count = 2; count <= LONGEST_FORM && start + count <= sequence.length; count++)
      for (const short of lexicon.shortForms(sequence.slice(start, start + count).join(' ')))
        found.push(...analyzer.terms(short));
  return found;
}

/**
 * Neighbouring words written as one, where one of them says nothing by itself: a letter or two ("u net"), or a word that the corpus
 * does not have ("deep speed"). Two words that the corpus has stand for themselves: "boundary layer" is no name.
 */
function joinedNeighbours(text: string, analyzer: Analyzer, vocabulary: Vocabulary): string[] {
  const words = foldCharacters(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const saysNothing = (word: string): boolean =>
    word.length <= 2 || analyzer.terms(word).every((term) => vocabulary.documentFrequency(term) === 0);
  const joined: string[] = [];
  for (let i = 1; i < words.length; i++) {
    const [before, after] = [words[i - 1] as string, words[i] as string];
    if (STOP_WORDS.has(before.toLowerCase()) || STOP_WORDS.has(after.toLowerCase())) continue;
    const pair = `${before}${after}`.toLowerCase();
    if (pair.length <= LONGEST_JOINED && (saysNothing(before) || saysNothing(after)))
      joined.push(...chunkTerms(pair));
  }
  return joined;
}

/** For each word the spellings of the vocabulary at the least distance: one edit, or two from eight letters on. */
function nearestSpellings(words: readonly string[], vocabulary: Vocabulary): Map<string, string[]> {
  const best = new Map<string, { distance: number; terms: string[] }>();
  for (const term of vocabulary.terms()) {
    if (term.length < SHORTEST_GUESSED - 1) continue;
    for (const word of words) {
      const most = word.length >= 8 ? 2 : 1;
      if (Math.abs(term.length - word.length) > most || term[0] !== word[0]) continue;
      const held = best.get(word);
      const distance = withinEdits(word, term, Math.min(most, held?.distance ?? most));
      if (distance === null) continue;
      if (held === undefined || distance < held.distance) best.set(word, { distance, terms: [term] });
      else held.terms.push(term);
    }
  }
  const ranked = (terms: string[]): string[] =>
    terms
      .sort((a, b) => vocabulary.documentFrequency(b) - vocabulary.documentFrequency(a) || (a < b ? -1 : 1))
      .slice(0, GUESSES_PER_TERM);
  return new Map([...best].map(([word, { terms }]) => [word, ranked(terms)]));
}
