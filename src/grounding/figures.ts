import { foldCharacters } from '../text/fold.ts';
import { spelledNumbers } from './spelled-numbers.ts';
import { magnitudeAt, NO_UNIT, type Unit, unitAt } from './units.ts';

/** A number with the unit written behind it: "41%", "3.67x", "2 billion", "10 ms", "twice". */
export interface Figure {
  /** Digits as a canonical decimal: no separators, no plus sign, no trailing zeros after the point. */
  readonly value: string;
  /** Lower case, "x" for "times", "%" for "percent", "billion" for "B"; empty when none is written. */
  readonly unit: string;
  /** The value with its magnitude and in the dimension's own unit: 1.3e9 for "1.3B", 0.5 for "500 ms". */
  readonly amount: number;
  /** What is measured: "%", "x", "time"; empty for a bare number. */
  readonly dimension: string;
  /** The unit stands behind a later figure of the same list: "3" in "3-5x", "41" in "41 and 12%". */
  readonly inherited: boolean;
  /** Spelled out, without a unit or a magnitude behind it: "two", "twice", "half". */
  readonly spelled: boolean;
  /** As it stands in the folded text, with its unit. */
  readonly written: string;
  /** UTF-16 offsets in the folded text, of number and unit. */
  readonly start: number;
  readonly end: number;
}

const DIGITS = /\d+(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?/gu;
const LIST_JOINT = /^\s?(?:,\s?(?:and|or)?|and|or|to|vs\.?|versus|[-/]|→)\s?$/iu;
const CURRENCY = /[$€£]\s?$/u;

/**
 * All numbers of a text, with their units, in order; spelled ones as well. Digits inside names ("GPT-4", "Llama2") are names, not
 * numbers.
 */
export function figuresOf(text: string): Figure[] {
  return figuresOfFolded(foldCharacters(text));
}

/** The same for a text that is folded already. */
export function figuresOfFolded(folded: string): Figure[] {
  const found: Figure[] = [];
  for (const match of folded.matchAll(DIGITS)) {
    const figure = figureAt(folded, match.index, match[0], found.at(-1));
    if (figure !== null) found.push(figure);
  }
  const all = [...found, ...spelledFigures(folded)].sort((a, b) => a.start - b.start);
  return withInheritedUnits(folded, all);
}

function figureAt(text: string, at: number, digits: string, last: Figure | undefined): Figure | null {
  const before = text.slice(Math.max(0, at - 3), at);
  const decimal = /(?:^|[\s(=<>~])\.$/u.test(before) && !digits.includes('.');
  if (!decimal && isInsideName(before, last?.end === at - 1)) return null;
  const sign = /(?:^|[^\p{L}\p{N})%])([-+])$/u.exec(before)?.[1] === '-' ? '-' : '';
  const value = sign + canonical(decimal ? `0.${digits}` : digits);
  const currency = CURRENCY.exec(before);
  return assembled(text, {
    start: at - sign.length - (currency?.[0].length ?? 0),
    at: at + digits.length,
    value,
    spelled: false,
  });
}

/** "GPT-4", "Llama2", "v1.2.3", "C_3": digits that belong to what stands before them. */
function isInsideName(before: string, followsFigure: boolean): boolean {
  if (/[\p{L}\p{N}_^]$/u.test(before)) return true;
  if (/[\p{L}\p{N}%]-$/u.test(before)) return !followsFigure;
  return /\d[.,]$/u.test(before) || /\p{L}\.$/u.test(before);
}

function assembled(
  text: string,
  read: { readonly start: number; readonly at: number; readonly value: string; readonly spelled: boolean },
): Figure {
  const magnitude = magnitudeAt(text.slice(read.at, read.at + 14));
  const from = read.at + magnitude.length;
  const money = /[$€£]/u.exec(text.slice(read.start, read.at))?.[0];
  const unit: Unit =
    money === undefined ? unitAt(text.slice(from, from + 60)) : { ...NO_UNIT, name: money, dimension: money };
  const end = from + unit.length;
  return {
    value: read.value,
    unit: magnitude.name + unit.name,
    amount: Number(read.value) * magnitude.factor * unit.factor,
    dimension: unit.dimension,
    inherited: false,
    spelled: read.spelled && unit.dimension === '' && magnitude.name === '',
    written: text.slice(read.start, end),
    start: read.start,
    end,
  };
}

function spelledFigures(text: string): Figure[] {
  return spelledNumbers(text).map((word) =>
    word.unit === null
      ? assembled(text, { start: word.start, at: word.end, value: word.value, spelled: true })
      : {
          value: word.value,
          unit: word.unit,
          amount: Number(word.value),
          dimension: word.unit,
          inherited: false,
          spelled: true,
          written: text.slice(word.start, word.end),
          start: word.start,
          end: word.end,
        },
  );
}

/** "3-5x", "41, 24 and 12%": the last one's unit is the others' too. */
function withInheritedUnits(text: string, figures: readonly Figure[]): Figure[] {
  const out = [...figures];
  for (let i = out.length - 2; i >= 0; i -= 1) {
    const [own, next] = [out[i], out[i + 1]];
    if (own === undefined || next === undefined || own.dimension !== '' || next.dimension === '') continue;
    const between = text.slice(own.end, next.start);
    if (own.spelled !== next.spelled || !LIST_JOINT.test(between)) continue;
    // "In 2019, 45%" is no list.
    if (/^\s?,\s?$/u.test(between) && !next.inherited && !own.value.includes('.')) continue;
    const factor = next.amount / Number(next.value);
    if (!Number.isFinite(factor)) continue;
    out[i] = {
      ...own,
      unit: next.unit,
      dimension: next.dimension,
      inherited: true,
      amount: Number(own.value) * factor,
    };
  }
  return out;
}

function canonical(digits: string): string {
  const plain = digits.replaceAll(',', '');
  return plain.includes('.') ? plain.replace(/0+$/, '').replace(/\.$/, '') : plain;
}
