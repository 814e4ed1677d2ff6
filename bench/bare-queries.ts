import { type Connection, connect, MatchQuery, type Table } from '@lancedb/lancedb';
import type { IndexReader, WeightedTerm } from '../src/store/passage-index.ts';

/** One call that a question made of the index. */
export type Call =
  | {
      readonly method: 'matchPapers' | 'matchPassages';
      readonly terms: readonly WeightedTerm[];
      readonly limit: number;
    }
  | { readonly method: 'nearestPapers'; readonly vector: Float32Array; readonly limit: number }
  | { readonly method: 'papers' | 'passagesOf'; readonly ids: readonly string[] };

/** A reader that notes which queries are asked of it. */
export function recording(reader: IndexReader, calls: Call[]): IndexReader {
  return {
    ...reader,
    matchPapers(terms, limit) {
      calls.push({ method: 'matchPapers', terms, limit });
      return reader.matchPapers(terms, limit);
    },
    matchPassages(terms, limit) {
      calls.push({ method: 'matchPassages', terms, limit });
      return reader.matchPassages(terms, limit);
    },
    nearestPapers(vector, limit) {
      calls.push({ method: 'nearestPapers', vector, limit });
      return reader.nearestPapers(vector, limit);
    },
    papers(ids) {
      calls.push({ method: 'papers', ids });
      return reader.papers(ids);
    },
    passagesOf(ids) {
      calls.push({ method: 'passagesOf', ids });
      return reader.passagesOf(ids);
    },
  };
}

export interface BareTables {
  readonly papers: Table;
  readonly passages: Table;
  readonly papersTable: string;
  readonly connection: Connection;
}

export async function openBare(index: string): Promise<BareTables> {
  const connection = await connect(index);
  const names = await connection.tableNames();
  const named = (prefix: string): string => names.find((name) => name.startsWith(prefix)) ?? '';
  return {
    connection,
    papersTable: named('papers_'),
    papers: await connection.openTable(named('papers_')),
    passages: await connection.openTable(named('passages_')),
  };
}

/** The same questions of the same tables through LanceDB alone, rows taken as they come. */
export async function askBare({ papers, passages }: BareTables, calls: readonly Call[]): Promise<void> {
  const quoted = (ids: readonly string[]): string =>
    ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ');
  for (const call of calls) {
    switch (call.method) {
      case 'matchPapers':
      case 'matchPassages': {
        const table = call.method === 'matchPapers' ? papers : passages;
        const columns = call.method === 'matchPapers' ? ['id', '_score'] : ['paper_id', 'ordinal', '_score'];
        const query = new MatchQuery(call.terms.map(({ term }) => term).join(' '), 'terms');
        await table.query().fullTextSearch(query).select(columns).limit(call.limit).toArrow();
        break;
      }
      case 'nearestPapers':
        await papers
          .query()
          .nearestTo(call.vector)
          .distanceType('dot')
          .select(['id', '_distance'])
          .limit(call.limit)
          .toArrow();
        break;
      case 'papers':
        if (call.ids.length > 0)
          await papers
            .query()
            .where(`id IN (${quoted(call.ids)})`)
            .select(['id', 'title', 'abstract', 'vector'])
            .toArrow();
        break;
      case 'passagesOf':
        if (call.ids.length > 0)
          await passages
            .query()
            .where(`paper_id IN (${quoted(call.ids)})`)
            .select(['paper_id', 'ordinal', 'text', 'vector'])
            .toArrow();
        break;
      default:
        call satisfies never;
    }
  }
}
