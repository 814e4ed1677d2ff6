/** Dot product of vectors of equal width; the cosine, when both are of unit length. */
export function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length)
    throw new RangeError(`vectors of ${a.length} and ${b.length} numbers have no dot product`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/**
 * The cosine of a question and its best window of two neighbouring sentences, whose vector is the normalised sum of
 * theirs: one sentence names the method, the next says what it does. With one sentence, that; with none, 0.
 */
export function bestWindow(question: Float32Array, sentences: readonly Float32Array[]): number {
  const first = sentences[0];
  if (first === undefined) return 0;
  if (sentences.length === 1) return dot(question, first);
  const own = sentences.map((sentence) => dot(question, sentence));
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < sentences.length; i++) {
    const [before, after] = [sentences[i - 1] as Float32Array, sentences[i] as Float32Array];
    const norm = Math.sqrt(dot(before, before) + dot(after, after) + 2 * dot(before, after));
    if (norm > 0) best = Math.max(best, ((own[i - 1] as number) + (own[i] as number)) / norm);
  }
  return Number.isFinite(best) ? best : 0;
}
