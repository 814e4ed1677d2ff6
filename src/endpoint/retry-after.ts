/** How long the server asks to wait, in milliseconds; null when it does not say, or says what nobody can read. */
export function retryAfterMilliseconds(headers: Headers | undefined, now = Date.now()): number | null {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const text = headers?.get('retry-after') ?? '';
  if (/^\s*\d+(?:\.\d+)?\s*$/u.test(text)) return Number.parseFloat(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** In words, rounded up: "12 seconds", "3 minutes", "2 hours". */
export function describeWait(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const said = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (seconds < 120) return said(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? said(minutes, 'minute') : said(Math.ceil(minutes / 60), 'hour');
}
