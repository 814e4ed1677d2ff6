import { foldForComparison } from '../text/fold.ts';

/** How many numbers a sketch has. */
export const SKETCH_WIDTH = 64;

/** Shorter texts ("This paper has been withdrawn.") say too little to tell two papers apart, so they are never near-equal. */
const FEWEST_SHINGLES = 12;
/** A bin without a value; a sketch of a text that is too short has nothing else. */
const EMPTY = 0xffffffff;

/** Abstracts whose sketches agree in this share of their places are one text: about as many three-word runs are shared. */
export const NEAR_EQUAL = 0.75;

/**
 * A sketch of an abstract: one-permutation MinHash over the three-word runs of its folded text, empty bins filled by
 * optimal densification (Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing", ICML 2017). The share
 * of equal places estimates the Jaccard similarity of the runs. Addresses are left out, so that a line that names a
 * repository does not matter.
 */
export function sketchOf(abstract: string): Uint32Array {
  const sketch = new Uint32Array(SKETCH_WIDTH).fill(EMPTY);
  const words = foldForComparison(abstract.replace(/https?:\/\/\S+/gu, ' ')).split(' ');
  if (words.length - 2 < FEWEST_SHINGLES) return sketch;
  let first = hashWord(words[0] ?? '');
  let second = hashWord(words[1] ?? '');
  for (let i = 2; i < words.length; i += 1) {
    const third = hashWord(words[i] ?? '');
    const shingle = mix(mix(mix(first) + second) + third);
    const bin = shingle >>> 26;
    // EMPTY itself is never a value.
    const value = Math.min(mix(shingle ^ 0x9e3779b9), EMPTY - 1);
    if (value < (sketch[bin] ?? 0)) sketch[bin] = value;
    first = second;
    second = third;
  }
  return densified(sketch);
}

function densified(sketch: Uint32Array): Uint32Array {
  const dense = sketch.slice();
  for (let bin = 0; bin < SKETCH_WIDTH; bin += 1) {
    for (let attempt = 1; dense[bin] === EMPTY; attempt += 1) {
      dense[bin] = sketch[mix(bin * 0x10001 + attempt * 0x9e3779b1) >>> 26] ?? EMPTY;
    }
  }
  return dense;
}

/** FNV-1a over UTF-16 units. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
export function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The share of equal places, 0…1; 0 when either text was too short for a sketch. */
function sketchSimilarity(a: Uint32Array, b: Uint32Array): number {
  if (isEmptySketch(a) || isEmptySketch(b)) return 0;
  let same = 0;
  for (let i = 0; i < SKETCH_WIDTH; i += 1) if (a[i] === b[i]) same += 1;
  return same / SKETCH_WIDTH;
}

/** Whether a text was too short to be compared. */
export function isEmptySketch(sketch: Uint32Array): boolean {
  return sketch[0] === EMPTY;
}

/** Whether two abstracts are near-equal: one text with small edits. */
export function areNearEqual(a: Uint32Array, b: Uint32Array): boolean {
  return sketchSimilarity(a, b) >= NEAR_EQUAL;
}
