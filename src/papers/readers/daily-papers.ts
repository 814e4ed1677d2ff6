import { requireLines } from './lines.ts';
import { NO_FIELDS, type PaperReader, type RawItem, skippedRecord } from './raw-record.ts';

/** What a saved page has around its papers. */
const FURNITURE = [
  /^new$/i,
  /^get trending papers in your email inbox!?$/i,
  /^(?:subscribe|sign up|log in|menu|previous|next|daily|weekly|monthly|trending papers)$/i,
  /^daily papers$/i,
  /^by\s*@?AK\b.*$/,
  /^(?:mon|tue|wed|thu|fri|sat|sun)?\w*,?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?$/i,
  /^submitted by$/i,
  /^(?:[·•]\s*)?\d+\s+authors?$/i,
  /^\d{1,5}$/,
];

/** These lines are on no other page. */
const SIGNATURE =
  /^(?:get trending papers in your email inbox!?|daily papers|by\s*AK and the research community)$/im;

/** Anything longer is a paragraph of an abstract. */
const LONGEST_TITLE = 250;
/** Lines of text that was wrapped by hand are not longer than this. */
const LONGEST_WRAPPED_LINE = 160;

/** Whether a text is a saved "Daily Papers" page, by a line of its furniture near the top. */
export function isDailyPapers(head: string): boolean {
  return SIGNATURE.test(
    head
      .split(/\r?\n/, 40)
      .map((line) => line.trim())
      .join('\n'),
  );
}

interface Block {
  readonly line: number;
  readonly raw: string;
  readonly text: string;
}

/**
 * Saved "Daily Papers" pages: furniture on top, then for each paper a title and one or more paragraphs of its abstract. A title
 * is a short block that does not end like a sentence, with a paragraph behind it.
 */
export const readDailyPapers: PaperReader = async function* (file, chunks) {
  let title: Block | null = null;
  let paragraphs: Block[] = [];
  /** A short block behind the last one: the next title if a paragraph follows, else part of this abstract. */
  let short: Block | null = null;

  const finish = function* (): Generator<RawItem, void, void> {
    if (title !== null && paragraphs.length === 0) yield withoutAbstract(file, title);
    else if (title !== null) {
      const abstract = paragraphs.map((paragraph) => paragraph.text).join(' ');
      const raw = [title, ...paragraphs].map((block) => block.raw).join('\n\n');
      yield { ...NO_FIELDS, line: title.line, raw, title: title.text, abstract };
    } else if (paragraphs[0] !== undefined) {
      const raw = paragraphs.map((block) => block.raw).join('\n\n');
      const abstract = paragraphs.map((paragraph) => paragraph.text).join(' ');
      yield { ...NO_FIELDS, line: paragraphs[0].line, raw, abstract };
    }
    title = null;
    paragraphs = [];
  };

  for await (const block of readBlocks(file, chunks)) {
    if (isFurniture(block.text)) continue;
    if (isParagraph(block.text)) {
      if (short !== null) {
        yield* finish();
        title = short;
        short = null;
      }
      paragraphs.push(block);
      continue;
    }
    if (isContinuation(block.text) && paragraphs.length > 0 && short === null) {
      paragraphs.push(block);
      continue;
    }
    // Two titles in a row: the first has no abstract.
    if (short !== null) {
      yield* finish();
      yield withoutAbstract(file, short);
    }
    short = block;
  }
  yield* finish();
  if (short !== null) yield withoutAbstract(file, short);
};

function withoutAbstract(file: string, title: Block): RawItem {
  const shown = title.text.length > 80 ? `${title.text.slice(0, 80)}…` : title.text;
  return skippedRecord(
    file,
    title.line,
    `no abstract stands behind the title "${shown}", where a paragraph was expected`,
  );
}

function isFurniture(text: string): boolean {
  return FURNITURE.some((pattern) => pattern.test(text));
}

function isParagraph(text: string): boolean {
  if (text.length > LONGEST_TITLE) return true;
  if (isCapitalized(text) || !/(?<!\.)\.["”)]?$/.test(text)) return false;
  // Two sentences, or one that is longer than most titles.
  return text.length > 120 || /[\p{Ll}\d)\]"”]\.\s+\p{Lu}/u.test(text);
}

/** A short piece of an abstract: a closing sentence, a link, a list item. */
function isContinuation(text: string): boolean {
  if (/^(?:[-•*·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s/.test(text)) return true;
  if (/https?:\/\/|www\.|\.(?:com|org|io|ai)\b/.test(text)) return true;
  return !isCapitalized(text) && (/(?:(?<!\.)\.|[:;,])$/.test(text) || /^\p{Ll}+\s+\p{Ll}+\s/u.test(text));
}

/** Whether most of the longer words begin with a capital, as in titles and hardly in sentences. */
function isCapitalized(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}-]{3,}/gu) ?? [];
  return words.length > 0 && words.filter((word) => /^\p{Lu}/u.test(word)).length >= words.length * 0.6;
}

/** Blocks are set apart by empty lines; lines that were not wrapped by hand are blocks of their own. */
async function* readBlocks(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Block, void, void> {
  let lines: Block[] = [];
  for await (const { number, text } of requireLines(file, chunks)) {
    const trimmed = text.trim();
    if (trimmed === '') {
      yield* joined(lines);
      lines = [];
    } else lines.push({ line: number, raw: text, text: trimmed });
  }
  yield* joined(lines);
}

function joined(lines: readonly Block[]): readonly Block[] {
  const [first] = lines;
  if (first === undefined || lines.length === 1) return lines;
  const wrapped = lines.every(({ text }) => text.length <= LONGEST_WRAPPED_LINE && !isFurniture(text));
  if (!wrapped) return lines;
  return [
    {
      line: first.line,
      raw: lines.map(({ raw }) => raw).join('\n'),
      text: lines.map(({ text }) => text).join(' '),
    },
  ];
}
