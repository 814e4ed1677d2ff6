import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeWeights } from '../src/embeddings/weights-format.ts';
import { IbidError, InputError } from '../src/errors.ts';
import { ANALYZER_VERSION, createAnalyzer } from '../src/text/analyzer.ts';
import { parseCommand, type TrainingCommand } from './training/command.ts';
import { analyzeRecord, encodeDataset } from './training/dataset.ts';
import { isExcluded, readExclusion } from './training/exclusion.ts';
import { measureHeldOut } from './training/held-out.ts';
import { readTrainingRecords, type TrainingRecord } from './training/records.ts';
import { train } from './training/train.ts';
import { buildVocabulary } from './training/vocabulary.ts';

/** Measuring takes seconds, so that it is done every so many epochs and at the end. */
const MEASURED_EPOCHS = 5;

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

async function run(command: TrainingCommand, signal: AbortSignal): Promise<void> {
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
