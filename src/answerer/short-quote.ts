/** What it is worth that a quote begins with the main clause, and with the sentence. */
const MAIN_CLAUSE = 0.3;
const BEGINNING = 0.15;
const PREFERRED = 1;
/** "Theoretically," says nothing. */
const LEAST_WORDS = 4;
/** A clause that leads up to another: "To address this,", "Drawing on …,", "In this paper,". */
const LEADING =
  /^(?:to|in|on|by|with|within|while|when|as|for|from|given|despite|due|although|though|since|because|however|moreover|furthermore|specifically|additionally|finally|thus|therefore|hence|notably|particularly|consequently|unlike|instead|compared|\p{L}+(?:ing|ed)) /iu;

/**
 * The part of a sentence that says most of what was asked, verbatim: whole clauses, as many as fit. A short sentence stays
 * whole. `termsOf` is the analyzer's; `worth` weighs a term.
 */
export function shortQuote(given: {
  readonly sentence: string;
  readonly mostWords: number;
  readonly termsOf: (text: string) => readonly string[];
  readonly worth: (term: string) => number;
  /** What the quote should hold, if the sentence does. */
  readonly prefer?: RegExp;
}): string {
  const { sentence, mostWords } = given;
  if (countWords(sentence) <= mostWords) return sentence;
  const ends = clauseEnds(sentence);
  const clauses = ends.map((end, place) => ({ start: ends[place - 1] ?? 0, end }));
  const leads = clauses.length > 1 && LEADING.test(sentence) && /,\s*$/u.test(sentence.slice(0, ends[0]));
  const main = leads ? 1 : 0;
  let best: { text: string; score: number } | null = null;
  for (let first = 0; first < clauses.length; first++) {
    // A clause that leads up to another says nothing without it.
    for (let last = Math.max(first, main); last < clauses.length; last++) {
      const text = sentence.slice(clauses[first]?.start, clauses[last]?.end).trim();
      const words = countWords(text);
      if (words > mostWords) break;
      if (words < LEAST_WORDS) continue;
      const terms = new Set(given.termsOf(text));
      let score = words / mostWords + (first === 0 ? BEGINNING : 0) + (first === main ? MAIN_CLAUSE : 0);
      for (const term of terms) score += given.worth(term);
      if (given.prefer?.test(text) === true) score += PREFERRED;
      if (best === null || score > best.score) best = { text, score };
    }
  }
  // One clause longer than allowed: a cut within it would leave a torn phrase.
  return best === null ? sentence : best.text.replace(/[,;:–—-]$/u, '').trim();
}

/**
 * Offsets behind each clause with the space that follows it: at a comma, colon, semicolon or dash before a space, never within
 * brackets, so that no half of a pair is left; the last is the sentence's end.
 */
function clauseEnds(sentence: string): number[] {
  const ends: number[] = [];
  let depth = 0;
  for (const { 0: found, index } of sentence.matchAll(/[([{]|[)\]}]|(?:[,;:]|\s[–—-]|[–—])\s+/gu)) {
    if (/^[([{]/u.test(found)) depth++;
    else if (/^[)\]}]/u.test(found)) depth = Math.max(0, depth - 1);
    else if (depth === 0) ends.push(index + found.length);
  }
  return ends.at(-1) === sentence.length ? ends : [...ends, sentence.length];
}

function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
