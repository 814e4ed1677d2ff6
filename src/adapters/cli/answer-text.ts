import type { AnswerEnd, Citation, Claim, Outcome, RankedPaper } from '../../answerer/answer.ts';
import { referenceOf } from '../../answerer/answer-reference.ts';
import type { Page } from './page.ts';
import { terminalSafeLine } from './terminal-safe.ts';

/**
 * What stands over claims: that they are the abstracts' own sentences, or, behind a refusal, that they are no answer. Empty over a
 * model's claims that answer: nothing need be said of these.
 */
export function headingText(kind: 'quotes' | 'claims', refused: boolean, { colours }: Page): string {
  if (kind === 'claims') return refused ? colours.dim('What they do say on the subject:') : '';
  return colours.dim(refused ? 'What they do say on the subject, quoted:' : 'Quoted from the abstracts:');
}

/** A statement with its markers behind it; quotation marks say that it is the abstract's own wording. */
export function claimText(claim: Claim, page: Page): string {
  const markers = [...new Set(claim.quotes.map((quote) => quote.marker))].map((marker) =>
    markerText(marker, page),
  );
  const text = terminalSafeLine(claim.text);
  switch (claim.check) {
    case 'quote':
      return page.wrap(`“${text}” ${markers.join('')}`.trimEnd());
    case 'checked':
      return page.wrap(`${text} ${markers.join('')}`.trimEnd());
    case 'partial':
      return page.wrap(
        `${text} ${markers.join('')} ${page.colours.yellow('(the wording goes beyond its quotes)')}`,
      );
  }
}

/** `Sources`, then one line a paper: marker, title, first author and year, link. Empty without citations. */
export function sourcesText(citations: readonly Citation[], page: Page): string {
  if (citations.length === 0) return '';
  return [page.colours.bold('Sources'), ...citations.map((citation) => sourceLine(citation, page))].join(
    '\n',
  );
}

export function sourceLine({ marker, paper }: Citation, page: Page): string {
  const { title, byline, url } = referenceOf(paper);
  const parts = [page.colours.bold(terminalSafeLine(title))];
  if (byline !== null) parts.push(page.colours.dim(terminalSafeLine(byline)));
  if (url !== null) parts.push(page.colours.dim(terminalSafeLine(url)));
  const label = `${markerText(marker, page)} `;
  return page.wrap(parts.join(' — '), { first: label, rest: ' '.repeat(`[${marker}] `.length) });
}

/** That the question is not answered, in words. */
export function refusalText(outcome: Exclude<Outcome, 'answered'>, page: Page): string {
  const text =
    outcome === 'not-stated'
      ? 'The abstracts do not state what was asked.'
      : 'Nothing in the index is about this, so it cannot be answered from these papers.';
  return page.wrap(page.colours.yellow(text));
}

/** What was asked for and is not there, and what is near; empty when there is nothing of the kind. */
export function besideText(end: AnswerEnd, page: Page): string {
  const blocks: string[] = [];
  if (end.missing.length > 0)
    blocks.push(
      page.wrap(page.colours.yellow(`Not in the index: ${end.missing.map(terminalSafeLine).join(', ')}.`)),
    );
  if (end.outcome !== 'answered' && end.nearest.length > 0) blocks.push(nearestText(end.nearest, page));
  return blocks.join('\n');
}

export function markerText(marker: number, page: Page): string {
  return page.colours.cyan(`[${marker}]`);
}

function nearestText(papers: readonly RankedPaper[], page: Page): string {
  return [
    'The nearest papers:',
    ...papers.map(({ title }) => page.wrap(terminalSafeLine(title), { first: '- ', rest: '  ' })),
  ].join('\n');
}
