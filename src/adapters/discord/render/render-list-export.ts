import { toBibtex } from '../../../answerer/answer-bibtex.ts';
import { toRis } from '../../../answerer/answer-ris.ts';
import type { Paper } from '../../../papers/paper.ts';
import { cleanLine } from './clean-text.ts';
import { cutTo } from './cut-text.ts';
import { type ListOwner, listSubject, paperCount } from './list-words.ts';
import type { MessageBody } from './message-body.ts';
import { textBody } from './paged.ts';
import { renderEmptyList } from './render-reading-list.ts';
import { theirs } from './rows.ts';

type ListFormat = 'bibtex' | 'ris';

/** Bytes; Discord takes ten MiB with all that is around the file. */
const LARGEST_FILE = 9_500_000;
const LONGEST_IDS = 1000;

/** A reading list as a file for reference managers. */
export function renderListExport(given: {
  readonly owner: ListOwner;
  readonly format: ListFormat;
  /** In the order of the list. */
  readonly papers: readonly Paper[];
  /** Ids of papers on the list that are no longer in the index. */
  readonly gone: readonly string[];
  /** `YYYY-MM-DD`, for the file's name. */
  readonly day: string;
}): MessageBody {
  const { owner, format, papers, gone, day } = given;
  if (papers.length === 0 && gone.length === 0) return renderEmptyList(owner);
  const missing = gone.length === 0 ? [] : [missingWords(gone)];
  if (papers.length === 0) return textBody(missing.join('\n'));
  const file = fileOf(format, papers.map(cleaned));
  if (file === null)
    return textBody(
      [
        `${listSubject(owner)} is longer in this format than a file on Discord can be. Removing some of its ${paperCount(papers.length)} helps.`,
        ...missing,
      ].join('\n'),
    );
  return {
    ...textBody(
      [
        `${listSubject(owner)} as ${FORMATS[format].name}: ${paperCount(papers.length)}${file.note}.`,
        ...missing,
      ].join('\n'),
    ),
    unattached: [
      `${listSubject(owner)} has ${paperCount(papers.length)}, which would come as a file: for that I lack the permission **Attach Files** here. Whoever manages the server can grant it to my role: Edit Channel → Permissions.`,
      ...missing,
    ].join('\n'),
    files: [{ name: `reading-list-${day}.${FORMATS[format].extension}`, text: file.text }],
  };
}

const FORMATS = {
  bibtex: { name: 'BibTeX', extension: 'bib' },
  ris: { name: 'RIS', extension: 'ris' },
} as const satisfies Readonly<Record<ListFormat, unknown>>;

/** Null when none is small enough. */
function fileOf(
  format: ListFormat,
  papers: readonly Paper[],
): { readonly text: string; readonly note: string } | null {
  const abstracts = papers.length === 1 ? 'its abstract' : 'their abstracts';
  const forms: readonly (() => { readonly text: string; readonly note: string })[] =
    format === 'bibtex'
      ? [() => ({ text: toBibtex(papers), note: '' })]
      : [
          () => ({ text: toRis(papers, { abstracts: true }), note: `, with ${abstracts}` }),
          () => ({ text: toRis(papers, { abstracts: false }), note: `, without ${abstracts}` }),
        ];
  for (const form of forms) {
    const file = form();
    if (Buffer.byteLength(file.text) <= LARGEST_FILE) return file;
  }
  return null;
}

/** What acts or hides in a message does so in whatever shows the file, too. */
function cleaned(paper: Paper): Paper {
  const line = (text: string | null): string | null => (text === null ? null : cleanLine(text) || null);
  return {
    ...paper,
    title: cleanLine(paper.title),
    abstract: cleanLine(paper.abstract),
    authors: paper.authors.map(cleanLine).filter((author) => author !== ''),
    venue: line(paper.venue),
    arxivId: line(paper.arxivId),
    doi: line(paper.doi),
    url: line(paper.url),
  };
}

function missingWords(gone: readonly string[]): string {
  const ids = cutTo(theirs(gone.join(', ')).markdown, LONGEST_IDS) || '(no id)';
  return gone.length === 1
    ? `Left out, as it is no longer in the index: ${ids}`
    : `${gone.length} papers are left out, as they are no longer in the index: ${ids}`;
}
