import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBuiltinEmbedder } from '../../src/embeddings/builtin.ts';
import type { Embedder } from '../../src/embeddings/embedder.ts';
import { encodeWeights } from '../../src/embeddings/weights-format.ts';
import { ANALYZER_VERSION, createAnalyzer } from '../../src/text/analyzer.ts';
import { createRandom, drawInteger, drawNormal } from '../../tools/training/random.ts';
import type { TrainingRecord } from '../../tools/training/records.ts';

const TRAINER = new URL('../../tools/train-embedder.ts', import.meta.url).pathname;
const SETTINGS = ['--batch', '64', '--hold-out', '40', '--epochs', '6', '--dimensions', '32'];

let folder: string;
let records: readonly TrainingRecord[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ibid-training-'));
  records = inventRecords(400);
  const lines = records.map((record) => JSON.stringify(record));
  await writeFile(join(folder, 'a.jsonl'), `${lines.slice(0, 200).join('\n')}\n`);
  await writeFile(join(folder, 'b.jsonl.gz'), gzipSync(lines.slice(200).join('\n')));
  await writeFile(join(folder, 'none.tsv'), 'title\tarxiv_id\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** Each topic has words that only its titles use and words that only its abstracts use: what must be learned. */
function inventRecords(count: number): TrainingRecord[] {
  const random = createRandom(7);
  const word = (kind: string, topic: number) =>
    `${kind}${'abcdefghijklmnopqrst'[topic]}${'vwxyz'[drawInteger(random, 5)]}`;
  return Array.from({ length: count }, (_, index) => {
    const topic = index % 20;
    const sentence = () => `The ${Array.from({ length: 6 }, () => word('body', topic)).join(' ')} works.`;
    return {
      id: `2501.${String(index).padStart(5, '0')}`,
      title: Array.from({ length: 5 }, () => word('head', topic)).join(' '),
      abstract: `${sentence()} ${sentence()} ${sentence()}`,
    };
  });
}

interface Finished {
  readonly code: number | null;
  readonly stderr: string;
}

function runTrainer(args: readonly string[], interruptAfter?: RegExp): Promise<Finished> {
  const child = spawn(process.execPath, [TRAINER, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  let interrupted = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (interrupted || !interruptAfter?.test(stderr)) return;
    interrupted = true;
    child.kill('SIGINT');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

const trainInto = (out: string, ...more: string[]) =>
  runTrainer([folder, '--exclude', join(folder, 'none.tsv'), '--out', out, ...SETTINGS, ...more]);

/** How often the nearest abstract is of the title's own topic. */
async function topicsFound(embedder: Embedder): Promise<number> {
  const abstracts = await embedder.embedDocuments(records.map(({ abstract }) => abstract));
  const titles = await embedder.embedDocuments(records.map(({ title }) => title));
  const right = titles.filter((title, index) => {
    const scores = abstracts.map((abstract) =>
      abstract.reduce((sum, value, at) => sum + value * (title[at] ?? 0), 0),
    );
    return scores.indexOf(Math.max(...scores)) % 20 === index % 20;
  });
  return right.length / titles.length;
}

test('training twice gives the same bytes whatever the number of threads, with a falling loss, and finds abstracts by title', async () => {
  const [one, two] = [join(folder, 'one.bin'), join(folder, 'two.bin')];
  const [first, second] = await Promise.all([
    trainInto(one, '--threads', '1'),
    trainInto(two, '--threads', '3'),
  ]);
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('400 records read') });
  expect(second.code).toBe(0);
  expect((await readFile(one)).equals(await readFile(two))).toBe(true);

  const losses = [...first.stderr.matchAll(/loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
  expect(losses).toHaveLength(6);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.8);

  const random = createRandom(1);
  const analyzer = createAnalyzer();
  const terms = [
    ...new Set(records.flatMap(({ title, abstract }) => analyzer.terms(`${title} ${abstract}`))),
  ];
  const weightsFile = join(folder, 'random.bin');
  const vectors = Float32Array.from({ length: terms.length * 32 }, () => drawNormal(random));
  await writeFile(
    weightsFile,
    encodeWeights({ terms, dimensions: 32, vectors, analyzer: ANALYZER_VERSION, training: 'none' }),
  );
  const untrained = await topicsFound(await loadBuiltinEmbedder({ weightsFile }));
  const trained = await topicsFound(await loadBuiltinEmbedder({ weightsFile: one }));
  expect(untrained).toBeLessThan(0.3);
  expect(trained).toBeGreaterThan(0.9);
});

test('another seed gives other bytes', async () => {
  const [one, two] = [join(folder, 'seed-1.bin'), join(folder, 'seed-2.bin')];
  await Promise.all([trainInto(one, '--seed', '1'), trainInto(two, '--seed', '2')]);
  expect((await readFile(one)).equals(await readFile(two))).toBe(false);
});

test('papers that are evaluated on are left out by arXiv id and by title, and counted', async () => {
  const evaluated = join(folder, 'evaluated.tsv');
  const [byId, byTitle] = [records[3], records[5]];
  await writeFile(
    evaluated,
    `title\tarxiv_id\nSome other title\t${byId?.id}v2\n${byTitle?.title.toUpperCase()}!\t\n`,
  );
  const { code, stderr } = await runTrainer([
    ...[folder, '--exclude', evaluated, '--out', join(folder, 'left-out.bin')],
    ...SETTINGS,
    ...['--epochs', '1'],
  ]);
  expect(code).toBe(0);
  expect(stderr).toContain('2 left out because they are evaluated on');
});

describe('what cannot be trained from is told in words', () => {
  test.each([
    ['no JSON', '{"id":"1","title":"a","abstract":"b"}\nnot json\n', /bad\.jsonl:2 is not JSON/],
    ['a missing field', '{"id":"1","title":"a"}\n', /bad\.jsonl:1 is no record: "abstract"/],
    ['too few records', '{"id":"1","title":"a","abstract":"b"}\n', /1 records are left.*one batch needs 64/],
  ])('%s', async (_, content, words) => {
    const other = await mkdtemp(join(folder, 'bad-'));
    await writeFile(join(other, 'bad.jsonl'), content);
    const { code, stderr } = await runTrainer([
      ...[other, '--exclude', join(folder, 'none.tsv'), '--out', join(other, 'out.bin')],
      ...['--batch', '64', '--hold-out', '0'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('    at ');
  });

  test('a folder without records, a list that is not there, and wrong options', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'));
    const [nothing, unlisted, wrong] = await Promise.all([
      runTrainer([empty, '--exclude', join(folder, 'none.tsv')]),
      runTrainer([folder, '--exclude', join(empty, 'gone.tsv')]),
      runTrainer([folder, '--batch', '100']),
    ]);
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('has no *.jsonl') });
    expect(unlisted).toMatchObject({ code: 1, stderr: expect.stringContaining('gone.tsv cannot be read') });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--batch') });
  });

  test('Ctrl-C leaves no weights and says so', async () => {
    const out = join(folder, 'interrupted.bin');
    const { code, stderr } = await runTrainer(
      [folder, '--exclude', join(folder, 'none.tsv'), '--out', out, ...SETTINGS, '--epochs', '100000'],
      /epoch 2 of/,
    );
    expect(code).toBe(130);
    expect(stderr).toContain('no weights were written');
    await expect(readFile(out)).rejects.toThrow(/ENOENT/);
  });
});
