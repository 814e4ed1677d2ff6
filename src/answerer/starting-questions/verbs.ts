/** The plain form of a verb in the third person: "redistributes" → "redistribute"; null for what is none. */
export function plainVerb(verb: string): string | null {
  const lower = verb.toLowerCase();
  if (
    !/^[a-z]+(?:-[a-z]+)*s$/u.test(lower) ||
    /(?:ss|us|is)$/u.test(lower) ||
    lower === 'has' ||
    lower === 'does'
  )
    return null;
  if (/ies$/u.test(lower)) return `${lower.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/u.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
}

/** What tells nothing of how something works. */
const IDLE = new Set(
  'be have do can contain consist include exist remain need aim require seem appear serve refer this thu address tackle overcome solve these those it answer our their explore investigate examine study aim consider provide offer focu make yield introduce propose present adopt real'.split(
    ' ',
  ),
);

/** A plain verb for something that a method does: "How does it redistribute …?" */
export function isAction(verb: string): boolean {
  return !IDLE.has(verb) && !/(?:ing|ed|ly|[^s]s)$/u.test(verb);
}

/** From the stems that a pattern finds. */
export function plainAchieving(stem: string): string {
  const lower = stem.toLowerCase();
  return lower === 'achiev' || lower === 'with' ? 'achieve' : lower;
}

export function plainChanging(stem: string): string {
  const lower = stem.toLowerCase();
  if (lower === 'speed') return 'speed up';
  return /(?:duc|prov|creas|erat|hanc)$/u.test(lower) ? `${lower}e` : lower;
}
