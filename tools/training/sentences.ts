/**
 * The sentences of an abstract, roughly: a wrong cut now and then does no harm to what is learned from pairs of a sentence and
 * the rest, and line breaks of arXiv's metadata mean nothing.
 */
export function splitTrainingSentences(abstract: string): string[] {
  return abstract
    .replace(/\s+/g, ' ')
    .split(/(?<=[^.\s]{3}[.!?]) (?=[\p{Lu}"'(])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
