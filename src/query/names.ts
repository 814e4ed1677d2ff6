import { type Lexicon, nameKey } from '../papers/lexicon.ts';
import { isNameLike } from '../papers/names.ts';
import type { Vocabulary } from '../store/passage-index.ts';
import { chunkTerms } from '../text/analyzer.ts';
import { foldCharacters } from '../text/fold.ts';

/** A name of a method in a question, and the papers that are called so. */
export interface Mention {
  /** As the asker wrote it. */
  readonly name: string;
  readonly paperIds: readonly string[];
  /** Hardly any other paper says the name, so that naming it means the paper itself ("BERT" in a title does not). */
  readonly own: boolean;
  /** UTF-16 offsets in the folded question. */
  readonly start: number;
  readonly end: number;
}

/** A name of more papers than this says what a question is about, but not which paper is meant. */
const MOST_OWNERS = 2;
const LONGEST_NAME = 5;

/**
 * The methods that a question names, in the order it names them, longest names first where they overlap. A word that is a name
 * in capitals and an ordinary word without ("SALE", "PAL") counts only when it is written like a name.
 */
export function mentionsIn(question: string, lexicon: Lexicon, vocabulary: Vocabulary): Mention[] {
  const folded = foldCharacters(question);
  const words = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found: Mention[] = [];
  for (let i = 0; i < words.length; i++) {
    for (let count = Math.min(LONGEST_NAME, words.length - i); count >= 1; count--) {
      const [first, last] = [words[i], words[i + count - 1]];
      if (first === undefined || last === undefined) continue;
      const name = folded.slice(first.start, last.end);
      // Words of one name are joined by a space or a hyphen, never across a comma.
      if (/[^\p{L}\p{N}\s⋅·.\-_']/u.test(name)) continue;
      const mention = mentionOf(name, lexicon, vocabulary);
      if (mention === null) continue;
      found.push({ ...mention, start: first.start, end: last.end });
      i += count - 1;
      break;
    }
  }
  return found;
}

function mentionOf(
  name: string,
  lexicon: Lexicon,
  vocabulary: Vocabulary,
): Pick<Mention, 'name' | 'paperIds' | 'own'> | null {
  const plain = name.replace(/'s$/u, '');
  const keys = [nameKey(plain), nameKey(plain).replace(/s$/u, ''), `${nameKey(plain)}s`];
  for (const key of keys) {
    const paperIds = lexicon.papersNamed(key);
    if (paperIds.length === 0 || paperIds.length > MOST_OWNERS) continue;
    const most = isNameLike(plain) ? 3 * paperIds.length + 2 : paperIds.length + 2;
    if (!plain.includes(' ') && isOrdinary(key, most, vocabulary)) continue;
    return {
      name: plain,
      paperIds,
      own: plain.includes(' ') || !isOrdinary(key, paperIds.length + 1, vocabulary),
    };
  }
  return null;
}

/**
 * Words of a question that are written like names: a capital or a digit inside ("VQGraph", "GPT-4o", "SAE"), or a capital on a word
 * that begins no sentence.
 */
export function nameLikeWords(question: string): string[] {
  const names = new Set<string>();
  for (const match of foldCharacters(question).matchAll(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu)) {
    const [word] = match;
    const begins = /(?:^|[.?!:]\s*)$/u.test(question.slice(0, match.index));
    const mixed = /\p{L}/u.test(word) && /\p{N}/u.test(word);
    if (word.length > 1 && (isNameLike(word) || mixed || (!begins && /^\p{Lu}/u.test(word)))) names.add(word);
  }
  return [...names];
}

/** A word that more papers use than are called so: small, "sale" is no name, and "MoE" is one of a whole field. */
function isOrdinary(key: string, most: number, vocabulary: Vocabulary): boolean {
  const terms = chunkTerms(key);
  return terms.length === 0 || terms.some((term) => vocabulary.documentFrequency(term) > most);
}

/** A text has none of the question's words, although the corpus has some of them. */
export function isForeign(
  questionTerms: readonly string[],
  textTerms: readonly string[],
  vocabulary: Vocabulary,
): boolean {
  const known = questionTerms.filter((term) => vocabulary.documentFrequency(term) > 0);
  const own = new Set(textTerms);
  return known.length > 0 && !known.some((term) => own.has(term));
}
