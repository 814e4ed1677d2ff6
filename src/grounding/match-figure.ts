import type { Figure } from './figures.ts';

/** `same`: as large and of the same unit. `nearly`: rounded from it, or one of the two is written without its unit. */
export type FigureMatch = 'same' | 'nearly';

const APPROXIMATE =
  /(?:about|around|roughly|approximately|nearly|almost|some|circa|close to|just (?:over|under)|~|≈)\s*$/iu;
/** How far "about 45%" may be from what is meant. */
const MOST_APPROXIMATE = 0.05;

/** A figure with the text it is of; offsets are of the folded text. */
export interface PlacedFigure {
  readonly figure: Figure;
  readonly text: string;
}

/** Whether one figure of a source is what a claim's figure says; null when it is another one. */
export function matchFigure(claimed: PlacedFigure, source: PlacedFigure): FigureMatch | null {
  const { figure } = claimed;
  const other = source.figure;
  if (!sameSign(figure, other)) return null;
  if (figure.dimension === other.dimension) {
    if (sameAmount(figure.amount, other.amount)) return 'same';
    return isRounded(claimed, source) ? 'nearly' : null;
  }
  // A unit that stands for a whole list may not be meant for its first members.
  const inherits = figure.inherited || other.inherited;
  if (!sameAmount(Number(figure.value), Number(other.value))) return null;
  if (inherits && (figure.dimension === '' || other.dimension === '')) return 'same';
  if (figure.dimension === '' && !countsSomething(claimed)) return 'nearly';
  if (other.dimension === '' && !countsSomething(source)) return 'nearly';
  return null;
}

/** The best match among a source's figures. */
export function findFigure(
  claimed: PlacedFigure,
  source: { readonly text: string; readonly figures: readonly Figure[] },
): FigureMatch | null {
  let best: FigureMatch | null = null;
  for (const figure of source.figures) {
    const match = matchFigure(claimed, { figure, text: source.text });
    if (match === 'same') return match;
    best ??= match;
  }
  return best;
}

/** "-1.5%" may be told as a drop by 1.5%, never as +1.5%. */
function sameSign(a: Figure, b: Figure): boolean {
  const signOf = ({ written, value }: Figure): number =>
    value.startsWith('-') ? -1 : written.startsWith('+') ? 1 : 0;
  return signOf(a) * signOf(b) >= 0;
}

function sameAmount(a: number, b: number): boolean {
  const [x, y] = [Math.abs(a), Math.abs(b)];
  return x === y || Math.abs(x - y) <= 1e-9 * Math.max(x, y);
}

/** Written with fewer digits ("45%" for 44.8%), or said to be about as much. */
function isRounded(claimed: PlacedFigure, source: PlacedFigure): boolean {
  const { figure } = claimed;
  const [own, other] = [Math.abs(figure.amount), Math.abs(source.figure.amount)];
  if (figure.unit === source.figure.unit) {
    const decimals = figure.value.split('.')[1]?.length ?? 0;
    const otherDecimals = source.figure.value.split('.')[1]?.length ?? 0;
    const rounded = Number(source.figure.value.replace('-', '')).toFixed(decimals);
    if (decimals < otherDecimals && Number(rounded) === Number(figure.value.replace('-', ''))) return true;
  }
  const isApproximate = APPROXIMATE.test(claimed.text.slice(Math.max(0, figure.start - 20), figure.start));
  return isApproximate && Math.abs(own - other) <= MOST_APPROXIMATE * other;
}

/** A noun stands behind the bare number: "41 datasets" is no 41%, and "4.7 PSNR" neither. */
function countsSomething({ figure, text }: PlacedFigure): boolean {
  const next = /^[\s-]\(?(\p{L}[\p{L}\p{N}-]*)/u.exec(text.slice(figure.end, figure.end + 30))?.[1];
  return next !== undefined && !NO_NOUN.has(next.toLowerCase());
}

/** Words behind a number that it does not count. */
const NO_NOUN: ReadonlySet<string> = new Set(
  `and or to on in of for with at by from over than while when as compared respectively vs versus per more less higher lower better worse
  faster slower fewer larger smaller improvement reduction increase decrease gain gains drop relative absolute after before across is was
  are were on average under up out out-of if which that but the a an its their only`.split(/\s+/u),
);
