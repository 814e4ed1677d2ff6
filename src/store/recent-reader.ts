import { LRUCache } from 'lru-cache';
import type { IndexReader, StoredPaper, StoredPassage } from './passage-index.ts';

/** Bytes of papers and of passages that are kept, each: some 4,000 abstracts. */
const KEPT_BYTES = 48 * 2 ** 20;
/** What an entry takes beside its text and its numbers, roughly. */
const ENTRY_BYTES = 400;

/**
 * A reader that keeps the papers it read lately, with their passages: the state it reads never changes, and the candidates of one question
 * are often those of the next.
 */
export function keepRecent(reader: IndexReader, keptBytes = KEPT_BYTES): IndexReader {
  const papers = new LRUCache<string, StoredPaper>({ maxSize: keptBytes, sizeCalculation: paperBytes });
  const passages = new LRUCache<string, readonly StoredPassage[]>({
    maxSize: keptBytes,
    sizeCalculation: (own) => ENTRY_BYTES + own.reduce((sum, one) => sum + passageBytes(one), 0),
  });
  return {
    ...reader,
    async papers(ids) {
      const found = await complete(papers, ids, async (missing) =>
        (await reader.papers(missing)).map((read) => [read.paper.id, ownVector(read)]),
      );
      return found.map(([, paper]) => paper);
    },
    async passagesOf(paperIds) {
      const found = await complete(passages, paperIds, async (missing) => {
        const read = (await reader.passagesOf(missing)).map(ownVector);
        return [...Map.groupBy(read, ({ passage }) => passage.paperId)];
      });
      return found.flatMap(([, own]) => own);
    },
  };
}

/** The values of these ids, in their order, each once; those that are not kept are read, all at once. */
async function complete<Value extends object>(
  kept: LRUCache<string, Value>,
  ids: readonly string[],
  read: (missing: readonly string[]) => Promise<readonly (readonly [string, Value])[]>,
): Promise<readonly (readonly [string, Value])[]> {
  const wanted = [...new Set(ids)];
  const found = new Map(wanted.flatMap((id) => pair(id, kept.get(id))));
  const missing = wanted.filter((id) => !found.has(id));
  if (missing.length > 0) {
    for (const [id, value] of await read(missing)) {
      found.set(id, value);
      kept.set(id, value);
    }
  }
  return wanted.flatMap((id) => pair(id, found.get(id)));
}

function pair<Value>(id: string, value: Value | undefined): readonly (readonly [string, Value])[] {
  return value === undefined ? [] : [[id, value]];
}

/** As it was read, a vector is part of all that was read with it, and would keep it in memory. */
function ownVector<Stored extends { readonly vector: Float32Array }>(stored: Stored): Stored {
  return { ...stored, vector: stored.vector.slice() };
}

function paperBytes({ paper, vector }: StoredPaper): number {
  const texts = [paper.title, paper.abstract, ...paper.authors, ...paper.sources.map(({ raw }) => raw)];
  return ENTRY_BYTES + vector.byteLength + textBytes(texts);
}

function passageBytes({ passage, vector }: StoredPassage): number {
  return ENTRY_BYTES + vector.byteLength + textBytes([passage.text]);
}

function textBytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + 2 * text.length, 0);
}
