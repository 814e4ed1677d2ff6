import type { Connection, Table } from '@lancedb/lancedb';
import { bytesCells, integerCells, textCells } from './columns.ts';
import { STORE_FORMAT } from './make.ts';
import { corrupt } from './native-errors.ts';
import type { IndexManifest } from './passage-index.ts';
import type { EncodedVocabulary } from './vocabulary.ts';

export const MANIFEST_TABLE = 'manifest';

/** A row of the manifest: one generation. */
export interface StoredManifest extends IndexManifest {
  readonly papersTable: string;
  readonly passagesTable: string;
}

export const MANIFEST_NUMBERS = [
  'format',
  'generation',
  'papers_version',
  'passages_version',
  'papers',
  'passages',
  'dimensions',
] as const;
export const MANIFEST_TEXTS = [
  'papers_table',
  'passages_table',
  'embedder',
  'embedder_fingerprint',
  'splitter',
  'analyzer',
  'created_at',
] as const;

/** The manifest's table at its newest version, or null when the place has none. */
export async function openManifest(connection: Connection): Promise<Table | null> {
  const names = await connection.tableNames();
  return names.includes(MANIFEST_TABLE) ? connection.openTable(MANIFEST_TABLE) : null;
}

/** Every generation that is kept, oldest first. Throws IndexError `corrupt`. */
export async function readGenerations(table: Table): Promise<StoredManifest[]> {
  const manifests: StoredManifest[] = [];
  for await (const batch of table.query().select([...MANIFEST_NUMBERS, ...MANIFEST_TEXTS])) {
    const numbers = MANIFEST_NUMBERS.map((name) => integerCells(batch, name));
    const texts = MANIFEST_TEXTS.map((name) => textCells(batch, name));
    for (let row = 0; row < batch.numRows; row += 1) {
      manifests.push(
        manifestOf(
          numbers.map((cell) => cell(row)),
          texts.map((cell) => cell(row)),
        ),
      );
    }
  }
  return manifests.sort((a, b) => a.generation - b.generation);
}

function manifestOf(numbers: readonly number[], texts: readonly string[]): StoredManifest {
  const [
    format,
    generation = 0,
    papersVersion = 0,
    passagesVersion = 0,
    papers = 0,
    passages = 0,
    dimensions = 0,
  ] = numbers;
  if (format !== STORE_FORMAT) {
    throw corrupt(`the index has format ${format}, and this version of ibid reads format ${STORE_FORMAT}`);
  }
  const [papersTable = '', passagesTable = '', embedder = '', embedderFingerprint = '', splitter = ''] =
    texts;
  const [analyzer = '', createdAt = ''] = texts.slice(5);
  return {
    generation,
    papersVersion,
    passagesVersion,
    papers,
    passages,
    dimensions,
    papersTable,
    passagesTable,
    embedder,
    embedderFingerprint,
    splitter,
    analyzer,
    createdAt,
  };
}

/** The values of a row, in the order of MANIFEST_NUMBERS and MANIFEST_TEXTS. */
export function manifestCells(manifest: StoredManifest): {
  readonly numbers: number[];
  readonly texts: string[];
} {
  return {
    numbers: [
      STORE_FORMAT,
      manifest.generation,
      manifest.papersVersion,
      manifest.passagesVersion,
      manifest.papers,
      manifest.passages,
      manifest.dimensions,
    ],
    texts: [
      manifest.papersTable,
      manifest.passagesTable,
      manifest.embedder,
      manifest.embedderFingerprint,
      manifest.splitter,
      manifest.analyzer,
      manifest.createdAt,
    ],
  };
}

/** Throws IndexError `corrupt` when the generation has none. */
export async function readVocabulary(table: Table, generation: number): Promise<EncodedVocabulary> {
  const [terms, counts] = await readBytes(table, generation, ['vocabulary_terms', 'vocabulary_counts']);
  if (terms === undefined || counts === undefined) throw corrupt('the index has half a vocabulary');
  return { terms, counts };
}

/** Throws IndexError `corrupt` when the generation has none. */
export async function readLexicon(table: Table, generation: number): Promise<Uint8Array> {
  const [lexicon] = await readBytes(table, generation, ['lexicon']);
  if (lexicon === undefined) throw corrupt('the index has no lexicon');
  return lexicon;
}

async function readBytes(table: Table, generation: number, columns: string[]): Promise<Uint8Array[]> {
  for await (const batch of table.query().where(`generation = ${generation}`).select(columns).limit(1)) {
    if (batch.numRows > 0) return columns.map((column) => bytesCells(batch, column)(0));
  }
  throw corrupt(`generation ${generation} is gone from the manifest of the index`);
}
