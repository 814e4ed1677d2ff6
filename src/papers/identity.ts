import { foldForComparison } from '../text/fold.ts';
import { titleHash } from './hashing.ts';
import type { Bibliography } from './paper.ts';

/** What a paper is known by: its arXiv id, else its DOI, else a hash of its normalised title (`t-` and 12 hex digits). */
export function paperId(paper: Pick<Bibliography, 'arxivId' | 'doi'> & { readonly title: string }): string {
  return paper.arxivId ?? paper.doi ?? `t-${titleHash(foldForComparison(paper.title))}`;
}

/** The id, or with `-2`, `-3`… behind it when another paper has it. */
export function uniquePaperId(id: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(id)) return id;
  for (let suffix = 2; ; suffix += 1) {
    const candidate = `${id}-${suffix}`;
    if (!isTaken(candidate)) return candidate;
  }
}
