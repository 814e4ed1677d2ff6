import { UsageError } from '../errors.ts';
import { cleanText } from '../papers/cleaning.ts';
import { isAtomFeed, readArxivAtom } from '../papers/readers/arxiv-atom.ts';
import type { RawItem, RawRecord } from '../papers/readers/raw-record.ts';
import type { CatalogueRecord } from './paper-catalogue.ts';

/** What an answer of arXiv's turned out to be. */
export type FeedReading =
  | { readonly kind: 'record'; readonly record: CatalogueRecord }
  /** A feed without papers: there is none of that id, or arXiv could not find it just now. */
  | { readonly kind: 'empty' }
  /** No feed, or a broken one. The words stand behind "answered with". */
  | { readonly kind: 'unreadable'; readonly words: string }
  /** arXiv wants to be asked less often, and says so with a status that tells nothing. */
  | { readonly kind: 'throttled' };

/** No abstract is longer; what is, is no abstract. */
const LONGEST_ABSTRACT = 20_000;
const LONGEST_NOTE = 300;
/** "This paper has been withdrawn by the authors due to …", in the place of an abstract. */
const WITHDRAWN = /^(?:this|the)\s+(?:\w+\s+){1,3}(?:has|have|had|is|was)\s+(?:been\s+)?withdrawn\b/iu;

/**
 * Reads arXiv's answer to a question for one paper. Throws UsageError when it says that there is no such paper, or only one without an
 * abstract.
 */
export async function readFeed(text: string, arxivId: string): Promise<FeedReading> {
  if (/^\s*rate exceeded/iu.test(text)) return { kind: 'throttled' };
  if (/^\s*(?:<!doctype html|<html)/iu.test(text)) return unreadable('a web page where a feed was expected');
  if (text.trim() === '') return unreadable('nothing at all');
  if (!isAtomFeed(text)) return unreadable('something that is no Atom feed');
  const items: RawItem[] = [];
  try {
    for await (const item of readArxivAtom('the feed', once(text))) items.push(item);
  } catch (error) {
    return unreadable(`a feed that cannot be read (${wordsOf(error)})`);
  }
  const [item, ...others] = items;
  if (item === undefined) return isWholeAndEmpty(text) ? { kind: 'empty' } : unreadable('half a feed');
  if ('message' in item) return unreadable(`a broken feed: ${item.message}`);
  if (isErrorEntry(item)) throw unknownPaper(arxivId, cleanText(item.abstract ?? ''));
  if (others.length > 0) return unreadable(`${items.length} records where one was asked for`);
  if (item.arxivId !== arxivId)
    return unreadable(
      `${item.arxivId === null ? 'a record without an id' : `paper ${item.arxivId}`} instead`,
    );
  return { kind: 'record', record: checkedRecord(item, { text, arxivId }) };
}

/** Nothing may be taken for nothing that is only torn. */
function isWholeAndEmpty(text: string): boolean {
  return /<\/(?:\w+:)?feed\s*>\s*$/iu.test(text) && !/<\/(?:\w+:)?entry\b/iu.test(text);
}

/** arXiv tells its errors as entries of a feed. */
function isErrorEntry({ raw, title, arxivId }: RawRecord): boolean {
  return /<(?:\w+:)?id>[^<]*\/api\/errors/iu.test(raw) || (title?.trim() === 'Error' && arxivId === null);
}

export function unknownPaper(arxivId: string, said: string): UsageError {
  const words = said === '' ? '' : `: it says "${cut(said)}"`;
  return new UsageError(`arXiv has no paper ${arxivId}${words}`, {
    remedy: `Compare the id with the paper's page. One that was announced today may not be found yet.`,
  });
}

function checkedRecord(
  item: RawRecord,
  { text, arxivId }: { readonly text: string; readonly arxivId: string },
): CatalogueRecord {
  const title = cut(cleanText(item.title ?? ''));
  const paper = title === '' ? arxivId : `${arxivId}, "${title}"`;
  const abstract = cleanText(item.abstract ?? '');
  const remedy = 'Only papers with an abstract can be added: what is told of them is quoted from it.';
  if (abstract === '') throw new UsageError(`arXiv has no abstract of ${paper}`, { remedy });
  if (abstract.length > LONGEST_ABSTRACT)
    throw new UsageError(`what arXiv gives as the abstract of ${paper} has ${abstract.length} characters`, {
      remedy: `At most ${LONGEST_ABSTRACT} characters are taken for an abstract.`,
    });
  if (abstract.length <= LONGEST_NOTE && WITHDRAWN.test(abstract))
    throw new UsageError(`${paper} was withdrawn, and has no abstract any more: "${abstract}"`, { remedy });
  const comment = cleanText(/<(?:\w+:)?comment\b[^>]*>([^<]*)</iu.exec(item.raw)?.[1] ?? '');
  const version = /<(?:\w+:)?id>[^<]*v(\d+)\s*<\//iu.exec(item.raw)?.[1];
  return {
    arxivId,
    version: version === undefined ? null : Number(version),
    text,
    notices: /\bwithdrawn\b/iu.test(comment) ? [`arXiv's comment on it: "${cut(comment)}"`] : [],
  };
}

function unreadable(words: string): FeedReading {
  return { kind: 'unreadable', words };
}

async function* once(text: string): AsyncGenerator<Buffer, void, void> {
  yield Buffer.from(text);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_NOTE ? text : `${characters.slice(0, LONGEST_NOTE).join('')}…`;
}
