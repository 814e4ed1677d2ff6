import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Connection } from '@lancedb/lancedb';
import { IbidError, IndexError } from '../errors.ts';
import { createColumnBuilder } from './build-table.ts';
import { faultIn } from './check-papers.ts';
import { commitTables, type Writing } from './commit.ts';
import { committedPapers, statesOf } from './committed-papers.ts';
import { createFileClaims } from './file-claims.ts';
import { addressOf, type Location } from './location.ts';
import { openManifest, readGenerations } from './manifest-table.ts';
import { type Lance, loadArrow } from './native.ts';
import { nativeMessage } from './native-errors.ts';
import type { IndexWriter, WriterOptions } from './passage-index.ts';
import { papersTable, passagesTable } from './row-tables.ts';
import { indexedRows, keptRows } from './rows-to-write.ts';
import { inFilters } from './sql.ts';
import { createTableClaims } from './table-claims.ts';
import { openWorkingTables } from './working-tables.ts';
import { takeLock } from './writer-lock.ts';

interface WriterRequest {
  readonly location: Location;
  readonly connect: () => Promise<{ readonly lance: Lance; readonly connection: Connection }>;
  readonly options: WriterOptions;
  readonly cleanupMargin: number;
}

/** Takes the lock and opens the tables; gives the lock back when that fails. Throws IndexError. */
export async function openWriter(request: WriterRequest): Promise<IndexWriter> {
  const { location } = request;
  if (location.kind === 'folder') await makeFolder(location.path);
  const { lance, connection } = await request.connect();
  const claims = location.kind === 'folder' ? createFileClaims(location.path) : createTableClaims(connection);
  const lock = await takeLock(claims);
  try {
    return await createWriter({ ...request, lance, connection, lock });
  } catch (error) {
    await lock.release();
    throw asIndexError(error, addressOf(location), 'opening it for writing');
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new IndexError('unreadable', `the index folder ${path} cannot be made: ${String(error)}`, {
      remedy: 'name another folder in IBID_INDEX, or mend its permissions',
      cause: error,
    });
  }
}

async function createWriter(
  given: WriterRequest & { lance: Lance; connection: Connection; lock: Awaited<ReturnType<typeof takeLock>> },
): Promise<IndexWriter> {
  const { lance, connection, lock, location } = given;
  const { make, analyzer, onWrite, onNotice } = given.options;
  const address = addressOf(location);
  const manifestTable = await openManifest(connection);
  const generations = manifestTable === null ? [] : await readGenerations(manifestTable);
  const committed = generations.at(-1) ?? null;
  const tables = await openWorkingTables(connection, make);
  const committedTable =
    committed === null
      ? null
      : await connection.openTable(committed.papersTable, [], { version: committed.papersVersion });
  const dirty =
    committed === null ||
    committed.papersTable !== tables.names.papers ||
    (await tables.papers?.version()) !== committed.papersVersion ||
    (await tables.passages?.version()) !== committed.passagesVersion;
  const builder = createColumnBuilder(loadArrow());
  /** Passages may lie in the table that belong to no paper. */
  let orphans = dirty;

  const step = async <Result>(what: string, write: () => Promise<Result>): Promise<Result> => {
    lock.assertHeld();
    await onWrite?.(what);
    try {
      return await write();
    } catch (error) {
      throw asIndexError(error, address, what);
    }
  };
  const writing: Writing = {
    lance,
    connection,
    builder,
    make,
    analyzer,
    tables,
    generations,
    manifestTable,
    cleanupMargin: given.cleanupMargin,
    step,
    notice: (text) => onNotice?.(text),
  };

  return {
    committed,
    committedPapers: committedPapers(committedTable),
    dirty,
    working: () => statesOf(tables.papers),
    async put(papers) {
      if (papers.length === 0) return;
      const fault = faultIn(papers, make.dimensions);
      if (fault !== null) throw new IbidError(`nothing was stored, because ${fault}`);
      const stamp = randomBytes(8).toString('hex');
      const rows = indexedRows(papers, analyzer, stamp);
      if (rows.passages.length > 0) {
        await step('append passages', () =>
          tables.append('passages', passagesTable(builder, rows.passages, make.dimensions)),
        );
      }
      await storePapers(papersTable(builder, rows.papers, make.dimensions), papers);
      for (const { paper } of papers) tables.stamps.set(paper.id, stamp);
    },
    async update(papers) {
      if (papers.length === 0) return;
      const rows = await keptRows(tables, papers, make.dimensions);
      await storePapers(papersTable(builder, rows, make.dimensions), papers);
    },
    async remove(paperIds) {
      const ids = paperIds.filter((id) => tables.stamps.has(id));
      const { papers } = tables;
      if (papers === null) return;
      for (const filter of inFilters('id', ids)) await step('delete papers', () => papers.delete(filter));
      for (const id of ids) tables.stamps.delete(id);
      orphans ||= ids.length > 0;
    },
    async commit() {
      const stored = await commitTables(writing, orphans);
      orphans = false;
      return stored;
    },
    close: () => lock.release(),
  };

  /** A paper's row is what makes its passages its own, so it comes last and takes the place of an older one at once. */
  async function storePapers(
    rows: ReturnType<typeof papersTable>,
    papers: readonly { readonly paper: { readonly id: string } }[],
  ): Promise<void> {
    const { papers: table } = tables;
    if (table === null || !papers.some(({ paper }) => tables.stamps.has(paper.id))) {
      await step('append papers', () => tables.append('papers', rows));
      return;
    }
    orphans = true;
    await step('replace papers', () =>
      table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll().useIndex(false).execute(rows),
    );
  }
}

function asIndexError(error: unknown, address: string, what: string): Error {
  if (error instanceof IbidError) return error;
  return new IndexError(
    'unreadable',
    `writing to the index at ${address} failed (${what}): ${nativeMessage(error)}`,
    {
      remedy: 'check the free space and permissions, then run `ibid index` again: what is stored stays',
      cause: error,
    },
  );
}
