import { z } from 'zod';
import { EndpointError } from '../errors.ts';

const responseSchema = z.object({
  data: z.array(
    z.object({
      // Some servers leave it out; the place in the list counts then.
      index: z.int().nonnegative().optional(),
      embedding: z.union([z.array(z.unknown()), z.string(), z.null()]),
    }),
  ),
});

export interface ExpectedVectors {
  readonly texts: readonly string[];
  /** Null while it is not known. */
  readonly width: number | null;
  readonly model: string;
  /** For messages. */
  readonly url: string;
}

/**
 * The vectors of a response in the order of the texts, at unit length. Throws EndpointError when there is not exactly one for
 * each text, or one is of another width, not finite or all zeros: a bad vector is told, never stored.
 */
export function parseVectors(response: unknown, expected: ExpectedVectors): Float32Array[] {
  const { texts, model, url } = expected;
  const fail = (finding: string, remedy: string) =>
    new EndpointError(`the embedding model ${model} at ${url} ${finding}`, { url, retryable: false, remedy });
  if (typeof response === 'string') {
    const kind = /^\s*</.test(response) ? 'an HTML page' : 'text that is no JSON';
    throw fail(`answered with ${kind}`, 'check OPENAI_BASE_URL: it usually ends in /v1');
  }
  const parsed = responseSchema.safeParse(response);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') || 'the whole';
    throw fail(
      `answered with JSON that is no list of embeddings (wrong at ${place})`,
      'check OPENAI_BASE_URL and that the model is one for embeddings',
    );
  }
  const { data } = parsed.data;
  const otherModel = 'use another model or server: this one does not keep to the protocol';
  if (data.length !== texts.length) {
    throw fail(`answered with ${data.length} vectors for ${texts.length} texts`, otherModel);
  }
  const places = new Map(data.map((entry, place) => [entry.index ?? place, entry]));
  let width = expected.width;
  return texts.map((_, index) => {
    const entry = places.get(index);
    if (entry === undefined)
      throw fail(`left out the vector of text ${index + 1} of ${texts.length}`, otherModel);
    const vector = toUnitVector(entry.embedding);
    if (typeof vector === 'string') {
      throw fail(`gave text ${index + 1} of ${texts.length} ${vector}`, otherModel);
    }
    width ??= vector.length;
    if (vector.length !== width) {
      throw fail(
        `gave text ${index + 1} of ${texts.length} a vector of ${vector.length} numbers where ${width} were expected`,
        'check that one model answers at this URL, and that it supports the dimensions that are asked for',
      );
    }
    return vector;
  });
}

/** The vector, or what is wrong with it. */
function toUnitVector(values: readonly unknown[] | string | null): Float32Array | string {
  if (values === null) return 'null instead of a vector';
  if (typeof values === 'string') return 'a string instead of a list of numbers';
  if (values.length === 0) return 'an empty vector';
  const vector = new Float32Array(values.length);
  let square = 0;
  for (const [at, value] of values.entries()) {
    if (typeof value !== 'number')
      return `a vector with ${value === null ? 'null' : `a ${typeof value}`} at place ${at + 1}`;
    // A number beyond 32 bits becomes infinite in the vector.
    if (!Number.isFinite(Math.fround(value))) return `a vector whose number at place ${at + 1} is not finite`;
    vector[at] = value;
    square += value * value;
  }
  if (square === 0) return 'a vector of zeros';
  const factor = 1 / Math.sqrt(square);
  return vector.map((value) => value * factor);
}
