import type { Table } from '@lancedb/lancedb';
import type { Writing } from './commit.ts';
import type { StoredManifest } from './manifest-table.ts';
import { nativeMessage } from './native-errors.ts';

/** A reader that opened the generation before the newest may be in the middle of a question. */
const KEPT_GENERATIONS = 2;

/**
 * Compaction writes the whole table again, so it waits until there is something to gain. Reading 60 papers with all their
 * columns from 30 fragments takes 40 ms and from one 9 ms; passages have fewer columns and are many times larger.
 */
const MOST_FRAGMENTS = { papers: 8, passages: 64 };
const MOST_STALE_VERSIONS = 40;

const TAG = /^generation-(\d+)$/u;

/**
 * Joins small fragments and deletes what belongs to no kept generation, now and then, so that neither the disk nor the time
 * of a query grows with the number of past runs. Comes before the versions of a generation are named. Failing does no harm.
 */
export async function tidy(writing: Writing, table: Table, kind: keyof typeof MOST_FRAGMENTS): Promise<void> {
  const { generations, step, notice, cleanupMargin } = writing;
  const versions = await table.listVersions();
  // The generation before this commit is kept, and this one.
  const kept = generations.slice(1 - KEPT_GENERATIONS);
  const named = new Set(kept.map((generation) => versionIn(generation, table.name)));
  const stale = versions.findIndex(({ version }) => named.has(version));
  const { fragmentStats } = await table.stats();
  if (fragmentStats.numFragments <= MOST_FRAGMENTS[kind] && stale <= MOST_STALE_VERSIONS) return;
  // No generation that is kept uses this table: only its newest version matters.
  const cutoff = versions[stale]?.timestamp.getTime() ?? Date.now() + cleanupMargin;
  await step(`compact ${table.name}`, async () => {
    try {
      for (const { name } of await table.listIndices()) await table.dropIndex(name);
      // Without a date LanceDB deletes every version older than a week, and the committed one may be.
      await table.optimize({ cleanupOlderThan: new Date(0) });
      // LanceDB turns the date into an age and back again at the end of its work, so that the date moves on by as long as
      // that takes. The margin allows for it; a tag that comes too near makes LanceDB refuse the whole of it.
      const cleanupOlderThan = new Date(cutoff - cleanupMargin);
      // Under the lock no other process writes, so unfinished files are of dead ones.
      await table.optimize({ cleanupOlderThan, deleteUnverified: true });
    } catch (error) {
      notice(`the index was not compacted: ${nativeMessage(error)}`);
    }
  });
}

function versionIn(manifest: StoredManifest, table: string): number | null {
  if (manifest.papersTable === table) return manifest.papersVersion;
  return manifest.passagesTable === table ? manifest.passagesVersion : null;
}

/** Keeps a version from being deleted as long as its generation is kept, whoever cleans up. */
export async function tagVersion({ step }: Writing, table: Table, generation: number): Promise<number> {
  const version = await table.version();
  await step(`tag ${table.name}`, async () => {
    const tags = await table.tags();
    const name = `generation-${generation}`;
    // A writer that died before its manifest has left the tag on a version of its own.
    if (name in (await tags.list())) await tags.update(name, version);
    else await tags.create(name, version);
  });
  return version;
}

/** After a commit: forgets old generations and drops the tables that only these used. Failing does no harm. */
export async function cleanUp(
  { connection, generations, tables, step, notice }: Writing,
  manifest: Table,
  newest: StoredManifest,
): Promise<void> {
  const kept = [...generations, newest].slice(-KEPT_GENERATIONS);
  const first = kept[0]?.generation ?? newest.generation;
  const used = new Set(kept.flatMap(({ papersTable, passagesTable }) => [papersTable, passagesTable]));
  const harmless = (what: string, write: () => Promise<unknown>): Promise<void> =>
    step(what, async () => {
      try {
        await write();
      } catch (error) {
        notice(`old parts of the index were not cleared away (${what}): ${nativeMessage(error)}`);
      }
    });
  if (generations.some(({ generation }) => generation < first)) {
    await harmless('forget old generations', async () => {
      await manifest.delete(`generation < ${first}`);
      await manifest.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true });
      for (const table of [tables.papers, tables.passages]) await dropTags(table, first);
    });
  }
  for (const name of await connection.tableNames()) {
    const ours = /^(?:papers|passages)_[0-9a-f]{12}$/u.test(name);
    const current = name === tables.names.papers || name === tables.names.passages;
    if (ours && !current && !used.has(name)) await harmless(`drop ${name}`, () => connection.dropTable(name));
  }
}

async function dropTags(table: Table | null, first: number): Promise<void> {
  const tags = await table?.tags();
  for (const name of Object.keys((await tags?.list()) ?? {})) {
    const generation = TAG.exec(name)?.[1];
    if (generation !== undefined && Number(generation) < first) await tags?.delete(name);
  }
}
