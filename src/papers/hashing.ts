import { createHash } from 'node:crypto';
import type { Paper, PaperRecord } from './paper.ts';

/** 128 bits of SHA-256 in hex: enough to tell billions of texts apart. */
const HASH_LENGTH = 32;

function hashOf(fields: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, HASH_LENGTH);
}

/** Hash of everything a record says, with its raw text, whatever file and line it stands on. */
export function recordHash(record: PaperRecord): string {
  const { title, titleDerived, abstract, authors, year, venue, arxivId, doi, url, externalId, source } =
    record;
  return hashOf([
    title,
    titleDerived,
    abstract,
    authors,
    year,
    venue,
    arxivId,
    doi,
    url,
    externalId,
    source.raw,
  ]);
}

/** Hash of all that a reader sees of a paper besides its sources: whether a paper counts as changed. */
export function paperHash(paper: Omit<Paper, 'id' | 'sources'>): string {
  const { title, titleDerived, abstract, authors, year, venue, arxivId, doi, url } = paper;
  return hashOf([title, titleDerived, abstract, authors, year, venue, arxivId, doi, url]);
}

/** Hash of what a paper's passages and vectors are made from. */
export function contentHash(paper: Pick<Paper, 'title' | 'abstract'>): string {
  return hashOf([paper.title, paper.abstract]);
}

/** Hash of a normalised title, short enough for an id that people see. */
export function titleHash(normalizedTitle: string): string {
  return createHash('sha256').update(normalizedTitle).digest('hex').slice(0, 12);
}
