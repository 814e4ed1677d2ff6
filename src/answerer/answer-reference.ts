import { type Bibliography, paperUrl } from '../papers/paper.ts';

/** What a list of sources says of a paper. */
export interface Reference {
  readonly title: string;
  /** "Ada Lovelace et al., 1843"; null when neither authors nor year are known. */
  readonly byline: string | null;
  readonly url: string | null;
}

/** The title of a paper whose source gave none is marked, so that nobody searches elsewhere for it. */
export function referenceOf(
  paper: Bibliography & { readonly title: string; readonly titleDerived: boolean },
): Reference {
  return {
    title: paper.titleDerived ? `${paper.title} (title derived from the abstract)` : paper.title,
    byline: bylineOf(paper),
    url: paperUrl(paper),
  };
}

/** One author by name, two joined, of more the first with "et al."; then the year. */
export function bylineOf(paper: Pick<Bibliography, 'authors' | 'year'>): string | null {
  const [first, second, ...others] = paper.authors;
  const parts: string[] = [];
  if (first !== undefined) {
    if (second === undefined) parts.push(first);
    else parts.push(others.length === 0 ? `${first} and ${second}` : `${first} et al.`);
  }
  if (paper.year !== null) parts.push(String(paper.year));
  return parts.length === 0 ? null : parts.join(', ');
}
