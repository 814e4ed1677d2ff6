import { nameKey } from '../papers/lexicon.ts';
import { isNameLike } from '../papers/names.ts';
import { STOP_WORDS } from '../text/stop-words.ts';
import type { Figure } from './figures.ts';
import type { Word } from './words.ts';

/** A name that a claim says: of a method, a model, a data set, a language, a person. */
export interface ClaimName {
  readonly text: string;
  /** Letters and digits only, lower case. */
  readonly key: string;
  /** Written like a name anywhere ("VQGraph", "GPT-4"), not merely with a capital inside a sentence ("Kodak"). */
  readonly certain: boolean;
}

/** Suffixes that a hyphen adds to a name: they belong to the sentence. */
const SUFFIX =
  /-(?:based|style|like|guided|driven|powered|aware|enhanced|augmented|trained|tuned|generated|level|free|type|family|class|only|specific|inspired|compatible|optimized|enabled|assisted|annotated|to|and|or|scale|sized|parameter|empowered)(?:-.*)?$/u;

/**
 * The names of a claim. `capitals`: whether a capital inside a sentence makes a name, as it does in English and not in German.
 * Numbers with their units are figures, no names.
 */
export function namesIn(
  words: readonly Word[],
  figures: readonly Figure[],
  options: { readonly capitals: boolean },
): ClaimName[] {
  const names = new Map<string, ClaimName>();
  for (const word of words) {
    const text = withoutFigure(word, figures)
      .replace(/'s$|'$/u, '')
      .replace(SUFFIX, '');
    const key = nameKey(text);
    if (key.length < 2 || STOP_WORDS.has(text.toLowerCase())) continue;
    const certain = isNameLike(text) || (/\p{L}/u.test(text) && /\p{N}/u.test(text));
    const capital =
      options.capitals && key.length > 1 && /^\p{Lu}/u.test(text) && !word.opensSentence && !word.opensQuote;
    if (certain || capital) names.set(key, { text, key, certain });
  }
  return [...names.values()];
}

/** "1.3B-parameter" without its number; nothing where the whole word is a figure ("16x", "80GB"). */
function withoutFigure(word: Word, figures: readonly Figure[]): string {
  const figure = figures.find(({ start }) => start === word.start);
  if (figure === undefined || figure.spelled) return word.text;
  const rest = word.text.slice(figure.end - word.start);
  if (rest === '') return '';
  return rest.startsWith('-') ? rest.slice(1) : word.text;
}
