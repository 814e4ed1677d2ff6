import type { Paper, Passage } from './paper.ts';
import { isSentenceEnd } from './sentence-ends.ts';

/** Changes whenever the same abstract would be split otherwise: an index made with another one is made again. */
export const SPLITTER_VERSION = 'sentences-1';

/** Shorter pieces ("Wow!") belong to the sentence before them; one with a link ("Code: https://…") says enough. */
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
  let isJoining = false;
  for (const range of ranges) {
    const last = joined.at(-1);
    const isShort = isFragment(text.slice(range.start, range.end));
    // A fragment goes to the sentence before it; one at the very beginning to the sentence behind it.
    if (last !== undefined && (isShort || isJoining)) last.end = range.end;
    else joined.push({ ...range });
    isJoining = isJoining ? isShort : last === undefined && isShort;
  }
  return joined;
}

function isFragment(text: string): boolean {
  if (/https?:\/\/|www\./.test(text)) return false;
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length < FEWEST_WORDS;
}
