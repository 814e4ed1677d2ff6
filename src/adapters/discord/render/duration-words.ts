const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `12 seconds`, `3 minutes`, `2 hours`: rounded up, so that nobody comes back too early. */
export function durationWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(Number.isFinite(seconds) ? seconds : 1));
  const [unit, size] = UNITS.find(([, length]) => whole >= 2 * length) ?? (['second', 1] as const);
  const count = Math.ceil(whole / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
