import { bylineOf, referenceOf } from '../../answerer/answer-reference.ts';
import type { SearchHit } from '../../ibid.ts';
import type { Page } from './page.ts';
import { terminalSafeLine } from './terminal-safe.ts';

/** A paper with authors, year, link and the sentence for which it is shown, behind a label such as "1. ". */
export function hitText({ paper, sentence }: SearchHit, label: string, page: Page): string {
  const { title, url } = referenceOf(paper);
  const byline = bylineOf(paper);
  const { bold, dim } = page.colours;
  const indent = ' '.repeat(label.length);
  const about = [byline, url].flatMap((part) => (part === null ? [] : [dim(terminalSafeLine(part))]));
  const head = [bold(terminalSafeLine(title)), ...about].join(' — ');
  const lines = [page.wrap(head, { first: label, rest: indent })];
  if (sentence !== null) {
    lines.push(page.wrap(`“${terminalSafeLine(sentence)}”`, { first: indent, rest: indent }));
  }
  return lines.join('\n');
}

/** The same for programs. */
export function hitJson({ paper, score, sentence }: SearchHit) {
  return {
    paperId: paper.id,
    title: paper.title,
    authors: paper.authors,
    year: paper.year,
    url: referenceOf(paper).url,
    score,
    sentence,
  };
}
