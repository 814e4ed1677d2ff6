import { foldCharacters } from '../text/fold.ts';
import type { PaperNames } from './names.ts';

/**
 * The names and abbreviations of a corpus, looked up one at a time: a question asks for a dozen of what may be a hundred
 * thousand.
 */
export interface Lexicon {
  /** The papers that call their method so; `key` is a `nameKey`. A name of many papers ("LLM") identifies none. */
  papersNamed(key: string): readonly string[];
  /** The long forms of an abbreviation, most frequent first; `key` is the `nameKey` of the short form. */
  longForms(key: string): readonly string[];
  /** The short forms of what is written out; `terms` as the analyzer gives them, joined by a space. */
  shortForms(terms: string): readonly string[];
}

/** A name however it is written: "MoH", "moh", "Mo-H"; "γ-MoD", "gamma MoD"; "HyperZ⋅Z⋅W". */
export function nameKey(name: string): string {
  return foldCharacters(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

type Kind = 'name' | 'long' | 'short';

/**
 * Lays a lexicon out as text: a line for each key, sorted by code units, `kind:key` and what it stands for between tabs. The same
 * papers in the same order give the same text. `termsOf` is the analyzer's.
 */
export function layOutLexicon(
  papers: Iterable<{ readonly id: string; readonly names: PaperNames }>,
  termsOf: (text: string) => readonly string[],
): string {
  const lines = new Map<string, Map<string, number>>();
  const add = (kind: Kind, key: string, value: string): void => {
    const line = `${kind}:${key}`;
    const values = lines.get(line) ?? new Map<string, number>();
    values.set(value, (values.get(value) ?? 0) + 1);
    lines.set(line, values);
  };
  for (const { id, names } of papers) {
    for (const name of new Set(names.names.map(nameKey))) if (name.length > 1) add('name', name, id);
    for (const { short, long } of names.acronyms) {
      add('long', nameKey(short), long.toLowerCase());
      const terms = termsOf(long);
      if (terms.length > 1) add('short', terms.join(' '), short);
    }
  }
  return [...lines]
    .map(([line, values]) => {
      const frequent = [...values].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([value]) => value);
      return [line, ...frequent].map(escaped).join('\t');
    })
    .sort(compare)
    .join('\n');
}

/** A lexicon over such a text. Nothing is read before it is looked up. */
export function openLexicon(text: string): Lexicon {
  const look = (kind: Kind, key: string): readonly string[] => {
    const line = findLine(text, escaped(`${kind}:${key}`));
    return line === null ? [] : line.split('\t').slice(1).map(unescaped);
  };
  return {
    papersNamed: (key) => look('name', key),
    longForms: (key) => look('long', key),
    shortForms: (terms) => look('short', terms),
  };
}

/** Binary search among sorted lines: the one whose first field is `key`, or null. */
function findLine(text: string, key: string): string | null {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = text.lastIndexOf('\n', middle - 1) + 1;
    const stop = text.indexOf('\n', middle);
    const end = stop < 0 ? text.length : stop;
    const line = text.slice(start, end);
    const order = compare(line.slice(0, line.indexOf('\t')), key);
    if (order === 0) return line;
    if (order < 0) low = end + 1;
    else high = start;
  }
  return null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ids are whatever a source gave: what separates fields and lines is written otherwise. */
function escaped(text: string): string {
  return text.replace(/[%\t\n]/gu, (character) => encodeURIComponent(character));
}

function unescaped(text: string): string {
  return text.replace(/%(?:25|09|0A)/gu, (code) => decodeURIComponent(code));
}
