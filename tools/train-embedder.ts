import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { encodeWeights } from '../src/embeddings/weights-format.ts';
import { IbidError, InputError, UsageError } from '../src/errors.ts';
import { ANALYZER_VERSION, createAnalyzer } from '../src/text/analyzer.ts';
import { analyzeRecord, encodeDataset } from './training/dataset.ts';
import { isExcluded, readExclusion } from './training/exclusion.ts';
import { measureHeldOut } from './training/held-out.ts';
import { DEFAULT_RECIPE, type Recipe } from './training/recipe.ts';
import { readTrainingRecords, type TrainingRecord } from './training/records.ts';
import { train } from './training/train.ts';
import { buildVocabulary } from './training/vocabulary.ts';

const USAGE = `usage: npm run train:embedder -- FOLDER [options]

Trains the built-in embedder's weights from FOLDER/*.jsonl and *.jsonl.gz, one {"id", "title", "abstract"} a line.

  --out FILE            where the weights go (models/embedder.bin)
  --exclude FILE        tab-separated list of papers not to learn from; may be repeated
                        (corpus/metadata.tsv and corpus/titles.tsv)
  --threads N           threads (2); has no influence on the result
  --limit N             learn from the first N records only
  --seed N  --epochs N  --dimensions N  --vocabulary N  --batch N  --rate X  --temperature X
  --title-share X  --deletion X  --query-dropout X  --hold-out N
                        the recipe (tools/training/recipe.ts says what each means)
`;

/** Measuring takes seconds, so that it is done every so many epochs and at the end. */
const MEASURED_EPOCHS = 5;

const whole = z.coerce.number().int().nonnegative();
const share = z.coerce.number().min(0).max(1);
const optionsSchema = z.object({
  out: z.string().min(1).default('models/embedder.bin'),
  exclude: z.array(z.string()).default(['corpus/metadata.tsv', 'corpus/titles.tsv']),
  threads: whole.min(1).max(64).default(2),
  limit: whole.min(1).optional(),
  seed: whole.default(DEFAULT_RECIPE.seed),
  epochs: whole.min(1).default(DEFAULT_RECIPE.epochs),
  dimensions: whole.min(8).multipleOf(8).default(DEFAULT_RECIPE.dimensions),
  vocabulary: whole.min(1).default(DEFAULT_RECIPE.vocabulary),
  batch: whole.min(64).multipleOf(64).default(DEFAULT_RECIPE.batch),
  rate: z.coerce.number().positive().default(DEFAULT_RECIPE.rate),
  temperature: z.coerce.number().min(0.01).default(DEFAULT_RECIPE.temperature),
  'title-share': share.default(DEFAULT_RECIPE.titleShare),
  deletion: share.default(DEFAULT_RECIPE.deletion),
  'query-dropout': share.default(DEFAULT_RECIPE.queryDropout),
  'hold-out': whole.default(DEFAULT_RECIPE.holdOut),
});

interface Command {
  readonly folder: string;
  readonly out: string;
  readonly exclude: readonly string[];
  readonly threads: number;
  readonly limit: number | null;
  readonly recipe: Recipe;
}

function parseCommand(argv: readonly string[]): Command {
  const names = Object.keys(optionsSchema.shape);
  const options = Object.fromEntries(
    names.map((name) => [name, { type: 'string', multiple: name === 'exclude' } as const]),
  );
  let parsed: { values: object; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { remedy: USAGE, cause });
  }
  const [folder, ...others] = parsed.positionals;
  if (folder === undefined || others.length > 0) {
    throw new UsageError(`one folder is wanted, got ${parsed.positionals.length}`, { remedy: USAGE });
  }
  const checked = optionsSchema.safeParse(parsed.values);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new UsageError(`--${issue?.path.join('.')}: ${issue?.message}`, { remedy: USAGE });
  }
  const { out, exclude, threads, limit, ...rest } = checked.data;
  const { 'title-share': titleShare, 'query-dropout': queryDropout, 'hold-out': holdOut, ...plain } = rest;
  return {
    folder,
    out,
    exclude,
    threads,
    limit: limit ?? null,
    recipe: { ...plain, titleShare, queryDropout, holdOut },
  };
}

/** The records in an order that depends on their ids alone: the held-out ones are the same whatever the seed. */
function byHash(records: readonly TrainingRecord[]): TrainingRecord[] {
  const keyed = records.map((record) => ({ record, key: sha256(record.id) }));
  return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ record }) => record);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run(command: Command, signal: AbortSignal): Promise<void> {
  const { recipe, threads } = command;
  const exclusion = await readExclusion(command.exclude);
  const read = await readTrainingRecords(command.folder);
  const allowed = read.filter((record) => !isExcluded(record, exclusion));
  say(`${read.length} records read; ${read.length - allowed.length} left out because they are evaluated on`);
  const ordered = byHash(allowed);
  const learned = ordered.slice(recipe.holdOut, recipe.holdOut + (command.limit ?? ordered.length));
  if (learned.length < recipe.batch) {
    throw new InputError(
      `${learned.length} records are left to learn from, and one batch needs ${recipe.batch}`,
      { remedy: 'give more records, or a smaller --batch or --hold-out' },
    );
  }
  const analyzer = createAnalyzer();
  const analyzed = learned.map((record) => analyzeRecord(record, analyzer));
  const vocabulary = buildVocabulary(analyzed, recipe.vocabulary);
  const dataset = encodeDataset(analyzed, vocabulary.rows);
  const heldOut = encodeDataset(
    ordered.slice(0, recipe.holdOut).map((record) => analyzeRecord(record, analyzer)),
    vocabulary.rows,
  );
  say(
    `learning from ${dataset.documents} records, ${heldOut.documents} held out; ${vocabulary.terms.length} terms × ${recipe.dimensions}`,
  );
  const started = performance.now();
  const vectors = await train({
    recipe,
    dataset,
    rarity: vocabulary.rarity,
    threads,
    signal,
    onStep: (step, steps, loss) => {
      if (process.stderr.isTTY) process.stderr.write(`\rstep ${step} of ${steps}, loss ${loss.toFixed(3)} `);
    },
    onEpoch: (epoch, loss, current) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      say(`\repoch ${epoch + 1} of ${recipe.epochs}: loss ${loss.toFixed(4)}; ${seconds} s`);
      const last = epoch + 1 === recipe.epochs;
      if (heldOut.documents === 0 || (!last && (epoch + 1) % MEASURED_EPOCHS !== 0)) return;
      const { plain, deleted } = measureHeldOut(heldOut, current, recipe.dimensions);
      say(`held-out nDCG@10 ${plain.toFixed(4)}, with shared words deleted ${deleted.toFixed(4)}`);
    },
  });
  const training = sha256(JSON.stringify([recipe, learned]));
  const { terms } = vocabulary;
  const file = encodeWeights({
    terms,
    dimensions: recipe.dimensions,
    vectors,
    analyzer: ANALYZER_VERSION,
    training,
  });
  await mkdir(dirname(command.out), { recursive: true });
  const partial = join(dirname(command.out), `.${process.pid}.partial`);
  await writeFile(partial, file);
  await rename(partial, command.out);
  say(`${command.out}: ${(file.length / 1e6).toFixed(1)} MB, training ${training.slice(0, 12)}`);
}

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
try {
  await run(parseCommand(process.argv.slice(2)), interruption.signal);
} catch (error) {
  if (!(error instanceof IbidError)) throw error;
  say(error.kind === 'interrupted' ? `\n${error.message}; no weights were written` : error.message);
  if (error.remedy !== null) say(error.remedy);
  process.exitCode = { failed: 1, usage: 2, interrupted: 130 }[error.kind];
}
