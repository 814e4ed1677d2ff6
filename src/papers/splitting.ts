import type { Paper, Passage } from './paper.ts';
import { isSentenceEnd } from './sentence-ends.ts';

/** Changes whenever the same abstract would be split otherwise: an index made with another one is made again. */
export const SPLITTER_VERSION = 'sentences-1';

/** Shorter pieces ("Code: URL") belong to the sentence before them. */
const FEWEST_WORDS = 3;

/** Where a sentence may end: stops with what closes behind them, or a stop that lacks its space ("training.We show"). */
const CANDIDATE = /[.?!…]+["”’'»)\]}]*(?=\s)|(?<=[\p{Ll}\d)]{2})[.?!](?=\p{Lu}\p{Ll}*\s)/gu;

interface Range {
  start: number;
  end: number;
}

/**
 * Every sentence of an abstract as a passage, in order. Ranges do not overlap, begin and end with a visible character, and
 * leave out nothing but white space. An abstract without text has no passages.
 */
export function splitIntoPassages(paper: Pick<Paper, 'id' | 'abstract'>): Passage[] {
  const { id, abstract } = paper;
  return joinFragments(abstract, sentenceRanges(abstract)).map(({ start, end }, ordinal) => ({
    id: `${id}#${ordinal}`,
    paperId: id,
    ordinal,
    start,
    end,
    text: abstract.slice(start, end),
  }));
}

function sentenceRanges(text: string): Range[] {
  const ranges: Range[] = [];
  const isLowerCase = !/\p{Lu}/u.test(text);
  let start = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const end = match.index + match[0].length;
    if (isSentenceEnd({ text, start, stop: match.index, end, isLowerCase })) {
      pushTrimmed(ranges, text, start, end);
      start = end;
    }
  }
  pushTrimmed(ranges, text, start, text.length);
  return ranges;
}

function pushTrimmed(ranges: Range[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (end > start) ranges.push({ start, end });
}

function joinFragments(text: string, ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  let isFragment = false;
  for (const range of ranges) {
    const last = joined.at(-1);
    const isShort = wordCount(text.slice(range.start, range.end)) < FEWEST_WORDS;
    // A fragment goes to the sentence before it; one at the very beginning to the sentence behind it.
    if (last !== undefined && (isShort || isFragment)) last.end = range.end;
    else joined.push({ ...range });
    isFragment = isFragment ? isShort : last === undefined && isShort;
  }
  return joined;
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
