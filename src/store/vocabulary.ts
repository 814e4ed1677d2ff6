import { corrupt } from './native-errors.ts';
import type { Vocabulary } from './passage-index.ts';

/** Terms in code unit order, joined by line ends; and how many papers have each, as 32-bit little-endian numbers. */
export interface EncodedVocabulary {
  readonly terms: Uint8Array;
  readonly counts: Uint8Array;
}

/** Counts in how many documents each term is. */
export interface VocabularyCounter {
  add(terms: Iterable<string>): void;
  encode(): EncodedVocabulary;
}

export function createVocabularyCounter(): VocabularyCounter {
  const frequency = new Map<string, number>();
  return {
    add(terms) {
      for (const term of new Set(terms)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    },
    encode() {
      const terms = [...frequency.keys()].sort();
      const counts = Buffer.alloc(terms.length * 4);
      for (const [place, term] of terms.entries()) counts.writeUInt32LE(frequency.get(term) ?? 0, place * 4);
      return { terms: Buffer.from(terms.join('\n')), counts };
    },
  };
}

/**
 * Splitting one text is all the work at loading; a term is found by bisection, which spares a map of all of them.
 * Throws IndexError `corrupt`.
 */
export function decodeVocabulary(encoded: EncodedVocabulary, documents: number): Vocabulary {
  const text = Buffer.from(
    encoded.terms.buffer,
    encoded.terms.byteOffset,
    encoded.terms.byteLength,
  ).toString();
  const terms = text === '' ? [] : text.split('\n');
  const { counts } = encoded;
  if (counts.byteLength !== terms.length * 4) {
    throw corrupt(`the vocabulary has ${terms.length} terms and ${counts.byteLength / 4} counts`);
  }
  const view = new DataView(counts.buffer, counts.byteOffset, counts.byteLength);
  return {
    documents,
    documentFrequency(term) {
      let low = 0;
      let high = terms.length - 1;
      while (low <= high) {
        const middle = (low + high) >>> 1;
        const found = terms[middle] ?? '';
        if (found === term) return view.getUint32(middle * 4, true);
        if (found < term) low = middle + 1;
        else high = middle - 1;
      }
      return 0;
    },
    terms: () => terms.values(),
  };
}
