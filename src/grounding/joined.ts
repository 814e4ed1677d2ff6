import type { CitedTexts } from './cited-texts.ts';
import { coverageOf } from './content-words.ts';
import { doubtful, type Fault } from './fault.ts';
import type { Figure } from './figures.ts';
import { findFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';

/** Where a statement ends and another begins within a claim. */
const CLAUSES = /[;:]\s|,\s(?=(?:and|but|while|whereas|with)\s)|\s(?=(?:while|whereas)\s)/u;
/** More ways than these to choose one sentence a paper are not looked through: a claim of so many quotes is a list. */
const MOST_CHOICES = 64;
const MOST_TOLD = 6;

/**
 * A statement whose parts are quoted from different sentences of one paper may tie together what the abstract says of different things:
 * the number of one and the subject of another. What the paper calls its methods may stand anywhere in it.
 */
export function joinedFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const sentences = cited.sources.map((source) => source.sentences());
  if (sentences.every(({ length }) => length < 2)) return [];
  const choices = sentences.reduce<readonly (readonly string[])[]>(
    (all, own) =>
      all.length > MOST_CHOICES ? all : all.flatMap((before) => own.map((one) => [...before, one])),
    [[]],
  );
  if (choices.length > MOST_CHOICES) return [doubtful({ kind: 'joined', words: [] })];
  const known = [cited.titles.text, ...cited.sources.flatMap((source) => source.names())];
  const texts = choices.map((chosen) => cited.read([...chosen, ...known].join('. ')));
  return claim.text.split(CLAUSES).flatMap((clause) => {
    const read = cited.read(clause);
    const missing =
      texts.map((text) => missingIn(read, text, cited)).sort((a, b) => a.length - b.length)[0] ?? [];
    return missing.length === 0 ? [] : [doubtful({ kind: 'joined', words: missing.slice(0, MOST_TOLD) })];
  });
}

/** Content words and figures of a clause that a choice of sentences lacks and other quoted ones have. */
function missingIn(clause: ReadText, text: ReadText, { quoted }: CitedTexts): readonly string[] {
  const figures = clause.figures();
  const lacks = (figure: Figure, read: ReadText): boolean =>
    findFigure({ figure, text: clause.text }, { text: read.text, figures: read.figures() }) !== 'same';
  const { missing } = coverageOf({
    claim: clause.words(),
    quoted: [text.vocabulary()],
    elsewhere: () => false,
    // What no quoted sentence says ties nothing together: it is told of as such.
    isSettled: ({ stems, start }) =>
      !stems.some((stem) => quoted.vocabulary().stems.has(stem)) ||
      figures.some((figure) => start >= figure.start && start < figure.end),
  });
  const elsewhere = figures.filter((figure) => lacks(figure, text) && !lacks(figure, quoted));
  return [...missing, ...elsewhere.map(({ written }) => written)];
}
