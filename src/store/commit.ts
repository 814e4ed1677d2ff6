import type { Connection, Table } from '@lancedb/lancedb';
import { IbidError } from '../errors.ts';
import { layOutLexicon } from '../papers/lexicon.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { ColumnBuilder } from './build-table.ts';
import { textCells } from './columns.ts';
import { fullTextIndex, TERMS, TERMS_INDEX } from './full-text.ts';
import { cleanUp, tagVersion, tidy } from './maintenance.ts';
import { MANIFEST_TABLE, type StoredManifest } from './manifest-table.ts';
import type { Lance } from './native.ts';
import { corrupt, nativeMessage } from './native-errors.ts';
import { decodeNames } from './paper-names.ts';
import type { IndexMake } from './passage-index.ts';
import { manifestTable, papersTable, passagesTable } from './row-tables.ts';
import { inFilters, sqlString } from './sql.ts';
import { createVocabularyCounter } from './vocabulary.ts';
import type { WorkingTables } from './working-tables.ts';

/** What a writer works with. Every write goes through `step`. */
export interface Writing {
  readonly lance: Lance;
  readonly connection: Connection;
  readonly builder: ColumnBuilder;
  readonly make: IndexMake;
  readonly analyzer: Analyzer;
  readonly tables: WorkingTables;
  /** Kept at opening, oldest first. */
  readonly generations: readonly StoredManifest[];
  readonly manifestTable: Table | null;
  /** Milliseconds; see LanceIndexOptions. */
  readonly cleanupMargin: number;
  readonly step: <Result>(what: string, write: () => Promise<Result>) => Promise<Result>;
  readonly notice: (text: string) => void;
}

/**
 * Makes what the tables hold a generation that readers open. Each table commits by itself, so the manifest's row, which
 * names the versions that belong together, is the last write: up to it readers have the old state, from it on the new one.
 */
export async function commitTables(writing: Writing, orphans: boolean): Promise<StoredManifest> {
  const { tables, builder, make } = writing;
  const papers =
    tables.papers ??
    (await writing.step('create papers', () =>
      tables.append('papers', papersTable(builder, [], make.dimensions)),
    ));
  const passages =
    tables.passages ??
    (await writing.step('create passages', () =>
      tables.append('passages', passagesTable(builder, [], make.dimensions)),
    ));
  if (orphans) await sweep(writing, passages);
  const rows = await papers.countRows();
  if (rows !== tables.stamps.size) {
    throw corrupt(`the table of papers has ${rows} rows, and ${tables.stamps.size} papers were stored`);
  }
  await tidy(writing, papers, 'papers');
  await buildIndices(writing, papers, 'id');
  await tidy(writing, passages, 'passages');
  await buildIndices(writing, passages, 'paper_id');
  const words = await readWords(papers, writing.analyzer);
  const generation = (writing.generations.at(-1)?.generation ?? 0) + 1;
  const stored: StoredManifest = {
    ...make,
    generation,
    papersTable: tables.names.papers,
    passagesTable: tables.names.passages,
    papersVersion: await tagVersion(writing, papers, generation),
    passagesVersion: await tagVersion(writing, passages, generation),
    papers: rows,
    passages: await passages.countRows(),
    createdAt: new Date().toISOString(),
  };
  const row = manifestTable(builder, stored, words);
  const manifest = await writing.step('write manifest', async () => {
    if (writing.manifestTable === null) return writing.connection.createTable(MANIFEST_TABLE, row);
    await writing.manifestTable.add(row);
    return writing.manifestTable;
  });
  await cleanUp(writing, manifest, stored);
  return stored;
}

/** Removes passages whose stamp is not their paper's: replaced ones, those of removed papers, and what a dead writer left. */
async function sweep({ tables, step }: Writing, passages: Table): Promise<void> {
  const orphaned = new Map<string, Set<string>>();
  for await (const batch of passages.query().select(['paper_id', 'stamp'])) {
    const [paperId, stamp] = [textCells(batch, 'paper_id'), textCells(batch, 'stamp')];
    for (let row = 0; row < batch.numRows; row += 1) {
      const id = paperId(row);
      const own = stamp(row);
      if (tables.stamps.get(id) === own) continue;
      const ids = orphaned.get(own) ?? new Set();
      orphaned.set(own, ids.add(id));
    }
  }
  for (const [stamp, ids] of orphaned) {
    for (const filter of inFilters('paper_id', ids)) {
      await step('delete passages', () => passages.delete(`stamp = ${sqlString(stamp)} AND ${filter}`));
    }
  }
}

/**
 * Builds the full-text index anew instead of adding to it: that takes less time than adding, scores do not depend on the order
 * of past writes, and nothing needs merging.
 */
async function buildIndices({ lance, step, notice }: Writing, table: Table, key: string): Promise<void> {
  const build = () => table.createIndex(TERMS, { config: fullTextIndex(lance), replace: true });
  await step(`index terms of ${key}`, async () => {
    try {
      await build();
    } catch (error) {
      notice(`building the full-text index failed and is tried again from nothing: ${nativeMessage(error)}`);
      const indices = await table.listIndices();
      if (indices.some(({ name }) => name === TERMS_INDEX)) await table.dropIndex(TERMS_INDEX);
      await build();
    }
  });
  await step(`index ${key}`, () => table.createIndex(key, { config: lance.Index.btree(), replace: true }));
  const stats = await table.indexStats(TERMS_INDEX);
  if (stats === undefined || stats.numUnindexedRows !== 0) {
    throw new IbidError(
      `the full-text index covers ${stats?.numIndexedRows ?? 0} rows and leaves out ${stats?.numUnindexedRows ?? 'all'}`,
      { remedy: 'run `ibid index` again; if it stays so, delete the index and build it again' },
    );
  }
}

/** The vocabulary and the lexicon, from what is stored with each paper. */
async function readWords(papers: Table, analyzer: Analyzer) {
  const counter = createVocabularyCounter();
  const names: { id: string; names: ReturnType<typeof decodeNames> }[] = [];
  for await (const batch of papers.query().select(['id', 'names', TERMS])) {
    const [id, terms, own] = [textCells(batch, 'id'), textCells(batch, TERMS), textCells(batch, 'names')];
    for (let row = 0; row < batch.numRows; row += 1) {
      const text = terms(row);
      if (text !== '') counter.add(text.split(' '));
      names.push({ id: id(row), names: decodeNames(own(row)) });
    }
  }
  return { vocabulary: counter.encode(), lexicon: Buffer.from(layOutLexicon(names, analyzer.terms)) };
}
