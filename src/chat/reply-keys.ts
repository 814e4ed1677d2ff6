/** Keys of a whole reply, as the prompts write them. An object that begins with one of these is a reply, whatever it stands under. */
export const REPLY_KEYS: ReadonlySet<string> = new Set(['outcome', 'search', 'claims', 'rows']);

/** With one of these, an object is itself an element, and of what: claims one a line, in a bare list, or a single one. */
export const ELEMENT_OF: ReadonlyMap<string, string> = new Map([
  ['claim', 'claims'],
  ['statement', 'claims'],
  ['quotes', 'claims'],
  ['cells', 'rows'],
]);

/** Keys under which models put a whole reply one level deeper. */
export const WRAPPERS: ReadonlySet<string> = new Set([
  'answer',
  'result',
  'response',
  'reply',
  'output',
  'data',
  'json',
  'arguments',
  'parameters',
]);

const ELEMENT_KEYS: ReadonlySet<string> = new Set([
  ...ELEMENT_OF.keys(),
  'quote',
  'source',
  'aspect',
  'text',
  'theme',
]);

/** Whether the prompts have such a key: one that is recognised even without quote marks around it. */
export function isKnownKey(key: string): boolean {
  const lower = key.toLowerCase();
  return ELEMENT_KEYS.has(lower) || REPLY_KEYS.has(lower);
}

/** Within elements, where keys may be anybody's names, only those of the prompts are brought to their case. */
export function elementKey(key: string): string {
  const lower = key.toLowerCase();
  return ELEMENT_KEYS.has(lower) ? lower : key;
}

/**
 * The key that a token writes, a string as JSON or a bare word: `Claims` and `CLAIMS` are `claims`, `standaloneQuestion` stays. Null for
 * `__proto__`, which no one has a use for.
 */
export function topLevelKey(json: string): string | null {
  const read: unknown = json.startsWith('"') ? JSON.parse(json) : json;
  if (typeof read !== 'string' || read === '__proto__') return null;
  const key = read.toWellFormed();
  if (!/^[A-Z][A-Za-z]*$/u.test(key)) return key;
  return key === key.toUpperCase() ? key.toLowerCase() : key.charAt(0).toLowerCase() + key.slice(1);
}
