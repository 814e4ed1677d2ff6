import { foldCharacters } from '../text/fold.ts';
import type { Acronym } from './names.ts';

/** The names and abbreviations of a corpus. Keys are `nameKey`s. */
export interface Lexicon {
  /** Papers by what they call their method. A name of many papers ("LLM") identifies none. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Long forms by short form, most frequent first. */
  readonly acronyms: ReadonlyMap<string, readonly string[]>;
}

/** A name however it is written: "MoH", "moh", "Mo-H"; "γ-MoD", "gamma MoD"; "HyperZ⋅Z⋅W". */
export function nameKey(name: string): string {
  return foldCharacters(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

export function buildLexicon(
  entries: Iterable<{
    readonly id: string;
    readonly names: readonly string[];
    readonly acronyms: readonly Acronym[];
  }>,
): Lexicon {
  const names = new Map<string, Set<string>>();
  const counts = new Map<string, Map<string, number>>();
  for (const { id, names: own, acronyms } of entries) {
    for (const name of own) {
      const key = nameKey(name);
      if (key.length < 2) continue;
      const owners = names.get(key) ?? new Set();
      names.set(key, owners.add(id));
    }
    for (const { short, long } of acronyms) {
      const forms = counts.get(nameKey(short)) ?? new Map<string, number>();
      const form = long.toLowerCase();
      forms.set(form, (forms.get(form) ?? 0) + 1);
      counts.set(nameKey(short), forms);
    }
  }
  const frequent = (forms: ReadonlyMap<string, number>): string[] =>
    [...forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([form]) => form);
  return {
    names: new Map([...names].map(([key, owners]) => [key, [...owners]])),
    acronyms: new Map([...counts].map(([key, forms]) => [key, frequent(forms)])),
  };
}
