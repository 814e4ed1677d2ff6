import { readFile } from 'node:fs/promises';
import { InputError } from '../../src/errors.ts';
import { foldForComparison } from '../../src/text/fold.ts';
import type { TrainingRecord } from './records.ts';

/** Papers that are evaluated on and therefore must not be learned from. */
export interface Exclusion {
  /** Without version. */
  readonly arxivIds: ReadonlySet<string>;
  /** As foldForComparison gives them. */
  readonly titles: ReadonlySet<string>;
}

/** Reads tab-separated files whose first line names the columns; `title` must be one, `arxiv_id` may be. */
export async function readExclusion(files: readonly string[]): Promise<Exclusion> {
  const arxivIds = new Set<string>();
  const titles = new Set<string>();
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new InputError(`the list of evaluated papers ${file} cannot be read`, {
        remedy: 'name the bundled lists with --exclude, so that no evaluated paper is learned from',
        cause,
      });
    });
    const [header, ...lines] = text.split(/\r?\n/);
    const columns = (header ?? '').split('\t');
    const titleColumn = columns.indexOf('title');
    const idColumn = columns.indexOf('arxiv_id');
    if (titleColumn < 0) {
      throw new InputError(`${file}:1 names no column "title"`, {
        remedy: 'the first line must hold the names of the columns, separated by tabs',
      });
    }
    for (const line of lines) {
      const cells = line.split('\t');
      const title = foldForComparison(cells[titleColumn] ?? '');
      if (title !== '') titles.add(title);
      const id = bareArxivId(cells[idColumn] ?? '');
      if (id !== '') arxivIds.add(id);
    }
  }
  return { arxivIds, titles };
}

/** Whether the record is one of the papers that are evaluated on: equal arXiv id or equal folded title. */
export function isExcluded(record: TrainingRecord, exclusion: Exclusion): boolean {
  return (
    exclusion.arxivIds.has(bareArxivId(record.id)) || exclusion.titles.has(foldForComparison(record.title))
  );
}

function bareArxivId(id: string): string {
  return id
    .trim()
    .replace(/^arxiv:/i, '')
    .replace(/v\d+$/, '');
}
