import { UsageError } from '../errors.ts';
import type { PaperSummary } from '../store/passage-index.ts';
import { foldForComparison } from '../text/fold.ts';

const SHOWN = 5;

/**
 * The id of the one paper that is meant: by id, arXiv id (with or without version, prefix or link), DOI (in any case, bare or as
 * a link) or title, of which the beginning, or any unbroken part, suffices when no other title has it. Throws UsageError that
 * names the nearest titles.
 */
export function findPaper(wanted: string, papers: readonly PaperSummary[]): string {
  const text = wanted.trim();
  const arxiv = text
    .replace(/^(?:https?:\/\/arxiv\.org\/(?:abs|pdf)\/|arxiv:)/iu, '')
    .replace(/(?:v\d+)?(?:\.pdf)?$/iu, '');
  const doi = text.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/iu, '').toLowerCase();
  const exact = papers.find(
    (paper) => paper.id === text || paper.arxivId === arxiv || paper.doi?.toLowerCase() === doi,
  );
  if (exact !== undefined) return exact.id;
  const title = foldForComparison(text);
  if (title === '')
    throw new UsageError('a paper needs an id or a title', {
      remedy: 'Give its id, or the beginning of its title.',
    });
  const folded = papers.map((paper) => ({ paper, title: foldForComparison(paper.title) }));
  for (const fits of [
    (own: string) => own === title,
    (own: string) => own.startsWith(`${title} `),
    (own: string) => ` ${own} `.includes(` ${title} `),
  ]) {
    const found = folded.filter(({ title: own }) => fits(own)).map(({ paper }) => paper);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only.id;
    if (only !== undefined)
      throw new UsageError(`${found.length} papers fit '${text}'`, {
        remedy: `Give the id or more of the title of the one that is meant:\n${titles(found)}`,
      });
  }
  const near = nearest(title, folded);
  throw new UsageError(`no paper has the id or title '${text}'`, {
    remedy:
      near.length > 0
        ? `The nearest titles are:\n${titles(near)}`
        : 'Search for its words, or give the beginning of its title.',
  });
}

function titles(papers: readonly PaperSummary[]): string {
  const more = papers.length > SHOWN ? `\n  … and ${papers.length - SHOWN} more` : '';
  return (
    papers
      .slice(0, SHOWN)
      .map(({ id, title }) => `  ${id}  ${title}`)
      .join('\n') + more
  );
}

/** Titles that share letter triples with what was typed, most first (Dice's coefficient). */
function nearest(
  wanted: string,
  folded: readonly { readonly paper: PaperSummary; readonly title: string }[],
): PaperSummary[] {
  const own = triples(wanted);
  return folded
    .map(({ paper, title }) => {
      const other = triples(title);
      const shared = own.intersection(other).size;
      return { paper, likeness: shared / Math.max(1, Math.min(own.size, other.size)) };
    })
    .filter(({ likeness }) => likeness >= 0.4)
    .sort((a, b) => b.likeness - a.likeness || (a.paper.id < b.paper.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ paper }) => paper);
}

function triples(text: string): Set<string> {
  const padded = ` ${text} `;
  const found = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3));
  return found;
}
