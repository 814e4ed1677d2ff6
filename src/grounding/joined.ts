import type { CitedTexts } from './cited-texts.ts';
import { coverageOf } from './content-words.ts';
import { doubtful, type Fault } from './fault.ts';
import type { Figure } from './figures.ts';
import { findFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';
import type { Word } from './words.ts';

/** Where a statement ends and another begins within a claim. */
const CLAUSES = /[;:]\s|,\s(?=(?:and|but|while|whereas|with)\s)|\s(?=(?:while|whereas)\s)/gu;
/** More ways than these to choose one sentence a paper are not looked through: a claim of so many quotes is a list. */
const MOST_CHOICES = 64;
const MOST_TOLD = 6;

/**
 * A statement whose parts are quoted from different sentences of one paper may tie together what the abstract says of different things:
 * the number of one and the subject of another. What the paper calls its methods may stand anywhere in it.
 */
export function joinedFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const sentences = cited.sources.map((source) => source.sentences().map(cited.read));
  if (sentences.every(({ length }) => length < 2)) return [];
  const choices = sentences.reduce<readonly (readonly ReadText[])[]>(
    (all, own) =>
      all.length > MOST_CHOICES ? all : all.flatMap((before) => own.map((one) => [...before, one])),
    [[]],
  );
  if (choices.length > MOST_CHOICES) return [doubtful({ kind: 'joined', words: [] })];
  const fewest = (clause: Clause, known: readonly ReadText[]): readonly string[] =>
    choices
      .map((chosen) => missingIn(clause, [...chosen, ...known], cited))
      .sort((a, b) => a.length - b.length)[0] ?? [];
  let names: ReadText | null = null;
  return clausesOf(claim).flatMap((clause) => {
    if (fewest(clause, []).length === 0) return [];
    names ??= cited.read(cited.sources.flatMap((source) => source.names()).join('. '));
    const missing = fewest(clause, [names]);
    return missing.length === 0 ? [] : [doubtful({ kind: 'joined', words: missing.slice(0, MOST_TOLD) })];
  });
}

interface Clause {
  readonly text: string;
  readonly words: readonly Word[];
  readonly figures: readonly Figure[];
}

function clausesOf({ text, words, figures }: ReadText): Clause[] {
  const ends = [...text.matchAll(CLAUSES)].map(({ index }) => index);
  return [0, ...ends].map((from, i) => {
    const to = ends[i] ?? text.length;
    const isWithin = ({ start }: { readonly start: number }): boolean => start >= from && start < to;
    return { text, words: words().filter(isWithin), figures: figures().filter(isWithin) };
  });
}

/** Content words and figures of a clause that a choice of sentences lacks and other quoted ones have. */
function missingIn(clause: Clause, texts: readonly ReadText[], { quoted }: CitedTexts): readonly string[] {
  const lacks = (figure: Figure, read: ReadText): boolean =>
    findFigure({ figure, text: clause.text }, { text: read.text, figures: read.figures() }) !== 'same';
  const { missing } = coverageOf({
    claim: clause.words,
    quoted: texts.map((text) => text.vocabulary()),
    elsewhere: () => false,
    // What no quoted sentence says ties nothing together: it is told of as such.
    isSettled: ({ stems, start }) =>
      !stems.some((stem) => quoted.vocabulary().stems.has(stem)) ||
      clause.figures.some((figure) => start >= figure.start && start < figure.end),
  });
  const elsewhere = clause.figures.filter(
    (figure) => texts.every((text) => lacks(figure, text)) && !lacks(figure, quoted),
  );
  return [...missing, ...elsewhere.map(({ written }) => written)];
}
