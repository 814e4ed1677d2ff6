import { namesOf } from '../papers/names.ts';
import type { Paper } from '../papers/paper.ts';
import { splitIntoPassages } from '../papers/splitting.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { Quote } from './claim.ts';
import { type ReadText, readText } from './read-text.ts';

/** One cited paper: what is quoted of it, and all that is known of what it says. */
export interface CitedSource {
  readonly marker: number;
  readonly quoted: ReadText;
  /** Title and abstract. */
  readonly whole: ReadText;
  /** The sentences, or parts of them, that are quoted. */
  sentences(): readonly string[];
  /** What the paper calls its methods. */
  names(): readonly string[];
}

/** What a claim cites: what is quoted, and the papers it is quoted from. */
export interface CitedTexts {
  readonly sources: readonly CitedSource[];
  /** All quotes, each a sentence of its own. */
  readonly quoted: ReadText;
  readonly titles: ReadText;
  readonly abstracts: ReadText;
  /** Reads another text as these are read. */
  read(text: string): ReadText;
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
  const cited = [...byMarker];
  const read = (texts: readonly string[]): ReadText => readText(sentences(texts), analyzer);
  return {
    sources: cited.map(([marker, { paper, texts }]) => ({
      marker,
      quoted: read(texts),
      whole: read([paper.title, paper.abstract]),
      sentences: () =>
        texts.flatMap((abstract) => splitIntoPassages({ id: '', abstract }).map(({ text }) => text)),
      names: () => namesOf(paper).names,
    })),
    quoted: read(cited.flatMap(([, { texts }]) => texts)),
    titles: read(cited.map(([, { paper }]) => paper.title)),
    abstracts: read(cited.map(([, { paper }]) => paper.abstract)),
    read: (text) => readText(text, analyzer),
  };
}

function sentences(texts: readonly string[]): string {
  return texts.map((text) => (/[.!?]["')\]]?$/u.test(text) ? text : `${text}.`)).join(' ');
}
