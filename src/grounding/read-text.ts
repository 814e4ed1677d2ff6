import type { Analyzer } from '../text/analyzer.ts';
import { foldCharacters } from '../text/fold.ts';
import { type Vocabulary, vocabularyOf } from './content-words.ts';
import { type Figure, figuresOf } from './figures.ts';
import { type NamePlaces, namePlaces } from './name-places.ts';
import { type Surroundings, surroundingsOf } from './nearness.ts';
import { type Item, itemsOf } from './sequence.ts';
import { type Word, wordsOf } from './words.ts';

/** A text read in the ways that the checks ask for, each at the first time that one does. */
export interface ReadText {
  /** Folded, as the offsets of words and figures count it. */
  readonly text: string;
  words(): readonly Word[];
  figures(): readonly Figure[];
  items(): readonly Item[];
  surroundings(): Surroundings;
  names(): NamePlaces;
  vocabulary(): Vocabulary;
  /** The analyzer's terms of the whole text: what a word is looked up in where nothing else of it matters. */
  terms(): ReadonlySet<string>;
}

export function readText(written: string, analyzer: Analyzer): ReadText {
  const text = foldCharacters(written);
  const words = once(() => wordsOf(text, analyzer));
  const figures = once(() => figuresOf(text));
  const items = once(() => itemsOf(words(), figures()));
  return {
    text,
    words,
    figures,
    items,
    surroundings: once(() => surroundingsOf(items())),
    names: once(() => namePlaces(text)),
    vocabulary: once(() => vocabularyOf(words())),
    terms: once(() => new Set(analyzer.terms(text))),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
