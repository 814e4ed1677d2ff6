/** The bounds of one embeddings request (OpenAI's API reference, "Create embeddings"). */
export interface BatchLimits {
  readonly inputs: number;
  readonly tokensPerInput: number;
  readonly tokensPerRequest: number;
}

export const PROTOCOL_LIMITS: BatchLimits = { inputs: 2048, tokensPerInput: 8192, tokensPerRequest: 300_000 };

/**
 * More tokens than any tokenizer in use makes of the text: two for three letters, digits or spaces of ASCII, and one for every
 * UTF-8 byte of all else.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const character of text) tokens += tokenShare(character);
  return Math.ceil(tokens);
}

/** The longest beginning of the text whose estimate is within the limit. Never ends within a surrogate pair. */
export function cutToTokens(text: string, limit: number): string {
  // A character of one UTF-16 unit has at most three bytes, so that short texts need no count.
  if (text.length * 3 <= limit) return text;
  let tokens = 0;
  let end = 0;
  for (const character of text) {
    tokens += tokenShare(character);
    if (Math.ceil(tokens) > limit) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

function tokenShare(character: string): number {
  if (/[A-Za-z0-9 ]/.test(character)) return 2 / 3;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/** Consecutive runs of texts that each fit into one request, in order. */
export function planBatches(texts: readonly string[], limits: BatchLimits): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let tokens = 0;
  for (const text of texts) {
    const cut = cutToTokens(text, limits.tokensPerInput);
    const size = estimateTokens(cut);
    if (batch.length > 0 && (batch.length === limits.inputs || tokens + size > limits.tokensPerRequest)) {
      batches.push(batch);
      batch = [];
      tokens = 0;
    }
    batch.push(cut);
    tokens += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
