/** Numbers in [0, 1). */
export type Random = () => number;

/**
 * A generator of its own for each list of numbers (seed, epoch, position …): what a thread draws then does not depend on what
 * others drew before. The generator is mulberry32, the mixing step MurmurHash3's finaliser; both are public domain.
 */
export function createRandom(...keys: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const key of keys) state = mix(state ^ Math.imul(key | 0, 0x85ebca6b)) + 0x6d2b79f5;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** A whole number from 0 to `limit` − 1. */
export function drawInteger(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

/** From the standard normal distribution (Box and Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The numbers 0 … length − 1 in random order (Fisher and Yates). */
export function drawOrder(random: Random, length: number): Int32Array {
  const order = Int32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = drawInteger(random, last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
