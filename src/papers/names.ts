/** What a paper calls its method, and the abbreviations that its abstract spells out. */
export interface PaperNames {
  /** As written, likeliest first, each once: "DiffMoE", "Faster Diffusion", "MP-SAE". */
  readonly names: readonly string[];
  readonly acronyms: readonly Acronym[];
}

export interface Acronym {
  /** As written, without a plural s: "SAE". */
  readonly short: string;
  /** As written: "sparse autoencoders". */
  readonly long: string;
}

const MOST_NAMES = 10;
const WORD = String.raw`[\p{L}\p{N}γβαλ]+(?:[-⋅·.+][\p{L}\p{N}]+)*`;
const INTRODUCED = new RegExp(
  String.raw`\b(?:called|named|dubbed|termed|coined|namely|(?:we|this (?:paper|work|report)|paper) (?:[\p{L}]+ )?(?:propose|introduce|present|develop|describe|release)s?|(?:propose|introduce|present)s? (?:[\p{L}-]+ ){0,6}(?:called|named|dubbed|termed),?)[\s:“"']+(?:the |a |an )?(${WORD}(?: ${WORD}){0,2})`,
  'giu',
);
const PARENTHESIS = /\(([^()]{2,40})\)/gu;

/**
 * Names a method by how it is written: a capital or a digit inside a word ("DiffMoE", "MLICv2", "SAE", "U-Net", "γ-MoD"). Words that
 * are merely joined by hyphens in a title's capitals ("High-Resolution") are none.
 */
export function isNameLike(word: string): boolean {
  if (/^[γαβλ]-\p{L}/u.test(word)) return true;
  return word.split(/[-⋅·]/u).some((part, place, parts) => {
    if (/^.+\p{Lu}/u.test(part)) return true;
    if (/\p{L}\d|\d\p{L}/u.test(part) && /\p{Lu}/u.test(part)) return true;
    return parts.length > 1 && place === 0 && /^\p{Lu}$/u.test(part);
  });
}

/** Pure; from title and abstract alone. Nothing it gives is sure: callers treat names as hints to papers. */
export function namesOf(paper: { readonly title: string; readonly abstract: string }): PaperNames {
  const found = new Set<string>();
  const head = /^([^:]{2,40}?)\s*:\s/u.exec(paper.title)?.[1];
  if (head !== undefined && head.split(/\s+/u).length <= 4) found.add(head.trim());
  for (const word of paper.title.match(new RegExp(WORD, 'gu')) ?? []) if (isNameLike(word)) found.add(word);
  for (const [, phrase = ''] of paper.abstract.matchAll(INTRODUCED)) {
    const words = phrase.split(' ');
    const taken = words.findIndex((word) => !/^\p{Lu}/u.test(word) && !isNameLike(word));
    const name = words.slice(0, taken < 0 ? words.length : taken);
    if (name.some(isNameLike) || name.length > 1) found.add(name.join(' '));
  }
  const acronyms = acronymsOf(paper.abstract);
  const titleWords = paper.title.toLowerCase();
  for (const { short, long } of acronyms) {
    const own = titleWords.includes(long.toLowerCase().slice(0, -1)) || isIntroduced(short, paper.abstract);
    if (own) found.add(short);
  }
  // Abbreviations that a whole field shares are said often as well; a method's name mixes its letters.
  for (const [word, count] of nameCounts(paper.abstract))
    if (count >= 2 && !/^[\p{Lu}\p{N}-]+s?$/u.test(word)) found.add(word);
  return { names: [...found].slice(0, MOST_NAMES), acronyms };
}

/** The sentence that spells an abbreviation out is one that introduces something. */
function isIntroduced(short: string, abstract: string): boolean {
  const at = abstract.indexOf(`(${short}`);
  const before =
    abstract
      .slice(0, Math.max(0, at))
      .split(/[.!?]\s/u)
      .at(-1) ?? '';
  return /\b(?:propose|introduce|present|develop|devise|design|call|name|term|dub)\w*\b/iu.test(before);
}

/** Name-like words of a text with how often they occur, most frequent first; ties in order of first use. */
function nameCounts(text: string): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of text.match(new RegExp(WORD, 'gu')) ?? [])
    if (isNameLike(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/**
 * "Long Form (LF)" and "LF (long form)": the letters of the short form begin the words of the long one, in order (after
 * Schwartz & Hearst 2003, "A simple algorithm for identifying abbreviation definitions").
 */
export function acronymsOf(text: string): Acronym[] {
  const found = new Map<string, Acronym>();
  for (const match of text.matchAll(PARENTHESIS)) {
    const inside = (match[1] ?? '').trim();
    const before = text.slice(Math.max(0, match.index - 120), match.index).trimEnd();
    const short = inside.replace(/s$/u, '');
    if (isShortForm(short)) {
      const long = longFormBefore(short, before);
      if (long !== null) found.set(short, { short, long });
      continue;
    }
    const word = new RegExp(`(${WORD})$`, 'u').exec(before)?.[1]?.replace(/s$/u, '');
    if (word !== undefined && isShortForm(word) && longFormBefore(word, inside) === inside)
      found.set(word, { short: word, long: inside });
  }
  return [...found.values()];
}

function isShortForm(text: string): boolean {
  return /^[\p{Lu}\p{N}γ][\p{L}\p{N}-]{1,9}$/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 2;
}

/** The fewest words at the end of `before` whose text holds the letters of `short` in order, the first one beginning it. */
function longFormBefore(short: string, before: string): string | null {
  const letters = short.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const sentence = before.split(/[.;:!?()]\s/u).at(-1) ?? '';
  const words = sentence.split(/\s+/u).filter((word) => word !== '');
  for (let count = 1; count <= Math.min(words.length, letters.length + 3); count++) {
    const taken = words.slice(-count);
    const first = taken[0] ?? '';
    if (first[0]?.toLowerCase() !== letters[0]) continue;
    if (count > 1 || first.includes('-') ? spells(letters, taken) : false)
      return taken.join(' ').replace(/^["“'(]+/u, '');
  }
  return null;
}

/** Each letter is found in order; a letter that does not begin a word (or a part of one) must follow within its word. */
function spells(letters: string, words: readonly string[]): boolean {
  const parts = words.flatMap((word) => word.toLowerCase().split(/[-–/]/u)).filter((part) => part !== '');
  const place = (letter: number, part: number, offset: number): boolean => {
    if (letter === letters.length) return parts.slice(part + 1).every((rest) => rest.length <= 4);
    for (let p = part; p < parts.length; p++) {
      const word = parts[p] as string;
      const from = p === part ? offset : 0;
      if (p > part && word[0] === letters[letter] && place(letter + 1, p, 1)) return true;
      if (p === part) {
        const at = word.indexOf(letters[letter] as string, from);
        if (at >= 0 && place(letter + 1, p, at + 1)) return true;
      }
      if (p > part && word.length > 4) return false;
    }
    return false;
  };
  return parts[0]?.[0] === letters[0] && place(1, 0, 1);
}
