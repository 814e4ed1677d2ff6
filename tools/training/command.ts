import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../../src/errors.ts';
import { recipeSchema } from './recipe.ts';

const commandSchema = z.object({
  folder: z.string().min(1),
  out: z.string().min(1).default('models/embedder.bin'),
  exclude: z.array(z.string()).default(['corpus/metadata.tsv', 'corpus/titles.tsv']),
  threads: z.coerce.number().int().min(1).max(64).default(2),
  limit: z.coerce.number().int().min(1).optional(),
  recipe: recipeSchema,
});

/** What the trainer is to do. */
export type TrainingCommand = z.infer<typeof commandSchema>;

const optionName = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const RECIPE_NAMES = Object.keys(recipeSchema.shape);

const USAGE = `usage: npm run train:embedder -- FOLDER [options]

Trains the built-in embedder's weights from FOLDER/*.jsonl and *.jsonl.gz, one {"id", "title", "abstract"} a line.

  --out FILE       where the weights go (models/embedder.bin)
  --exclude FILE   tab-separated list of papers not to learn from; may be repeated
                   (corpus/metadata.tsv and corpus/titles.tsv)
  --threads N      has no influence on the result (2)
  --limit N        learn from so many records only
  The recipe (tools/training/recipe.ts says what each means):
  ${RECIPE_NAMES.map((name) => `--${optionName(name)}`).join('\n  ')}
`;

/** Throws UsageError, with the usage as its remedy, for anything but one folder and known options of the right kind. */
export function parseCommand(argv: readonly string[]): TrainingCommand {
  const names = ['out', 'exclude', 'threads', 'limit', ...RECIPE_NAMES.map(optionName)];
  const options = Object.fromEntries(
    names.map((name) => [name, { type: 'string', multiple: name === 'exclude' } as const]),
  );
  let parsed: { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { remedy: USAGE, cause });
  }
  const [folder, ...others] = parsed.positionals;
  if (folder === undefined || others.length > 0) {
    throw new UsageError(`one folder is wanted, got ${parsed.positionals.length}`, { remedy: USAGE });
  }
  const recipe = Object.fromEntries(RECIPE_NAMES.map((name) => [name, parsed.values[optionName(name)]]));
  const checked = commandSchema.safeParse({ ...parsed.values, folder, recipe });
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new UsageError(`--${optionName(String(issue?.path.at(-1)))}: ${issue?.message}`, { remedy: USAGE });
}
