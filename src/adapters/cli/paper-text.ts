import type { Citation } from '../../answerer/answer.ts';
import { referenceOf } from '../../answerer/answer-reference.ts';
import type { Page } from './page.ts';
import { terminalSafeLine } from './terminal-safe.ts';

type Paper = Citation['paper'];

/** Title, what is known of the paper, its abstract, and the files it was read from. */
export function paperText(paper: Paper, page: Page): string {
  const { bold, dim } = page.colours;
  const { title, url } = referenceOf(paper);
  const facts: (readonly [string, string | null])[] = [
    ['authors', paper.authors.length === 0 ? null : paper.authors.join(', ')],
    ['year', paper.year === null ? null : String(paper.year)],
    ['venue', paper.venue],
    ['id', paper.id],
    ['arXiv', paper.arxivId === paper.id ? null : paper.arxivId],
    ['DOI', paper.doi === paper.id ? null : paper.doi],
    ['link', url],
  ];
  const known = facts.flatMap(([name, value]) =>
    value === null
      ? []
      : [page.wrap(terminalSafeLine(value), { first: dim(`${name.padEnd(7)}  `), rest: ' '.repeat(9) })],
  );
  const sources = paper.sources.map(({ file, line }) =>
    page.wrap(`${terminalSafeLine(file)}:${line}`, { first: dim('from     '), rest: ' '.repeat(9) }),
  );
  return [
    page.wrap(bold(terminalSafeLine(title))),
    [...known, ...sources].join('\n'),
    page.wrap(terminalSafeLine(paper.abstract)),
  ].join('\n\n');
}
