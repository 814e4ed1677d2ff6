import type { Analyzer } from '../text/analyzer.ts';
import { foldCharacters } from '../text/fold.ts';
import { type Vocabulary, vocabularyOf } from './content-words.ts';
import { type Figure, figuresOfFolded } from './figures.ts';
import { type NamePlaces, namePlaces } from './name-places.ts';
import { type Surroundings, surroundingsOf } from './nearness.ts';
import { type Item, itemsOf } from './sequence.ts';
import { type Word, wordsOf } from './words.ts';

/** A text read in the ways that the checks ask for, each at the first time that one does. */
export interface ReadText {
  /** As it was given. */
  readonly written: string;
  /** Folded, as the offsets of words and figures count it. */
  readonly text: string;
  words(): readonly Word[];
  figures(): readonly Figure[];
  items(): readonly Item[];
  surroundings(): Surroundings;
  names(): NamePlaces;
  vocabulary(): Vocabulary;
  /** Whether a word begins with a stem: cheaper than reading the words, and right but for stems that change a letter. */
  readonly says: (stem: string) => boolean;
}

export function readText(written: string, analyzer: Analyzer): ReadText {
  const text = once(() => foldCharacters(written));
  const words = once(() => wordsOf(text(), analyzer));
  const figures = once(() => figuresOfFolded(text()));
  const items = once(() => itemsOf(words(), figures()));
  const lower = once(() => written.toLowerCase());
  return {
    written,
    get text() {
      return text();
    },
    words,
    figures,
    items,
    surroundings: once(() => surroundingsOf(items())),
    names: once(() => namePlaces(text())),
    vocabulary: once(() => vocabularyOf(words())),
    says: (stem) => beginsWord(lower(), stem),
  };
}

function beginsWord(text: string, stem: string): boolean {
  for (let at = text.indexOf(stem); at >= 0; at = text.indexOf(stem, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  return false;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
