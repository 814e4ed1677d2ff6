import { createHash } from 'node:crypto';
import type { Paper } from '../papers/paper.ts';

/** Hash of all that a reader sees of a paper besides its sources: whether a paper counts as changed. */
export function paperHash(paper: Omit<Paper, 'id' | 'sources'>): string {
  const { title, titleDerived, abstract, authors, year, venue, arxivId, doi, url } = paper;
  return createHash('sha256')
    .update(JSON.stringify([title, titleDerived, abstract, authors, year, venue, arxivId, doi, url]))
    .digest('hex')
    .slice(0, 32);
}
