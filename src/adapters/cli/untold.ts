/**
 * What of the reasons of a degraded answer was not told yet: each is told when it happens, and the end has all of them together.
 * Empty when nothing is left.
 */
export function untold(degraded: string | null, told: Iterable<string>): string {
  let rest = degraded ?? '';
  for (const text of told) if (text !== '') rest = rest.replaceAll(text, ' ');
  return rest.replace(/\s+/gu, ' ').trim();
}
