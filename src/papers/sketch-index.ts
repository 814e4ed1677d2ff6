import { isEmptySketch, mix, NEAR_EQUAL, SKETCH_WIDTH } from './near-duplicates.ts';

/** Texts that share four fifths of their runs meet in one of twelve bands of four places in 998 of 1,000 cases. */
const BANDS = 12;
const ROWS = 4;
const FIRST_CAPACITY = 1024;

/**
 * Finds near-equal abstracts among many, by locality-sensitive hashing of their sketches (bands of equal places lead to
 * candidates). Typed arrays take 160 to 270 bytes an entry besides the keys: 265 MB for 700,000 abstracts.
 */
export class SketchIndex {
  readonly #keys: string[] = [];
  /** One byte a place suffices to compare: two different places agree by chance once in 256. */
  #places = new Uint8Array(FIRST_CAPACITY * SKETCH_WIDTH);
  #bands = new Int32Array(FIRST_CAPACITY * BANDS);
  /** Per entry and band: the entry before it in the same bucket, or -1. */
  #previous = new Int32Array(FIRST_CAPACITY * BANDS);
  /** Per band and bucket: the entry added last, or -1. */
  #last = new Int32Array(FIRST_CAPACITY * BANDS).fill(-1);

  get size(): number {
    return this.#keys.length;
  }

  /** Throws RangeError for a sketch of another width. A text too short for a sketch is never found. */
  add(key: string, sketch: Uint32Array): void {
    requireWidth(sketch);
    if (isEmptySketch(sketch)) return;
    const entry = this.#keys.length;
    if (entry * BANDS >= this.#bands.length) this.#grow();
    this.#keys.push(key);
    for (let i = 0; i < SKETCH_WIDTH; i += 1) this.#places[entry * SKETCH_WIDTH + i] = sketch[i] ?? 0;
    for (let band = 0; band < BANDS; band += 1) {
      this.#bands[entry * BANDS + band] = bandHash(sketch, band);
      this.#link(entry, band);
    }
  }

  /** The key of the most similar near-equal sketch, the one added first among equals; null when there is none. */
  nearest(sketch: Uint32Array): string | null {
    requireWidth(sketch);
    if (isEmptySketch(sketch)) return null;
    let best = -1;
    let bestSame = Math.ceil(NEAR_EQUAL * SKETCH_WIDTH);
    for (let band = 0; band < BANDS; band += 1) {
      const hash = bandHash(sketch, band);
      let entry = this.#last[this.#bucket(hash, band)] ?? -1;
      for (; entry !== -1; entry = this.#previous[entry * BANDS + band] ?? -1) {
        if (this.#bands[entry * BANDS + band] !== hash) continue;
        const same = this.#samePlaces(entry, sketch);
        if (same > bestSame || (same === bestSame && (best === -1 || entry < best))) {
          best = entry;
          bestSame = same;
        }
      }
    }
    return this.#keys[best] ?? null;
  }

  #samePlaces(entry: number, sketch: Uint32Array): number {
    let same = 0;
    for (let i = 0; i < SKETCH_WIDTH; i += 1) {
      if (this.#places[entry * SKETCH_WIDTH + i] === ((sketch[i] ?? 0) & 0xff)) same += 1;
    }
    return same;
  }

  #bucket(hash: number, band: number): number {
    const buckets = this.#last.length / BANDS;
    return band * buckets + (hash & (buckets - 1));
  }

  #link(entry: number, band: number): void {
    const bucket = this.#bucket(this.#bands[entry * BANDS + band] ?? 0, band);
    this.#previous[entry * BANDS + band] = this.#last[bucket] ?? -1;
    this.#last[bucket] = entry;
  }

  #grow(): void {
    const capacity = (this.#bands.length / BANDS) * 2;
    const places = new Uint8Array(capacity * SKETCH_WIDTH);
    places.set(this.#places);
    const bands = new Int32Array(capacity * BANDS);
    bands.set(this.#bands);
    this.#places = places;
    this.#bands = bands;
    this.#previous = new Int32Array(capacity * BANDS);
    this.#last = new Int32Array(capacity * BANDS).fill(-1);
    for (let entry = 0; entry < this.#keys.length; entry += 1) {
      for (let band = 0; band < BANDS; band += 1) this.#link(entry, band);
    }
  }
}

function bandHash(sketch: Uint32Array, band: number): number {
  let hash = band;
  for (let row = 0; row < ROWS; row += 1) hash = mix(hash + (sketch[band * ROWS + row] ?? 0));
  return hash | 0;
}

function requireWidth(sketch: Uint32Array): void {
  if (sketch.length !== SKETCH_WIDTH) {
    throw new RangeError(`a sketch has ${SKETCH_WIDTH} numbers, not ${sketch.length}`);
  }
}
