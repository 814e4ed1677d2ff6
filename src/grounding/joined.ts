import type { CitedTexts } from './cited-texts.ts';
import { coverageOf } from './content-words.ts';
import { doubtful, type Fault } from './fault.ts';
import { findFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';

/** Where a statement ends and another begins within a claim. */
const CLAUSES = /[;:]\s|,\s(?=(?:and|but|while|whereas|with)\s)|\s(?=(?:while|whereas)\s)/u;
/** More ways than these to choose one sentence a paper are not looked through: a claim of so many quotes is a list. */
const MOST_CHOICES = 64;
const MOST_TOLD = 6;
const NOTHING: ReadonlySet<string> = new Set();

/**
 * A statement whose parts are quoted from different sentences of one paper may tie together what the abstract says of different things:
 * the number of one and the subject of another. What the paper calls its methods may stand anywhere in it.
 */
export function joinedFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  if (cited.sources.every(({ sentences }) => sentences.length < 2)) return [];
  const choices = cited.sources.reduce<readonly (readonly string[])[]>(
    (all, { sentences }) =>
      all.length > MOST_CHOICES ? all : all.flatMap((before) => sentences.map((one) => [...before, one])),
    [[]],
  );
  if (choices.length > MOST_CHOICES) return [doubtful({ kind: 'joined', words: [] })];
  const known = [cited.titles.text, ...cited.sources.flatMap(({ names }) => names)];
  const texts = choices.map((sentences) => cited.read([...sentences, ...known].join('. ')));
  return claim.text.split(CLAUSES).flatMap((clause) => {
    const read = cited.read(clause);
    const missing = texts.map((text) => missingIn(read, text)).sort((a, b) => a.length - b.length)[0] ?? [];
    return missing.length === 0 ? [] : [doubtful({ kind: 'joined', words: missing.slice(0, MOST_TOLD) })];
  });
}

/** Content words and figures of a clause that a text lacks. */
function missingIn(clause: ReadText, text: ReadText): readonly string[] {
  const { missing } = coverageOf({
    claim: clause.words(),
    quoted: text.vocabulary(),
    elsewhere: () => NOTHING,
    isSettled: () => false,
  });
  const figures = clause
    .figures()
    .filter(
      (figure) =>
        findFigure({ figure, text: clause.text }, { text: text.text, figures: text.figures() }) !== 'same',
    );
  return [...missing, ...figures.map(({ written }) => written)];
}
