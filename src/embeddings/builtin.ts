import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { IbidError, throwIfAborted } from '../errors.ts';
import { type Analyzer, createAnalyzer } from '../text/analyzer.ts';
import type { Embedder } from './embedder.ts';
import { decodeWeights, findRow, type Weights } from './weights-format.ts';

export interface BuiltinEmbedderOptions {
  /** Default: the weights that come with the package. */
  readonly weightsFile?: string;
  /** Default: one of its own. Must be of the version that the weights were trained with. */
  readonly analyzer?: Analyzer;
}

/** The embedder that needs neither key nor network. It knows English (looksEnglish tells). */
export interface BuiltinEmbedder extends Embedder {
  /** Whether the weights have a vector for a term of the analyzer. */
  knowsTerm(term: string): boolean;
}

/** Found from src/embeddings and from dist/embeddings alike: both lie two folders below the package's root. */
const BUNDLED_WEIGHTS = new URL('../../models/embedder.bin', import.meta.url);
/** Texts between two looks at the signal; some tens of milliseconds. */
const TEXTS_PER_TURN = 256;
const MEMO_SIZE = 200_000;

/**
 * A static embedder: the vector of a text is the sum over its distinct terms of (1 + log count) × the term's learned vector,
 * brought to unit length, and all zeros when no term is known. Throws IbidError when the weights are missing, damaged or made
 * for another analyzer.
 */
export async function loadBuiltinEmbedder(options: BuiltinEmbedderOptions = {}): Promise<BuiltinEmbedder> {
  const file = options.weightsFile ?? fileURLToPath(BUNDLED_WEIGHTS);
  const analyzer = options.analyzer ?? createAnalyzer();
  const weights = decodeWeights(await readWeights(file), file);
  const { header } = weights;
  if (header.analyzer !== analyzer.version) {
    throw new IbidError(
      `the built-in embedder's weights ${file} were trained with the analyzer ${header.analyzer}, and this program has ${analyzer.version}`,
      { remedy: 'take weights and program from the same release, or train again: npm run train:embedder' },
    );
  }
  const embed = createTextEmbedding(weights, analyzer);
  const fingerprint = `builtin:${createHash('sha256').update(weights.headerText).digest('hex').slice(0, 16)}`;
  return {
    name: 'builtin',
    fingerprint,
    knowsTerm: (term) => findRow(weights, term) !== null,
    dimensions: async () => header.dimensions,
    embedQuery: async (text, signal) => {
      throwIfAborted(signal);
      return embed(text);
    },
    embedDocuments: async (texts, signal) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        if (vectors.length % TEXTS_PER_TURN === 0) {
          if (vectors.length > 0) await setImmediate();
          throwIfAborted(signal);
        }
        vectors.push(embed(text));
      }
      return vectors;
    },
  };
}

async function readWeights(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new IbidError(`the built-in embedder's weights ${file} cannot be read`, {
      remedy: 'restore the file from the package (npm ci, or git checkout models), or train it again',
      cause,
    });
  }
}

function createTextEmbedding(weights: Weights, analyzer: Analyzer): (text: string) => Float32Array {
  const { dimensions } = weights.header;
  const { scales, vectors } = weights;
  // Looking a term up in the file's table costs more than in a Map, and texts of a corpus repeat their words.
  const rows = new Map<string, number>();
  const rowOf = (term: string): number => {
    const known = rows.get(term);
    if (known !== undefined) return known;
    const row = findRow(weights, term) ?? -1;
    if (rows.size >= MEMO_SIZE) rows.clear();
    rows.set(term, row);
    return row;
  };
  return (text) => {
    const counts = new Map<number, number>();
    for (const term of analyzer.terms(text)) {
      const row = rowOf(term);
      if (row >= 0) counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    const sum = new Float32Array(dimensions);
    for (const [row, count] of counts) {
      const factor = (1 + Math.log(count)) * (scales[row] ?? 0);
      const start = row * dimensions;
      for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + factor * (vectors[start + at] ?? 0);
    }
    return toUnitLength(sum);
  };
}

/** In place. A vector of zeros stays one. */
function toUnitLength(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square === 0) return vector;
  const factor = 1 / Math.sqrt(square);
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) * factor;
  return vector;
}
