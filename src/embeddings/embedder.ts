/**
 * Turns text into vectors of unit length (Float32Array of `dimensions` finite numbers), so that a dot product is the
 * cosine. Implementations check what they return; a failed embedding throws and is never a zero vector. A text without
 * any known word is the one lawful zero vector, and only from the built-in embedder.
 */
export interface Embedder {
  /** What a user calls it: `builtin`, or `openai text-embedding-3-small`. */
  readonly name: string;
  /** Changes whenever the same text would get another vector; an index built with another one must be embedded again. */
  readonly fingerprint: string;
  /** The width of its vectors. May ask the endpoint once, with one short text, when it is not known otherwise. */
  dimensions(signal?: AbortSignal): Promise<number>;
  /** One vector per text, in order. Throws EndpointError or InterruptedError; texts must not be empty. */
  embedDocuments(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** The vector of a question. Throws like embedDocuments. */
  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array>;
}
