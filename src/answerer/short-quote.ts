/**
 * The part of a sentence that says most of what was asked, verbatim: whole clauses, as many as fit. A short sentence stays
 * whole. `termsOf` is the analyzer's; `worth` weighs a term.
 */
export function shortQuote(given: {
  readonly sentence: string;
  readonly mostWords: number;
  readonly termsOf: (text: string) => readonly string[];
  readonly worth: (term: string) => number;
}): string {
  const { sentence, mostWords } = given;
  if (countWords(sentence) <= mostWords) return sentence;
  const clauses = [...sentence.matchAll(/[^,;:—–]+(?:[,;:—–](?!\s)[^,;:—–]+)*[,;:—–]?\s*/gu)].map(
    (match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
  let best: { text: string; score: number } | null = null;
  for (let first = 0; first < clauses.length; first++) {
    for (let last = first; last < clauses.length; last++) {
      const text = sentence.slice(clauses[first]?.start, clauses[last]?.end).trim();
      const words = countWords(text);
      if (words > mostWords) break;
      const terms = new Set(given.termsOf(text));
      let score = Math.min(words, mostWords) / mostWords;
      for (const term of terms) score += given.worth(term);
      if (best === null || score > best.score) best = { text, score };
    }
  }
  // One clause longer than allowed: a cut within it would leave a torn phrase.
  return best === null ? sentence : best.text.replace(/[,;:—–]$/u, '').trim();
}

function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
