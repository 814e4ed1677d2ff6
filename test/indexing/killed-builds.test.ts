import { cpSync, existsSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { build, createWorkplace, type PaperLine, readAll, type Workplace } from '../support/corpus-folder.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';

const paper = (id: string, abstract: string): PaperLine => ({ id, title: `Title ${id}`, abstract });
const OLD = [
  paper('2101.00001', 'Bees dance for honey. Hives grow by 3%.'),
  paper('2101.00002', 'Coral reefs bleach in warm water. We map 40 reefs.'),
  paper('2101.00003', 'Glass frogs hide blood while asleep.'),
];
const NEW = [
  paper('2101.00001', 'Bees dance for honey. Hives grow by 3%.'),
  paper('2101.00002', 'Lichens eat stone. We weigh 12 cliffs.'),
  paper('2101.00004', 'Moths navigate by the moon.'),
];
const texts = (papers: readonly PaperLine[]) => Object.fromEntries(papers.map((p) => [p.id, p.abstract]));

class Killed extends Error {}

interface Scenario {
  readonly what: string;
  readonly before: readonly PaperLine[] | null;
  readonly after: readonly PaperLine[];
  readonly width: number;
}

const SCENARIOS: readonly Scenario[] = [
  { what: 'a first build', before: null, after: OLD, width: 8 },
  { what: 'a change, an addition and a removal', before: OLD, after: NEW, width: 8 },
  { what: 'embedding again with vectors of another width', before: OLD, after: NEW, width: 12 },
];

/** Runs the build and lets it die before its nth write; gives the steps it came to. */
async function killedAt(
  place: Workplace,
  uri: string,
  width: number,
  at: number,
): Promise<{ steps: string[]; died: boolean }> {
  const steps: string[] = [];
  const run = build(uri, [place.path('papers.jsonl')], {
    embedder: createHashingEmbedder(width),
    onWrite(step) {
      steps.push(step);
      if (steps.length === at) throw new Killed(step);
    },
  });
  const died = await run.then(
    () => false,
    (error: unknown) => error instanceof Killed || Promise.reject(error),
  );
  return { steps, died };
}

describe.each(SCENARIOS)('$what, killed before any of its writes', ({ before, after, width }) => {
  it('leaves the old index or the new one, and the next run completes it', async () => {
    const place = createWorkplace();
    if (before !== null) {
      place.write('papers.jsonl', before);
      await build(place.index, [place.path('papers.jsonl')]);
    }
    place.write('papers.jsonl', after);
    const seen: string[] = [];
    for (let at = 1; ; at += 1) {
      const uri = place.path(`try-${at}`);
      if (existsSync(place.index)) cpSync(place.index, uri, { recursive: true });
      const { steps, died } = await killedAt(place, uri, width, at);
      const written = steps.slice(0, died ? -1 : undefined);
      if (before === null && !written.includes('write manifest')) {
        await expect(readAll(uri)).rejects.toMatchObject({ reason: 'missing' });
      } else {
        const expected = written.includes('write manifest') ? after : (before ?? after);
        expect(await readAll(uri), `after ${written.join(', ')}`).toEqual(texts(expected));
      }
      // A new process, which finds whatever lies there.
      const embedder = createHashingEmbedder(width);
      await build(uri, [place.path('papers.jsonl')], { embedder });
      expect(await readAll(uri), `completed after ${written.join(', ')}`).toEqual(texts(after));
      const third: string[] = [];
      const onWrite = (step: string): void => void third.push(step);
      const report = await build(uri, [place.path('papers.jsonl')], { embedder, onWrite });
      expect(third).toEqual([]);
      expect(report).toMatchObject({ unchanged: after.length, added: 0, changed: 0, removed: 0 });
      rmSync(uri, { recursive: true });
      if (!died) {
        seen.push(...steps);
        break;
      }
    }
    expect(seen).toContain('append passages');
    expect(seen).toContain('write manifest');
    if (before !== null && width === 8) expect(seen).toContain('delete papers');
  });
});

describe('two generations later', () => {
  it('drops the tables of another make, and an index that is open moves on', async () => {
    const place = createWorkplace();
    place.write('papers.jsonl', OLD);
    await build(place.index, [place.path('papers.jsonl')]);
    const open = openLanceIndex({ uri: place.index });
    expect((await open.reader()).manifest.dimensions).toBe(8);
    const steps: string[] = [];
    for (const year of [2001, 2002]) {
      place.write('papers.jsonl', [{ ...OLD[0], year } as PaperLine, ...OLD.slice(1)]);
      await build(place.index, [place.path('papers.jsonl')], {
        embedder: createHashingEmbedder(12),
        onWrite: (step) => void steps.push(step),
      });
    }
    expect(steps.filter((step) => /^drop (papers|passages)_/.test(step))).toHaveLength(2);
    expect((await open.reader()).manifest).toMatchObject({ dimensions: 12, generation: 3 });
    await open.close();
  });
});
