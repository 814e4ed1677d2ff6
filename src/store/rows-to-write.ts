import { namesOf } from '../papers/names.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { textCells, vectorCells } from './columns.ts';
import { corrupt } from './native-errors.ts';
import type { IndexedPaper, PaperToStore } from './passage-index.ts';
import type { PaperRow, PassageRow } from './row-tables.ts';
import { collect } from './scan.ts';
import { inFilters } from './sql.ts';
import type { WorkingTables } from './working-tables.ts';

/** The rows of papers and of all their passages, all with one stamp. */
export function indexedRows(
  papers: readonly IndexedPaper[],
  analyzer: Analyzer,
  stamp: string,
): { readonly papers: PaperRow[]; readonly passages: PassageRow[] } {
  const passages: PassageRow[] = [];
  const rows = papers.map((indexed): PaperRow => {
    const own = indexed.passages.map((stored) => ({
      ...stored,
      terms: analyzer.terms(stored.passage.text).join(' '),
      stamp,
    }));
    for (const row of own) passages.push(row);
    const title = analyzer.terms(indexed.paper.title).join(' ');
    const abstract = coversAbstract(indexed)
      ? own.map(({ terms }) => terms)
      : analyzer.terms(indexed.paper.abstract);
    const terms = [title, title, ...abstract].filter((part) => part !== '').join(' ');
    return { ...indexed, terms, names: JSON.stringify(namesOf(indexed.paper)), stamp };
  });
  return { papers: rows, passages };
}

/** Whether nothing but white space lies between the passages: then their terms are the abstract's, analysed once. */
function coversAbstract({ paper, passages }: IndexedPaper): boolean {
  let end = 0;
  for (const { passage } of passages) {
    if (paper.abstract.slice(end, passage.start).trim() !== '') return false;
    end = passage.end;
  }
  return paper.abstract.slice(end).trim() === '';
}

/** Rows for papers whose title and abstract are as stored: what was made from these is read back. */
export async function keptRows(
  tables: WorkingTables,
  papers: readonly PaperToStore[],
  dimensions: number,
): Promise<PaperRow[]> {
  const kept = new Map<string, Pick<PaperRow, 'vector' | 'terms' | 'names' | 'stamp'> & { hash: string }>();
  const columns = ['id', 'vector', 'terms', 'names', 'stamp', 'content_hash'];
  for (const filter of inFilters(
    'id',
    papers.map(({ paper }) => paper.id),
  )) {
    const query = tables.papers?.query().where(filter).select(columns);
    if (query === undefined) break;
    const rows = await collect(query, (batch) => {
      const text = (name: string) => textCells(batch, name);
      const [id, terms, names, stamp, hash] = [
        text('id'),
        text('terms'),
        text('names'),
        text('stamp'),
        text('content_hash'),
      ];
      const vector = vectorCells(batch, 'vector', dimensions);
      return (row) => ({
        id: id(row),
        vector: vector(row),
        terms: terms(row),
        names: names(row),
        stamp: stamp(row),
        hash: hash(row),
      });
    });
    for (const { id, ...row } of rows) kept.set(id, row);
  }
  return papers.map((paper) => {
    const found = kept.get(paper.paper.id);
    if (found?.hash !== paper.contentHash) {
      throw corrupt(`paper ${paper.paper.id} is not stored with the text that its vectors should be of`);
    }
    const { hash: _hash, ...row } = found;
    return { ...paper, ...row };
  });
}
