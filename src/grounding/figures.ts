import { foldCharacters } from '../text/fold.ts';

/** A number with the unit written behind it: "41%", "3.67x", "2 billion", "10 ms". Thousands separators are dropped. */
const FIGURE = /(?<![\p{L}\p{N}]-?|\d\.)[-+]?(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)?/gu;
const UNIT =
  /^\s?(%|x\b|k\b|m\b|b\b|ms\b|s\b|db\b|bits?\b|percent\b|times\b|billion\b|million\b|thousand\b|hours?\b|minutes?\b|seconds?\b|days?\b)/iu;

export interface Figure {
  /** Digits as a canonical decimal: no separators, no plus sign, no trailing zeros after the point. */
  readonly value: string;
  /** Lower case, "x" for "times", "%" for "percent"; empty when none is written. */
  readonly unit: string;
}

/** All numbers of a text, with their units. Digits inside names ("GPT-4", "Llama2") are names, not numbers. */
export function figuresOf(text: string): Figure[] {
  const folded = foldCharacters(text);
  return [...folded.matchAll(FIGURE)].map((match) => {
    const unit = UNIT.exec(folded.slice(match.index + match[0].length))?.[1]?.toLowerCase() ?? '';
    return { value: canonical(match[0]), unit: SAME_UNIT[unit] ?? unit };
  });
}

const SAME_UNIT: Readonly<Record<string, string>> = {
  percent: '%',
  times: 'x',
  bit: 'bits',
  hour: 'hours',
  day: 'days',
};

function canonical(digits: string): string {
  const plain = digits.replaceAll(',', '').replace(/^\+/, '');
  return plain.includes('.') ? plain.replace(/0+$/, '').replace(/\.$/, '') : plain;
}
