import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBuiltinEmbedder } from '../../src/embeddings/builtin.ts';
import { encodeWeights, type WeightsContent } from '../../src/embeddings/weights-format.ts';
import { ANALYZER_VERSION } from '../../src/text/analyzer.ts';
import { describeEmbedder } from '../contract/embedder.ts';

describeEmbedder('the built-in embedder', () => loadBuiltinEmbedder());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ibid-weights-'));
});
afterAll(() => rm(folder, { recursive: true }));

const CONTENT: WeightsContent = {
  terms: ['expert', 'graph', 'zürich'],
  dimensions: 4,
  vectors: Float32Array.of(1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0.5, 0.5),
  analyzer: ANALYZER_VERSION,
  training: 'by hand',
};

async function store(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

function cosine(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return (one ?? new Float32Array()).reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0);
}

describe('the vector of a text', () => {
  test('is the sum of its terms’ vectors weighted by 1 + log(count), at unit length', async () => {
    const embedder = await loadBuiltinEmbedder({
      weightsFile: await store('small.bin', encodeWeights(CONTENT)),
    });
    const vector = await embedder.embedQuery('Experts of the graph; an expert.');
    const expected = [1 + Math.log(2), 2];
    const norm = Math.hypot(...expected);
    expect(vector[0]).toBeCloseTo((expected[0] ?? 0) / norm, 2);
    expect(vector[1]).toBeCloseTo((expected[1] ?? 0) / norm, 2);
  });

  test('is zero when no term is known, and terms are known by their folded stems', async () => {
    const embedder = await loadBuiltinEmbedder({
      weightsFile: await store('small.bin', encodeWeights(CONTENT)),
    });
    expect([...(await embedder.embedQuery('nothing of the sort'))]).toEqual([0, 0, 0, 0]);
    expect(embedder.knowsTerm('graph')).toBe(true);
    expect(embedder.knowsTerm('grap')).toBe(false);
    expect(embedder.knowsTerm('zürich')).toBe(true);
  });

  test('is near that of a text that says the same in other words', async () => {
    const embedder = await loadBuiltinEmbedder();
    const [distillation, speech] = await embedder.embedDocuments([
      'Distilling graph neural networks into multilayer perceptrons speeds up node classification.',
      'Broadcast subtitles as weak supervision for automatic speech recognition of Flemish.',
    ]);
    const question = await embedder.embedQuery(
      'a small student that copies a slow teacher on networks of nodes',
    );
    expect(cosine(question, distillation)).toBeGreaterThan(cosine(question, speech) + 0.1);
  });
});

describe('weights that cannot be used are told in words, with the file', () => {
  const whole = encodeWeights(CONTENT);
  const damaged = whole.slice();
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;

  test.each([
    ['an empty file', new Uint8Array(0), /does not begin with IBIDEMB1/],
    [
      'another kind of file',
      Buffer.from('version https://git-lfs.github.com/spec/v1'),
      /another kind of file/,
    ],
    ['a file cut in its header', whole.subarray(0, 40), /ends within its header/],
    ['a file cut in its vectors', whole.subarray(0, whole.length - 3), /cut or damaged/],
    ['a file with a changed byte', damaged, /checksum/],
    ['weights for another analyzer', encodeWeights({ ...CONTENT, analyzer: 'terms-0' }), /terms-0.*terms-1/],
  ])('%s', async (name, bytes, words) => {
    const weightsFile = await store(`${name}.bin`, bytes);
    const failure = loadBuiltinEmbedder({ weightsFile });
    await expect(failure).rejects.toMatchObject({
      message: expect.stringContaining(weightsFile),
      kind: 'failed',
    });
    await expect(failure).rejects.toThrow(words);
    await expect(failure).rejects.toHaveProperty('remedy', expect.stringMatching(/train/));
  });

  test('a missing file', async () => {
    const weightsFile = join(folder, 'absent.bin');
    await expect(loadBuiltinEmbedder({ weightsFile })).rejects.toThrow(/absent\.bin cannot be read/);
  });
});

test('other weights have another fingerprint', async () => {
  const other = encodeWeights({ ...CONTENT, vectors: CONTENT.vectors.map((value) => value * value) });
  const [first, second] = await Promise.all([
    loadBuiltinEmbedder({ weightsFile: await store('first.bin', encodeWeights(CONTENT)) }),
    loadBuiltinEmbedder({ weightsFile: await store('second.bin', other) }),
  ]);
  expect(first.fingerprint).toMatch(/^builtin:[0-9a-f]{16}$/);
  expect(second.fingerprint).not.toBe(first.fingerprint);
});

test('the weights in the package stay within ten megabytes', async () => {
  const { size } = await stat(new URL('../../models/embedder.bin', import.meta.url));
  expect(size).toBeLessThan(10_000_000);
});
