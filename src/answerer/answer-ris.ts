import { type Bibliography, paperUrl } from '../papers/paper.ts';
import { readAuthorName } from './author-name.ts';
import { isProceedings } from './venue.ts';

type Work = Bibliography & { readonly title: string; readonly abstract: string };

type Field = readonly [tag: string, value: string | null];

const LINE_END = '\r\n';

/**
 * The papers as RIS records, in order, in UTF-8: a tag and its value on each line, lines end with CR LF (the specification of 2011, as
 * reference managers read it). A paper of a venue is `CONF` or `JOUR`, one without is `GEN`: there is no type for preprints. An arXiv id is the
 * accession number (AN) of the database arXiv (DB): what stands under M3 is read as a DOI.
 */
export function toRis(papers: readonly Work[], { abstracts }: { readonly abstracts: boolean }): string {
  return papers.map((paper) => record(paper, abstracts)).join('');
}

function record(paper: Work, abstracts: boolean): string {
  const { venue, arxivId, year } = paper;
  const fields: readonly Field[] = [
    ['TI', line(paper.title)],
    ...paper.authors.map((author): Field => ['AU', authorValue(author)]),
    ['PY', year === null ? null : String(year)],
    ['T2', line(venue)],
    ['DO', line(paper.doi)],
    ['UR', address(paperUrl(paper))],
    ['AN', arxivId === null ? null : `arXiv:${line(arxivId)}`],
    ['DB', arxivId === null ? null : 'arXiv'],
    ['AB', abstracts ? line(paper.abstract) : null],
  ];
  const lines = fields.flatMap(([tag, value]) =>
    value === null || value === '' ? [] : [`${tag}  - ${value}`],
  );
  return [`TY  - ${typeOf(venue)}`, ...lines, 'ER  - ', ''].join(LINE_END);
}

function typeOf(venue: string | null): 'CONF' | 'JOUR' | 'GEN' {
  if (venue === null) return 'GEN';
  return isProceedings(venue) ? 'CONF' : 'JOUR';
}

/** "Family, Given, Suffix". The comma behind a group keeps its last word from being read as a family's name. Asterisks are not allowed. */
function authorValue(author: string): string {
  const name = readAuthorName((line(author) ?? '').replaceAll('*', ''));
  if (name.kind === 'group') return name.name === '' ? '' : `${name.name.replaceAll(',', ';')},`;
  const { family, given, suffix } = name;
  if (suffix !== '') return `${family}, ${given}, ${suffix}`;
  return given === '' ? family : `${family}, ${given}`;
}

/** Whatever some reader takes for the end of a line is a space: the value stays behind its tag. */
function line(text: string | null): string | null {
  return text === null ? null : text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function address(url: string | null): string | null {
  return url === null
    ? null
    : url.trim().replace(/[\s\p{Cc}]/gu, (character) => encodeURIComponent(character));
}
