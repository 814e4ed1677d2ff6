import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitIntoPassages } from '../../src/papers/splitting.ts';
import type { IndexReader } from '../../src/store/passage-index.ts';
import { keepRecent } from '../../src/store/recent-reader.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';
import { createMemoryReader } from '../support/memory-reader.ts';
import { paperOf } from '../support/papers.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
/** In bytes: these papers take some 750 each. */
const ROOM_FOR_TWO = 1_700;

async function someReader() {
  const read: string[][] = [];
  const plain = await createMemoryReader({
    papers: IDS.map((id) =>
      paperOf({ id, title: `Paper ${id}`, abstract: `We study ${id}. It works on ${id}. It is fast.` }),
    ),
    split: splitIntoPassages,
    embedder: createHashingEmbedder(),
    analyzer: createAnalyzer(),
  });
  const counted: IndexReader = {
    ...plain,
    papers(ids) {
      read.push([...ids]);
      return plain.papers(ids);
    },
    passagesOf(ids) {
      read.push([...ids]);
      return plain.passagesOf(ids);
    },
  };
  return { plain, counted, read };
}

describe('a reader that keeps what it read lately', () => {
  it('gives what the plain one gives, whatever it has kept and lost', async () => {
    const { plain, counted } = await someReader();
    const kept = keepRecent(counted, ROOM_FOR_TWO);
    const asked = fc.array(fc.constantFrom(...IDS, 'unknown'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(asked, async (ids) => {
        const distinct = [...new Set(ids)];
        expect(await kept.papers(ids)).toEqual(await plain.papers(distinct));
        expect(await kept.passagesOf(ids)).toEqual(await plain.passagesOf(distinct));
      }),
    );
  });

  it('reads again only what it does not have', async () => {
    const { counted, read } = await someReader();
    const kept = keepRecent(counted);
    await kept.papers(['a', 'b']);
    await kept.papers(['b', 'c', 'a', 'unknown']);
    await kept.passagesOf(['a']);
    await kept.passagesOf(['a', 'd']);
    await kept.passagesOf(['d', 'a']);
    expect(read).toEqual([['a', 'b'], ['c', 'unknown'], ['a'], ['d']]);
  });

  it('has no more than it has room for, the longest unused going first', async () => {
    const { counted, read } = await someReader();
    const kept = keepRecent(counted, ROOM_FOR_TWO);
    for (const id of IDS) await kept.papers([id]);
    read.length = 0;
    await kept.papers(['e', 'd']);
    await kept.papers(['a']);
    expect(read).toEqual([['a']]);
  });

  it('keeps none of the memory that others were read with', async () => {
    const { counted } = await someReader();
    const together = new Float32Array(1_000);
    const kept = keepRecent({
      ...counted,
      papers: async (ids) =>
        (await counted.papers(ids)).map((stored) => ({ ...stored, vector: together.subarray(0, 10) })),
    });
    const [stored] = await kept.papers(['a']);
    expect(stored?.vector.buffer.byteLength).toBe(40);
  });

  it('reads again after a failure', async () => {
    const { counted } = await someReader();
    let broken = true;
    const kept = keepRecent({
      ...counted,
      async papers(ids) {
        if (broken) throw new Error('the disk is gone');
        return counted.papers(ids);
      },
    });
    await expect(kept.papers(['a'])).rejects.toThrow('the disk is gone');
    broken = false;
    expect(await kept.papers(['a'])).toHaveLength(1);
  });
});
