import { createHash } from 'node:crypto';
import type { Embedder } from '../../src/embeddings/embedder.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';

/** An embedder that needs no weights: each term gets a fixed pseudo-random direction. Texts that share words are near. */
export function createHashingEmbedder(dimensions = 32): Embedder {
  const analyzer = createAnalyzer();
  const embed = (text: string): Float32Array => {
    const vector = new Float32Array(dimensions);
    for (const term of new Set(analyzer.terms(text))) {
      const bytes = createHash('sha512').update(term).digest();
      for (let i = 0; i < dimensions; i++)
        vector[i] = (vector[i] ?? 0) + ((bytes[i % bytes.length] ?? 0) - 127.5);
    }
    const norm = Math.hypot(...vector);
    return norm === 0 ? vector : vector.map((value) => value / norm);
  };
  return {
    name: 'hashing',
    fingerprint: `hashing:${dimensions}`,
    dimensions: async () => dimensions,
    embedDocuments: async (texts) => texts.map(embed),
    embedQuery: async (text) => embed(text),
  };
}
