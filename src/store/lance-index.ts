import type { Connection, Table } from '@lancedb/lancedb';
import { IndexError } from '../errors.ts';
import { addressOf, exists, locationOf } from './location.ts';
import { openManifest, readGenerations, type StoredManifest } from './manifest-table.ts';
import { type Lance, loadLance } from './native.ts';
import { nativeMessage, reading } from './native-errors.ts';
import type { IndexReader, PassageIndex } from './passage-index.ts';
import { createReader } from './reader.ts';
import { keepRecent } from './recent-reader.ts';

const MEBIBYTE = 1n << 20n;
const CLEANUP_MARGIN = 10_000;

export interface LanceIndexOptions {
  /** A folder, or any URI that LanceDB takes. */
  readonly uri: string;
  /** Bounds of LanceDB's caches in MiB; its own defaults are 6 GiB and 1 GiB. */
  readonly cacheMebibytes?: { readonly index: number; readonly metadata: number };
  /** Milliseconds by which a version must be older than the oldest one in use before it is deleted. */
  readonly cleanupMargin?: number;
}

/** Opens the place of an index, which need not be there yet: nothing is read or created before it is asked for. */
export function openLanceIndex(options: LanceIndexOptions): PassageIndex {
  const location = locationOf(options.uri);
  const address = addressOf(location);
  const cache = options.cacheMebibytes ?? { index: 128, metadata: 64 };
  let connecting: Promise<{ lance: Lance; connection: Connection }> | null = null;
  let open: { stored: StoredManifest; reader: IndexReader } | null = null;
  let manifestTable: Table | null = null;
  let opening: Promise<IndexReader> | null = null;

  /** One connection for the life of the index: each leaks file handles. */
  const connect = () => {
    connecting ??= connectTo().catch((error: unknown) => {
      connecting = null;
      throw error;
    });
    return connecting;
  };

  async function connectTo(): Promise<{ lance: Lance; connection: Connection }> {
    const lance = await loadLance();
    const session = new lance.Session(BigInt(cache.index) * MEBIBYTE, BigInt(cache.metadata) * MEBIBYTE);
    try {
      return { lance, connection: await lance.connect({ uri: address, session }) };
    } catch (error) {
      throw new IndexError(
        'unreadable',
        `the index at ${address} cannot be opened: ${nativeMessage(error)}`,
        {
          remedy: 'check the path or URI in IBID_INDEX, and the permissions or credentials it needs',
          cause: error,
        },
      );
    }
  }

  /** Somebody deleted the index or built it anew below an open reader: cached tables are of no use any more. */
  const forget = (): void => {
    open = null;
    manifestTable = null;
    connecting = null;
  };

  /** The newest generation, or null. Opens the manifest's table once and then only looks whether it has changed. */
  async function newest(): Promise<StoredManifest | null> {
    if (!(await exists(location))) {
      forget();
      return null;
    }
    const { connection } = await connect();
    return reading({
      address,
      what: 'reading the manifest',
      onFailure: forget,
      read: async () => {
        if (manifestTable === null) manifestTable = await openManifest(connection);
        else await manifestTable.checkoutLatest();
        if (manifestTable === null) return null;
        return (await readGenerations(manifestTable)).at(-1) ?? null;
      },
    });
  }

  async function openReader(): Promise<IndexReader> {
    const stored = await newest();
    if (stored === null) {
      throw new IndexError('missing', `there is no index at ${address}`, {
        remedy: 'make one with `ibid index`',
      });
    }
    if (open !== null && sameGeneration(open.stored, stored)) return open.reader;
    const { lance, connection } = await connect();
    const tableAt = (name: string, version: number): Promise<Table> =>
      reading({
        address,
        what: `opening version ${version} of ${name}, which the manifest names,`,
        onFailure: forget,
        read: () => connection.openTable(name, [], { version }),
      });
    const [papers, passages, vocabularyTable] = await Promise.all([
      tableAt(stored.papersTable, stored.papersVersion),
      tableAt(stored.passagesTable, stored.passagesVersion),
      // A handle of its own: the other one moves on to newer versions, in which this generation may be gone.
      reading({ address, what: 'reading the manifest', read: () => connection.openTable('manifest') }),
    ]);
    const reader = keepRecent(
      createReader({
        lance,
        address,
        stored,
        papers,
        passages,
        manifestTable: vocabularyTable,
        onFailure: forget,
      }),
    );
    open = { stored, reader };
    return reader;
  }

  return {
    reader() {
      opening ??= openReader().finally(() => {
        opening = null;
      });
      return opening;
    },
    async manifest() {
      const stored = await newest();
      if (stored === null) return null;
      const { papersTable: _papersTable, passagesTable: _passagesTable, ...manifest } = stored;
      return manifest;
    },
    async writer(writerOptions) {
      // A question never needs it.
      const { openWriter } = await import('./writer.ts');
      return openWriter({
        location,
        connect,
        options: writerOptions,
        cleanupMargin: options.cleanupMargin ?? CLEANUP_MARGIN,
      });
    },
    async close() {
      const current = await connecting?.catch(() => null);
      current?.connection.close();
      forget();
    },
  };
}

function sameGeneration(a: StoredManifest, b: StoredManifest): boolean {
  return a.generation === b.generation && a.createdAt === b.createdAt && a.papersTable === b.papersTable;
}
