import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FileFate,
  type IndexPlan,
  type KnownPaper,
  type PlanInput,
  planIndex,
  type ScannedRecord,
  sourceOf,
} from '../../src/indexing/plan.ts';

const FILES = ['/a', '/b', '/c'];

interface Given extends PlanInput {
  readonly fates: Readonly<Record<string, FileFate>>;
}

const recordArbitrary = fc.record({
  file: fc.constantFrom(...FILES),
  line: fc.integer({ min: 1, max: 9 }),
  hash: fc.constantFrom('h1', 'h2', 'h3'),
  arxivId: fc.constant(null),
  doi: fc.constant(null),
  titleId: fc.constantFrom('t-1', 't-2', 't-3'),
  titleDerived: fc.boolean(),
});

/** Any stored papers with ids of their own, any records, and any grouping of them. */
const inputArbitrary: fc.Arbitrary<Given> = fc
  .record({
    ids: fc.uniqueArray(fc.constantFrom('t-1', 't-2', 't-3', 't-1-2', '2101.1', '10.1/x'), { maxLength: 5 }),
    sources: fc.array(fc.array(recordArbitrary, { minLength: 1, maxLength: 3 }), {
      minLength: 5,
      maxLength: 5,
    }),
    records: fc.array(recordArbitrary, { maxLength: 8 }),
    links: fc.array(fc.nat(), { minLength: 13, maxLength: 13 }),
    fates: fc.tuple(...FILES.map(() => fc.constantFrom<FileFate>('read', 'kept', 'gone'))),
  })
  .map(({ ids, sources, records, links, fates }) => {
    const known = ids.map((id, place): KnownPaper => {
      const [arxivId, doi] = [id.startsWith('2101') ? id : null, id.startsWith('10.') ? id : null];
      const own = (sources[place] ?? []).map(({ file, line, hash }) => ({ file, line, hash }));
      return { id, contentHash: 'c', paperHash: 'p', arxivId, doi, sources: own };
    });
    // A node is linked to an earlier one or to itself, so that each group's number is its lowest node.
    const groups: number[] = [];
    for (let node = 0; node < known.length + records.length; node += 1) {
      const link = (links[node] ?? 0) % (node + 1);
      groups.push(groups[link] ?? node);
    }
    const byFile = Object.fromEntries(FILES.map((file, place) => [file, fates[place] ?? 'kept']));
    return { known, records, groups, fates: byFile, fateOf: (file: string) => byFile[file] ?? 'kept' };
  });

function sourcesOf(input: Given, plan: IndexPlan): string[] {
  return plan.papers
    .flatMap(({ members }) => members.map((member) => JSON.stringify(sourceOf(input, member))))
    .sort();
}

describe('the plan of a build', () => {
  it('holds every record that stays or was read exactly once, and no other', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const kept = input.known.flatMap(({ sources }) =>
          sources.filter(({ file }) => input.fates[file] === 'kept'),
        );
        const read = input.records.filter(({ file }) => input.fates[file] === 'read');
        const plan = planIndex(input);
        expect(sourcesOf(input, plan)).toEqual(
          [...kept, ...read].map((source) => JSON.stringify(source)).sort(),
        );
        const count = plan.papers.reduce((sum, { members }) => sum + members.length, 0);
        expect(count).toBe(kept.length + read.length);
      }),
    );
  });

  it('gives every paper an id of its own, and removes exactly the stored ids that no paper has', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const plan = planIndex(input);
        const ids = plan.papers.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => id !== '')).toBe(true);
        const before = input.known.map(({ id }) => id);
        expect([...plan.removed].sort()).toEqual(before.filter((id) => !ids.includes(id)).sort());
      }),
    );
  });

  it('keeps the id of a stored paper while a source of it stays and it joins no other', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const plan = planIndex(input);
        for (const [paper, { id, sources }] of input.known.entries()) {
          const stays = sources.some(({ file }) => input.fates[file] === 'kept');
          const alone = input.known.every(
            (_, other) => other === paper || input.groups[other] !== input.groups[paper],
          );
          if (stays && alone) expect(plan.papers.some((planned) => planned.id === id)).toBe(true);
        }
      }),
    );
  });

  it('comes to rest: the same input over what it planned changes nothing', () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const plan = planIndex(input);
        const known = plan.papers.map(({ id, members }): KnownPaper => {
          const sources = members.flatMap((member) => {
            const source = sourceOf(input, member);
            return source === undefined ? [] : [{ file: source.file, line: source.line, hash: source.hash }];
          });
          return { id, contentHash: 'c', paperHash: 'p', arxivId: null, doi: null, sources };
        });
        const scannedIn = new Map<number, number>();
        for (const [paper, { members }] of plan.papers.entries()) {
          for (const member of members) if (member.kind === 'scanned') scannedIn.set(member.record, paper);
        }
        const records = input.records.filter((_, record) => scannedIn.has(record));
        const places = input.records.flatMap((_, record) => scannedIn.get(record) ?? []);
        const fateOf = (file: string): FileFate => (input.fates[file] === 'read' ? 'read' : 'kept');
        const again = planIndex({ known, records, groups: [...known.keys(), ...places], fateOf });
        expect(again.removed).toEqual([]);
        expect(again.papers.map(({ id }) => id)).toEqual(known.map(({ id }) => id));
        // A paper that one file gives twice may come in the order of its lines, once.
        const plain = again.papers.filter(({ members }) => members.length === 1);
        expect(plain.every(({ unchanged }) => unchanged)).toBe(true);
      }),
    );
  });

  const scanned = (overrides: Partial<ScannedRecord>): ScannedRecord => ({
    file: '/a',
    line: 1,
    hash: 'h',
    arxivId: null,
    doi: null,
    titleId: 't-1',
    titleDerived: false,
    ...overrides,
  });
  const stored = (overrides: Partial<KnownPaper>): KnownPaper => ({
    id: 't-1',
    contentHash: 'c',
    paperHash: 'p',
    arxivId: null,
    doi: null,
    sources: [{ file: '/a', line: 1, hash: 'h' }],
    ...overrides,
  });

  it('does not keep an arXiv id that the records now contradict, and keeps any other', () => {
    const records = [scanned({ arxivId: '2102.2', hash: 'h2' })];
    const input = { records, groups: [0, 0], fateOf: () => 'read' as const };
    const wrong = planIndex({ ...input, known: [stored({ id: '2101.1', arxivId: '2101.1' })] });
    expect(wrong).toMatchObject({ papers: [{ id: '2102.2' }], removed: ['2101.1'] });
    const right = planIndex({ ...input, known: [stored({ id: 't-9' })] });
    expect(right).toMatchObject({ papers: [{ id: 't-9', unchanged: false }], removed: [] });
  });

  it('lets the file that gave title and abstract go on giving them', () => {
    const known = [
      stored({
        sources: [
          { file: '/a', line: 1, hash: 'h' },
          { file: '/b', line: 7, hash: 'k' },
        ],
      }),
    ];
    const plan = planIndex({
      known,
      records: [scanned({ hash: 'new' })],
      groups: [0, 0],
      fateOf: (file) => (file === '/a' ? 'read' : 'kept'),
    });
    expect(plan.papers[0]?.members).toEqual([
      { kind: 'scanned', record: 0 },
      { kind: 'stored', paper: 0, source: 1 },
    ]);
    expect(plan.merged).toBe(1);
  });
});
