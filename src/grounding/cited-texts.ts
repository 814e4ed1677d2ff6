import type { Paper } from '../papers/paper.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { Quote } from './claim.ts';
import { type ReadText, readText } from './read-text.ts';

/** What a claim cites: what is quoted, and the papers it is quoted from. */
export interface CitedTexts {
  readonly papers: readonly Paper[];
  /** All quotes, each a sentence of its own. */
  readonly quoted: ReadText;
  readonly titles: ReadText;
  readonly abstracts: ReadText;
  /** What is quoted of one paper. */
  quotedOf(marker: number): ReadText;
  readonly markers: readonly number[];
}

/** Quotes are verbatim, and every marker resolves. */
export function citedTexts(
  quotes: readonly Quote[],
  paperOf: (marker: number) => Paper | null,
  analyzer: Analyzer,
): CitedTexts {
  const byMarker = new Map<number, { readonly paper: Paper; readonly texts: string[] }>();
  for (const { marker, text } of quotes) {
    const paper = paperOf(marker);
    if (paper === null) continue;
    const own = byMarker.get(marker) ?? { paper, texts: [] };
    own.texts.push(text);
    byMarker.set(marker, own);
  }
  const papers = [...byMarker.values()].map(({ paper }) => paper);
  const quotedOf = new Map(
    [...byMarker].map(([marker, { texts }]) => [marker, readText(sentences(texts), analyzer)]),
  );
  const quoted = readText(sentences(quotes.map(({ text }) => text)), analyzer);
  return {
    papers,
    markers: [...byMarker.keys()],
    quoted,
    titles: readText(sentences(papers.map(({ title }) => title)), analyzer),
    abstracts: readText(sentences(papers.map(({ abstract }) => abstract)), analyzer),
    quotedOf: (marker) => quotedOf.get(marker) ?? quoted,
  };
}

function sentences(texts: readonly string[]): string {
  return texts.map((text) => (/[.!?]["')\]]?$/u.test(text) ? text : `${text}.`)).join(' ');
}
