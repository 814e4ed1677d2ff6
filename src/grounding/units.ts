/** What a number counts or measures: units of one dimension differ by a factor and are compared by it. */
export interface Unit {
  /** As it is shown: "%", "x", "ms". Empty for a bare number. */
  readonly name: string;
  /** Empty for a bare number. */
  readonly dimension: string;
  readonly factor: number;
  /** UTF-16 length of what was read. */
  readonly length: number;
}

export const NO_UNIT: Unit = { name: '', dimension: '', factor: 1, length: 0 };

type Row = readonly [pattern: string, name: string, dimension: string, factor: number];

/** Patterns are of lower-case text and tried in order; a hyphen or a space may stand before them. */
const ROWS: readonly Row[] = [
  [String.raw`(?:%|percent(?:age)?|per[ -]cent)[ -]?points?|pp|p\.p\.|points?`, 'points', 'points', 1],
  ['%|percent|per cent', '%', '%', 1],
  ['x|times|-?folds?', 'x', 'x', 1],
  ['nanoseconds?|ns', 'ns', 'time', 1e-9],
  ['microseconds?|us|mus', 'us', 'time', 1e-6],
  ['milliseconds?|msecs?|ms', 'ms', 'time', 1e-3],
  ['seconds?|secs?|s', 's', 'time', 1],
  ['minutes?|mins?', 'minutes', 'time', 60],
  ['(?:gpu|cpu|tpu)[ -](?:hours?|hrs?)', 'gpu-hours', 'gpu-hours', 1],
  ['(?:gpu|cpu|tpu)[ -]days?', 'gpu-days', 'gpu-hours', 24],
  ['hours?|hrs?|h', 'hours', 'time', 3600],
  ['days?', 'days', 'time', 86_400],
  ['weeks?', 'weeks', 'time', 604_800],
  ['months?', 'months', 'months', 1],
  ['years?|yrs?', 'years', 'months', 12],
  ['kilobytes?|kb|kib', 'kb', 'bytes', 1e3],
  ['megabytes?|mb|mib', 'mb', 'bytes', 1e6],
  ['gigabytes?|gb|gib', 'gb', 'bytes', 1e9],
  ['terabytes?|tb|tib', 'tb', 'bytes', 1e12],
  ['petabytes?|pb', 'pb', 'bytes', 1e15],
  ['bytes?', 'bytes', 'bytes', 1],
  ['bpp|bits? per pixel', 'bpp', 'bpp', 1],
  ['bits?', 'bits', 'bits', 1],
  ['fps|frames? (?:per|a) second|frames?/s', 'fps', 'fps', 1],
  ['khz', 'khz', 'frequency', 1e3],
  ['mhz', 'mhz', 'frequency', 1e6],
  ['ghz', 'ghz', 'frequency', 1e9],
  ['hz|hertz', 'hz', 'frequency', 1],
  ['decibels?|db', 'db', 'db', 1],
  ['gflops?', 'gflops', 'operations', 1e9],
  ['tflops?', 'tflops', 'operations', 1e12],
  ['pflops?', 'pflops', 'operations', 1e15],
  ['mflops?', 'mflops', 'operations', 1e6],
  ['kwh', 'kwh', 'energy', 1],
  ['watts?|w', 'w', 'power', 1],
  ['mw|milliwatts?', 'mw', 'power', 1e-3],
  ['kilometers?|kilometres?|km', 'km', 'length', 1e3],
  ['centimeters?|centimetres?|cm', 'cm', 'length', 1e-2],
  ['millimeters?|millimetres?|mm', 'mm', 'length', 1e-3],
  ['nanometers?|nanometres?|nm', 'nm', 'length', 1e-9],
  ['meters?|metres?', 'm', 'length', 1],
  ['degrees?|°', 'degrees', 'degrees', 1],
  ['dollars?|usd', '$', '$', 1],
  ['euros?|eur', '€', '€', 1],
];

/** One expression, so that a number costs one look; the alternatives are tried in the order of the rows. */
const ANY_UNIT = new RegExp(
  `^[\\s-]?(?:${ROWS.map(([pattern]) => `(${pattern})`).join('|')})(?![a-z\\d])`,
  'i',
);
const WORDY_POINTS =
  /^\s(?:\p{Lu}[\p{L}\d-]*\s|(?:absolute|average|accuracy|performance|score|percentage)\s){1,2}points?\b/u;

/** The unit at the beginning of `rest`, the text behind a number. */
export function unitAt(rest: string): Unit {
  const near = rest.slice(0, 60);
  const match = ANY_UNIT.exec(near);
  if (match !== null) {
    for (let i = 0; i < ROWS.length; i += 1) {
      const row = ROWS[i];
      if (row === undefined || match[i + 1] === undefined) continue;
      return { name: row[1], dimension: row[2], factor: row[3], length: match[0].length };
    }
  }
  const points = WORDY_POINTS.exec(near);
  return points === null
    ? NO_UNIT
    : { name: 'points', dimension: 'points', factor: 1, length: points[0].length };
}

const MAGNITUDE =
  /^(?:[\s-]?(thousand|million|billion|trillion)s?(?!\p{L})|([kKmMbBT])(?![\p{L}\p{N}])|\s([KMBT])(?![\p{L}\p{N}'/]))/u;
const MAGNITUDES: Readonly<Record<string, readonly [name: string, factor: number]>> = {
  thousand: ['thousand', 1e3],
  k: ['thousand', 1e3],
  million: ['million', 1e6],
  m: ['million', 1e6],
  billion: ['billion', 1e9],
  b: ['billion', 1e9],
  trillion: ['trillion', 1e12],
  t: ['trillion', 1e12],
};

/** "billion", "k", "B" behind a number. */
export function magnitudeAt(rest: string): {
  readonly name: string;
  readonly factor: number;
  readonly length: number;
} {
  const match = MAGNITUDE.exec(rest.slice(0, 14));
  const found = MAGNITUDES[(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').toLowerCase()];
  return match === null || found === undefined
    ? { name: '', factor: 1, length: 0 }
    : { name: found[0], factor: found[1], length: match[0].length };
}
