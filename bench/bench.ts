// Speed and size, as ratios within one run wherever a ratio says more than a time.
// usage: npm run bench -- FILE_OR_FOLDER [--papers 15000] [--runs 11] [--questions 100]
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { parseOutcomeModel } from '../src/answerer/outcome.ts';
import { createIbid } from '../src/application/create-ibid.ts';
import { loadBuiltinEmbedder } from '../src/embeddings/builtin.ts';
import { openLanceIndex } from '../src/store/lance-index.ts';
import { createAnalyzer } from '../src/text/analyzer.ts';
import { askBare, type Call, openBare, recording } from './bare-queries.ts';
import { median, quantile } from './figures.ts';
import { firstLines } from './sample.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    papers: { type: 'string', default: '15000' },
    runs: { type: 'string', default: '11' },
    questions: { type: 'string', default: '100' },
  },
});
const source = positionals[0];
if (source === undefined) {
  console.error(
    'usage: npm run bench -- FILE_OR_FOLDER.jsonl[.gz] [--papers 15000] [--runs 11] [--questions 100]',
  );
  process.exit(2);
}
process.env['LANCEDB_LOG'] ??= 'error';
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'ibid-bench-'));
const line = (name: string, value: string): void => console.log(`${name.padEnd(44)} ${value}`);

try {
  const lines = await firstLines(source, Number(values.papers));
  const corpus = join(folder, 'papers.jsonl');
  const index = join(folder, 'index');
  await writeFile(corpus, `${lines.join('\n')}\n`);

  const { stdout } = await run(process.execPath, ['bench/index-once.ts', corpus, index]);
  const indexing = JSON.parse(stdout) as {
    papers: number;
    milliseconds: number;
    stages: Record<string, number>;
    megabytes: number;
  };
  const seconds = indexing.milliseconds / 1000;
  line('indexing: papers', `${indexing.papers} in ${seconds.toFixed(1)} s`);
  line('indexing: abstracts a second', (indexing.papers / seconds).toFixed(0));
  for (const [stage, milliseconds] of Object.entries(indexing.stages))
    line(`  ${stage}`, `${(milliseconds / 1000).toFixed(1)} s`);
  line('indexing: peak memory', `${indexing.megabytes.toFixed(0)} MB`);

  await measureEmbedder(lines);
  await measureColdStart(index);
  await measureQueries(index, lines);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureEmbedder(given: readonly string[]): Promise<void> {
  const started = performance.now();
  const embedder = await loadBuiltinEmbedder();
  await embedder.embedQuery('attention');
  line('built-in embedder: load and first vector', `${(performance.now() - started).toFixed(0)} ms`);
  const texts = given.map((text) => (JSON.parse(text) as { abstract: string }).abstract);
  const began = performance.now();
  await embedder.embedDocuments(texts);
  line(
    'built-in embedder: abstracts a second',
    (texts.length / ((performance.now() - began) / 1000)).toFixed(0),
  );
}

/** Alternating, so that what else the machine does falls on both alike. The first pair fills caches and is not counted. */
async function measureColdStart(index: string): Promise<void> {
  const bare = await openBare(index);
  const { papersTable } = bare;
  bare.connection.close();
  const asks: number[] = [];
  const bares: number[] = [];
  const timed = async (file: string, ...args: string[]): Promise<number> => {
    const started = performance.now();
    await run(process.execPath, [file, ...args]);
    return performance.now() - started;
  };
  const question = 'How does attention scale with the length of the sequence?';
  for (let i = 0; i <= Number(values.runs); i++) {
    const ask = await timed('src/bin/ibid.mjs', 'ask', question, '--index', index);
    const open = await timed('bench/bare-open.mjs', index, papersTable);
    if (i > 0) {
      asks.push(ask);
      bares.push(open);
    }
  }
  line('cold start: ibid ask (median)', `${median(asks).toFixed(0)} ms`);
  line('cold start: import, connect, open (median)', `${median(bares).toFixed(0)} ms`);
  line('cold start: ratio', (median(asks) / median(bares)).toFixed(2));
}

async function measureQueries(uri: string, given: readonly string[]): Promise<void> {
  const index = openLanceIndex({ uri });
  const reader = await index.reader();
  const embedder = await loadBuiltinEmbedder();
  const calls: Call[] = [];
  const recorder = recording(reader, calls);
  const ibid = createIbid({
    index: { ...index, reader: async () => recorder },
    analyzer: createAnalyzer(),
    embedder: async () => embedder,
    mismatch: () => null,
    readable: () => true,
    outcomes: async () =>
      parseOutcomeModel(
        await readFile('models/outcomes-builtin.json', 'utf8'),
        'models/outcomes-builtin.json',
      ),
    usesModel: false,
    desk: async () => {
      throw new Error('the benchmark asks no model');
    },
    check: 'standard',
    adder: async () => {
      throw new Error('the benchmark adds nothing');
    },
    community: async () => {
      throw new Error('the benchmark keeps nothing');
    },
    close: async () => {},
    build: async () => {
      throw new Error('the benchmark has built its index');
    },
    collect: async () => {
      throw new Error('the benchmark asks its own index');
    },
    diagnose: async () => [],
  });
  const bare = await openBare(uri);
  const step = Math.max(1, Math.floor(given.length / Number(values.questions)));
  const questions = given
    .filter((_, place) => place % step === 0)
    .map((text) => `What is known about ${(JSON.parse(text) as { title: string }).title}?`);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (const [place, question] of questions.entries()) {
    calls.length = 0;
    const started = performance.now();
    for await (const _ of ibid.conversation().ask({ question }));
    const answered = performance.now();
    await askBare(bare, calls);
    // The first few open files and fill caches on either side.
    if (place < 5) continue;
    ours.push(answered - started);
    theirs.push(performance.now() - answered);
  }
  for (const [name, share] of [
    ['median', 0.5],
    ['95th percentile', 0.95],
  ] as const) {
    const [mine, bareTime] = [quantile(ours, share), quantile(theirs, share)];
    line(`query (${name}): ibid`, `${mine.toFixed(1)} ms`);
    line(`query (${name}): its LanceDB queries alone`, `${bareTime.toFixed(1)} ms`);
    line(`query (${name}): ratio`, (mine / bareTime).toFixed(2));
  }
  bare.connection.close();
  await index.close();
}
