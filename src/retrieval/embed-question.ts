import type { Embedder } from '../embeddings/embedder.ts';
import { EndpointError } from '../errors.ts';
import type { IndexReader } from '../store/passage-index.ts';

export interface QuestionVector {
  /** Unit length; null when there is nothing to compare by. */
  readonly vector: Float32Array | null;
  /** Why there is none, when there should be one; null when all went as configured. */
  readonly degraded: string | null;
}

/** The question's vector. That the endpoint is down, or gives vectors of another width, is told in `degraded`; full text goes on alone. */
export async function embedQuestion(
  { embedder, reader }: { readonly embedder: Embedder; readonly reader: Pick<IndexReader, 'manifest'> },
  text: string,
  signal: AbortSignal | undefined,
): Promise<QuestionVector> {
  try {
    const vector = await embedder.embedQuery(text, signal);
    const { dimensions } = reader.manifest;
    if (vector.length !== dimensions) {
      const widths = `the embedder ${embedder.name} gives vectors of ${vector.length} numbers, and the index has ${dimensions}`;
      return { vector: null, degraded: `full text alone was searched: ${widths}` };
    }
    // The built-in embedder gives zeros for a text of unknown words: nothing to compare by, and no failure.
    return { vector: vector.some((number) => number !== 0) ? vector : null, degraded: null };
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    return { vector: null, degraded: `full text alone was searched: ${error.message}` };
  }
}
