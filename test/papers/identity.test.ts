import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveTitle } from '../../src/papers/derived-title.ts';
import { contentHash, paperHash, recordHash } from '../../src/papers/hashing.ts';
import { normalizeDoi, parseArxivId } from '../../src/papers/identifiers.ts';
import { paperId, uniquePaperId } from '../../src/papers/identity.ts';
import { mergeRecords } from '../../src/papers/merging.ts';
import { areNearEqual, sketchOf } from '../../src/papers/near-duplicates.ts';
import type { PaperRecord } from '../../src/papers/paper.ts';
import { SketchIndex } from '../../src/papers/sketch-index.ts';
import { abstractAbout } from './paper-files-support.ts';

const bridges = abstractAbout('bridges');

function record(fields: Partial<PaperRecord>): PaperRecord {
  return {
    ...{ title: 'Bridges', titleDerived: false, abstract: bridges, authors: [], year: null, venue: null },
    ...{ arxivId: null, doi: null, url: null, externalId: null, source: { file: '/a', line: 1, raw: 'raw' } },
    ...fields,
  };
}

describe('ids', () => {
  test.each([
    ['2503.14487v2', '2503.14487'],
    ['arXiv:0704.0001', '0704.0001'],
    ['https://arxiv.org/abs/2503.14487v1', '2503.14487'],
    ['http://export.arxiv.org/pdf/cs/0112017v1.pdf', 'cs/0112017'],
    ['math.GT/0309136', 'math/0309136'],
    ['hep-th/9901001', 'hep-th/9901001'],
    ['10.48550/arXiv.2503.14487', '2503.14487'],
    ['https://doi.org/10.48550/ARXIV.2503.14487', '2503.14487'],
    ['arXiv:2503.14487 [cs.CV]', '2503.14487'],
    ['21645374', null],
    ['10.1000/x', null],
    ['https://example.org/2503.14487', null],
  ])('arXiv id of %s', (text, id) => {
    expect(parseArxivId(text)).toBe(id);
  });

  test.each([
    ['https://doi.org/10.18653/V1/2024.findings-acl.418', '10.18653/v1/2024.findings-acl.418'],
    ['doi: 10.1000/ABC.', '10.1000/abc'],
    ['11.1000/abc', null],
    ['', null],
  ])('DOI of %s', (text, doi) => {
    expect(normalizeDoi(text)).toBe(doi);
  });

  test('arXiv id before DOI before a hash of the title, in which case and punctuation do not count', () => {
    const title = 'Learning: Bridges';
    expect(paperId({ title, arxivId: '2503.14487', doi: '10.1/x' })).toBe('2503.14487');
    expect(paperId({ title, arxivId: null, doi: '10.1/x' })).toBe('10.1/x');
    const hashed = paperId({ title, arxivId: null, doi: null });
    expect(hashed).toMatch(/^t-[0-9a-f]{12}$/);
    expect(paperId({ title: 'learning – BRIDGES!', arxivId: null, doi: null })).toBe(hashed);
    expect(paperId({ title: 'Rivers', arxivId: null, doi: null })).not.toBe(hashed);
  });

  test('an id that is taken gets the next free number', () => {
    const taken = new Set(['a', 'a-2']);
    expect(uniquePaperId('a', (id) => taken.has(id))).toBe('a-3');
    expect(uniquePaperId('b', (id) => taken.has(id))).toBe('b');
  });
});

describe('hashes', () => {
  test('a record hashes by all it says, and not by where it stands', () => {
    const hash = recordHash(record({}));
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(recordHash(record({ source: { file: '/b', line: 9, raw: 'raw' } }))).toBe(hash);
    const changes: Partial<PaperRecord>[] = [
      ...[
        { title: 'x' },
        { titleDerived: true },
        { abstract: 'x' },
        { authors: ['x'] },
        { year: 1 },
        { venue: 'x' },
      ],
      ...[
        { arxivId: 'x' },
        { doi: 'x' },
        { url: 'x' },
        { externalId: 'x' },
        { source: { file: '/a', line: 1, raw: 'x' } },
      ],
    ];
    expect(new Set([hash, ...changes.map((change) => recordHash(record(change)))]).size).toBe(
      changes.length + 1,
    );
  });

  test("a paper's hash changes with its bibliography, and not with where it comes from", () => {
    const paper = mergeRecords([record({})]);
    const moved = mergeRecords([record({ source: { file: '/b', line: 1, raw: 'raw' } })]);
    expect(paperHash(moved)).toBe(paperHash(paper));
    expect(new Set([paper, { ...paper, year: 1 }, { ...paper, title: 'x' }].map(paperHash)).size).toBe(3);
  });

  test('a content hash is of title and abstract, kept apart', () => {
    expect(contentHash({ title: 'ab', abstract: 'c' })).not.toBe(contentHash({ title: 'a', abstract: 'bc' }));
    expect(contentHash(record({ year: 1 }))).toBe(contentHash(record({ year: 2 })));
  });
});

describe('near-equal abstracts', () => {
  const words = bridges.split(' ');
  test.each([
    ['a changed word', words.map((word, i) => (i === 20 ? 'CHANGED' : word)).join(' ')],
    ['case, punctuation and spaces', bridges.toUpperCase().replaceAll('. ', ' ;\n\n ')],
    ['a link at the end', `${bridges} Code: https://github.com/a/very-long-name/of/a/repository-with-words`],
  ])('%s makes no other paper', (_, text) => {
    expect(areNearEqual(sketchOf(bridges), sketchOf(text))).toBe(true);
  });

  test('another subject in the same sentences is another paper; so is a text too short to tell', () => {
    expect(areNearEqual(sketchOf(bridges), sketchOf(abstractAbout('rivers and lakes')))).toBe(false);
    const withdrawn = sketchOf('This paper has been withdrawn by the author.');
    expect(areNearEqual(withdrawn, withdrawn)).toBe(false);
    expect(areNearEqual(sketchOf(''), sketchOf(''))).toBe(false);
  });

  test('the index finds among thousands what a look at every one finds', () => {
    const index = new SketchIndex();
    const subjects = Array.from(
      { length: 3000 },
      (_, i) => `${(i * 7919) % 3001} ${'abcdefghij'.slice(i % 10)} ${i} fields`,
    );
    const texts = subjects.map((subject) => {
      return Array.from({ length: 60 }, (_, i) => `${subject.split(' ')[i % 3]}${(i * i) % 41}`).join(' ');
    });
    for (const [i, text] of texts.entries()) index.add(String(i), sketchOf(text));
    expect(index.size).toBe(3000);
    for (let i = 0; i < texts.length; i += 37)
      expect(index.nearest(sketchOf(`${texts[i]} more`))).toBe(String(i));
    expect(index.nearest(sketchOf(bridges))).toBeNull();
    expect(() => index.add('x', new Uint32Array(3))).toThrow(RangeError);
  });

  test('any text is near-equal to itself with one word changed', () => {
    const text = fc.array(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 60, maxLength: 200 });
    fc.assert(
      fc.property(text, fc.nat(), (list, at) => {
        const changed = list.map((word, i) => (i === at % list.length ? `${word}x` : word));
        expect(areNearEqual(sketchOf(list.join(' ')), sketchOf(changed.join(' ')))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('mergeRecords', () => {
  test('the first record leads; a real title goes before a derived one; the rest is filled in', () => {
    const first = record({
      title: 'We study…',
      titleDerived: true,
      source: { file: '/a', line: 1, raw: '1' },
    });
    const second = record({
      abstract: 'other',
      authors: ['A'],
      year: 2025,
      doi: '10.1/x',
      source: { file: '/b', line: 2, raw: '2' },
    });
    const third = record({
      authors: ['B'],
      arxivId: '2503.14487',
      url: 'https://a.b',
      source: { file: '/c', line: 3, raw: '3' },
    });
    expect(mergeRecords([first, second, third])).toEqual({
      ...{
        id: '2503.14487',
        title: 'Bridges',
        titleDerived: false,
        abstract: bridges,
        authors: ['A'],
        year: 2025,
        venue: null,
      },
      ...{ arxivId: '2503.14487', doi: '10.1/x', url: 'https://a.b' },
      sources: [first.source, second.source, third.source],
    });
    expect(mergeRecords([first], 'given').id).toBe('given');
    expect(() => mergeRecords([])).toThrow(RangeError);
  });
});

describe('deriveTitle', () => {
  test.each([
    [
      'Diffusion models do well in many tasks. Our method, DiffMoE, introduces a pool.',
      'DiffMoE: Diffusion models do well in many tasks',
    ],
    [
      'Ranking is hard for systems. To do so we propose LCRON, which learns.',
      'LCRON: Ranking is hard for systems',
    ],
    [
      'Dense models grow every year. We propose Finedeep, a deep-layered one.',
      'Finedeep: Dense models grow every year',
    ],
    [
      'We present CineMaster, a novel framework for video.',
      'We present CineMaster, a novel framework for video',
    ],
    [
      'Nothing is named in this text at all, e.g. 3D is no method. More follows here.',
      'Nothing is named in this text at all, e.g. 3D is no method',
    ],
  ])('%s', (abstract, title) => {
    expect(deriveTitle(abstract)).toBe(title);
  });
});
