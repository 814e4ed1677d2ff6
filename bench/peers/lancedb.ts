import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, Index, MatchQuery } from '@lancedb/lancedb';
import type { Contender } from './engine.ts';

/** LanceDB's full text alone, over "title. abstract", with its own English stems, stop words and ASCII folding. */
export const LANCEDB: Contender = {
  name: 'LanceDB full text',
  async open(documents) {
    const folder = await mkdtemp(join(tmpdir(), 'ibid-bench-lancedb-'));
    const connection = await connect(folder);
    const table = await connection.createTable(
      'documents',
      documents.map(({ id, title, text }) => ({ id, words: `${title}. ${text}` })),
    );
    await table.createIndex('words', {
      config: Index.fts({ stem: true, removeStopWords: true, asciiFolding: true, lowercase: true }),
    });
    return {
      async search(words, limit) {
        const rows = await table
          .query()
          .fullTextSearch(new MatchQuery(words, 'words'))
          .select(['id', '_score'])
          .limit(limit)
          .toArray();
        return rows.map((row: { id: string }) => row.id);
      },
      async close() {
        connection.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};
