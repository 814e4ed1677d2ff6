/** A mean with the interval that holds it in 95 of 100 resamplings. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** How many values. */
  readonly count: number;
}

const RESAMPLES = 2000;

/** Mean and 95 % percentile bootstrap interval (Efron & Tibshirani 1993, ch. 13). Seeded: the same values give the same interval. */
export function bootstrap(values: readonly number[], seed = 1): Estimate {
  const count = values.length;
  if (count === 0) return { mean: Number.NaN, low: Number.NaN, high: Number.NaN, count };
  const random = mulberry32(seed);
  const means: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    let sum = 0;
    for (let j = 0; j < count; j++) sum += values[Math.floor(random() * count)] as number;
    means.push(sum / count);
  }
  means.sort((a, b) => a - b);
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / count,
    low: means[Math.floor(0.025 * RESAMPLES)] as number,
    high: means[Math.ceil(0.975 * RESAMPLES) - 1] as number,
    count,
  };
}

/** The interval of the mean difference after − before over the same questions; a change is more than noise when it leaves out 0. */
export function pairedDifference(before: readonly number[], after: readonly number[], seed = 1): Estimate {
  if (before.length !== after.length)
    throw new RangeError(`${before.length} and ${after.length} values cannot be paired`);
  return bootstrap(
    after.map((value, place) => value - (before[place] as number)),
    seed,
  );
}

/** A small generator with a known sequence, so that a figure can be had again (T. Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
