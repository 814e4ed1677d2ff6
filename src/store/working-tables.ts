import type { Connection, Table } from '@lancedb/lancedb';
import type { Table as ArrowTable } from 'apache-arrow';
import { textCells } from './columns.ts';
import { tableNames } from './make.ts';
import { corrupt } from './native-errors.ts';
import type { IndexMake } from './passage-index.ts';
import { collect } from './scan.ts';

/** The two tables of one make at their newest versions, whoever wrote them. */
export interface WorkingTables {
  readonly names: { readonly papers: string; readonly passages: string };
  /** Null as long as nothing was ever written with this make. */
  readonly papers: Table | null;
  readonly passages: Table | null;
  /** Of each paper, the stamp that its passages bear. */
  readonly stamps: Map<string, string>;
  /** Appends, creating the table with the first rows. */
  append(kind: 'papers' | 'passages', rows: ArrowTable): Promise<Table>;
}

/** Throws IndexError `corrupt` when a paper is there twice. */
export async function openWorkingTables(connection: Connection, make: IndexMake): Promise<WorkingTables> {
  const names = tableNames(make);
  const existing = new Set(await connection.tableNames());
  const open = (name: string): Promise<Table> | null =>
    existing.has(name) ? connection.openTable(name) : null;
  const tables = { papers: await open(names.papers), passages: await open(names.passages) };
  const stamps = new Map<string, string>();
  if (tables.papers !== null) {
    const shared = new Map<string, string>();
    const rows = await collect(tables.papers.query().select(['id', 'stamp']), (batch) => {
      const [id, stamp] = [textCells(batch, 'id'), textCells(batch, 'stamp')];
      return (row) => [id(row), stamp(row)] as const;
    });
    for (const [id, stamp] of rows) {
      if (stamps.has(id)) throw corrupt(`the index holds paper ${id} twice`);
      // Many papers have one stamp: one string for all of them.
      if (!shared.has(stamp)) shared.set(stamp, stamp);
      stamps.set(id, shared.get(stamp) ?? stamp);
    }
  }
  return {
    names,
    stamps,
    get papers() {
      return tables.papers;
    },
    get passages() {
      return tables.passages;
    },
    async append(kind, rows) {
      const table = tables[kind];
      if (table !== null) {
        await table.add(rows);
        return table;
      }
      const created = await connection.createTable(names[kind], rows);
      tables[kind] = created;
      return created;
    },
  };
}
