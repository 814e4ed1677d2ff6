import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UsageError } from './errors.ts';
import { LOG_LEVELS, type LogLevel } from './logger.ts';
import { maskSecret } from './redact.ts';

const EMBEDDER_KINDS = ['builtin', 'openai'] as const;
type EmbedderKind = (typeof EMBEDDER_KINDS)[number];

const oneOf = (values: readonly string[]) => ({ error: `one of ${values.join(', ')}` });
const path = z.string().refine((value) => !value.includes('\0'), { error: 'a path' });

/** Every setting, under its name in the environment. Each error message completes "it must be …". */
const settingsSchema = z.object({
  IBID_HOME: path.optional(),
  IBID_INDEX: path
    .refine((value) => !/^https?:\/\//iu.test(value), {
      error: 'a folder or a URI that LanceDB takes (s3://, gs://, az://, db://)',
    })
    .optional(),
  IBID_STATE: path.optional(),
  IBID_EMBEDDER: z.enum(EMBEDDER_KINDS, oneOf(EMBEDDER_KINDS)).default('builtin'),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/u, { error: 'a key without spaces or special characters' })
    .optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/u, error: 'an http or https URL such as http://localhost:11434/v1' })
    .optional(),
  IBID_EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
  IBID_LOG: z.enum(LOG_LEVELS, oneOf(LOG_LEVELS)).default('info'),
  NO_COLOR: z.string().optional(),
  FORCE_COLOR: z.string().optional(),
});

export type SettingName = keyof z.infer<typeof settingsSchema>;
export const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[];
const SECRET_SETTINGS: ReadonlySet<string> = new Set<SettingName>(['OPENAI_API_KEY']);

type SettingOrigin = 'flag' | 'environment' | '.env' | 'default';

/** The checked settings of one run. Paths are absolute. */
export interface Settings {
  readonly home: string;
  /** An absolute folder, or a URI. */
  readonly index: string;
  /** Somebody named the index, so that none may be built there unasked. */
  readonly indexIsExplicit: boolean;
  readonly state: string;
  /** Of the chat: one line a question. */
  readonly historyFile: string;
  readonly embedder: EmbedderKind;
  readonly openaiApiKey: string | null;
  readonly openaiBaseUrl: string | null;
  readonly embeddingModel: string;
  readonly log: LogLevel;
  /** `auto`: where the output is a terminal. */
  readonly colour: 'auto' | 'always' | 'never';
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
  /** Variables named IBID_… that are set and mean nothing: misspelt, mostly. */
  readonly unknownNames: readonly string[];
}

export interface SettingsSources {
  readonly flags?: Readonly<Partial<Record<SettingName, string | undefined>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder: `.env` is read there, and relative paths start there. */
  readonly folder: string;
  /** Where the program itself lies. */
  readonly programFolder?: string;
}

interface GivenValue {
  readonly value: string;
  readonly origin: SettingOrigin;
}

/** Flags win over the environment, that over `.env`, that over defaults. Throws UsageError naming variable and value. */
export async function loadSettings(sources: SettingsSources): Promise<Settings> {
  const { env, folder } = sources;
  const fromFile = await readEnvFile(join(folder, '.env'));
  const given = new Map<SettingName, GivenValue>();
  for (const name of SETTING_NAMES) {
    const found = firstGiven([
      ['flag', sources.flags?.[name]],
      ['environment', env[name]],
      ['.env', fromFile[name]],
    ]);
    if (found !== null) given.set(name, found);
  }

  const parsed = settingsSchema.safeParse(
    Object.fromEntries([...given].map(([name, { value }]) => [name, value])),
  );
  if (!parsed.success) throw settingsError(parsed.error, given);
  const values = parsed.data;
  if (
    values.IBID_EMBEDDER === 'openai' &&
    values.OPENAI_API_KEY === undefined &&
    values.OPENAI_BASE_URL === undefined
  ) {
    throw new UsageError('IBID_EMBEDDER is openai, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is set', {
      remedy: 'Set the key, or the URL of a local server; or leave IBID_EMBEDDER at builtin.',
    });
  }

  const home =
    values.IBID_HOME === undefined
      ? await defaultHome(folder, sources.programFolder ?? programFolder())
      : absolute(values.IBID_HOME, folder);
  const state = values.IBID_STATE === undefined ? join(home, 'state') : absolute(values.IBID_STATE, folder);
  return {
    home,
    index: values.IBID_INDEX === undefined ? join(home, 'index') : indexPlace(values.IBID_INDEX, folder),
    indexIsExplicit: values.IBID_INDEX !== undefined,
    state,
    historyFile: join(state, 'history'),
    embedder: values.IBID_EMBEDDER,
    openaiApiKey: values.OPENAI_API_KEY ?? null,
    openaiBaseUrl: values.OPENAI_BASE_URL ?? null,
    embeddingModel: values.IBID_EMBEDDING_MODEL,
    log: values.IBID_LOG,
    colour: colourChoice(values),
    origins: Object.fromEntries(
      SETTING_NAMES.map((name) => [name, given.get(name)?.origin ?? 'default']),
    ) as Record<SettingName, SettingOrigin>,
    unknownNames: [...new Set([...Object.keys(fromFile), ...Object.keys(env)])]
      .filter((name) => name.startsWith('IBID_') && !(name in settingsSchema.shape))
      .sort(),
  };
}

export interface DescribedSetting {
  readonly name: SettingName;
  /** As it is in force, secrets masked; null when it is not set. */
  readonly value: string | null;
  readonly origin: SettingOrigin;
}

/** Every setting with its value and where it came from, for people. */
export function describeSettings(settings: Settings): readonly DescribedSetting[] {
  const shown: Record<SettingName, string | null> = {
    IBID_HOME: settings.home,
    IBID_INDEX: settings.index,
    IBID_STATE: settings.state,
    IBID_EMBEDDER: settings.embedder,
    OPENAI_API_KEY: settings.openaiApiKey,
    OPENAI_BASE_URL: settings.openaiBaseUrl,
    IBID_EMBEDDING_MODEL: settings.embeddingModel,
    IBID_LOG: settings.log,
    NO_COLOR: settings.colour === 'never' && settings.origins.NO_COLOR !== 'default' ? 'set' : null,
    FORCE_COLOR: settings.origins.FORCE_COLOR === 'default' ? null : 'set',
  };
  return SETTING_NAMES.map((name) => ({
    name,
    value: shownValue(name, shown[name]),
    origin: settings.origins[name],
  }));
}

/** The values that may stand in no log, error or answer. */
export function secretsOf(settings: Settings): readonly string[] {
  return settings.openaiApiKey === null ? [] : [settings.openaiApiKey];
}

function firstGiven(
  candidates: readonly (readonly [SettingOrigin, string | undefined])[],
): GivenValue | null {
  for (const [origin, value] of candidates) {
    const trimmed = value?.trim() ?? '';
    if (trimmed !== '') return { value: trimmed, origin };
  }
  return null;
}

async function readEnvFile(file: string): Promise<Record<string, string>> {
  if (!existsSync(file)) return {};
  try {
    const text = readFileSync(file, 'utf8');
    const { parse } = await import('dotenv');
    return parse(text);
  } catch (cause) {
    throw new UsageError(
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        remedy: 'It must be a text file of NAME=value lines; mend or remove it.',
        cause,
      },
    );
  }
}

function settingsError(error: z.ZodError, given: ReadonlyMap<SettingName, GivenValue>): UsageError {
  const told = error.issues.map((issue) => {
    const name = SETTING_NAMES.find((candidate) => candidate === issue.path[0]);
    const found = name === undefined ? undefined : given.get(name);
    if (name === undefined || found === undefined) return issue.message;
    return `${name} (${originWords(found.origin)}) is ${quoted(name, found.value)}; it must be ${issue.message}`;
  });
  return new UsageError(told.join('\n'), {
    remedy: 'Correct the value or unset it; .env.example lists every setting with its default.',
  });
}

function quoted(name: SettingName, value: string): string {
  if (SECRET_SETTINGS.has(name)) return maskSecret(value);
  // A URL may carry a password; what stands before the host is of no use in a message.
  return JSON.stringify(value.replace(/\/\/[^/]*@/u, '//…@'));
}

function shownValue(name: SettingName, value: string | null): string | null {
  if (value === null) return null;
  if (SECRET_SETTINGS.has(name)) return maskSecret(value);
  return value.replace(/\/\/[^/]*@/u, '//…@');
}

function originWords(origin: SettingOrigin): string {
  switch (origin) {
    case 'flag':
      return 'from its flag';
    case 'environment':
      return 'from the environment';
    case '.env':
      return 'from .env';
    case 'default':
      return 'the default';
  }
}

function programFolder(): string {
  return fileURLToPath(new URL('../', import.meta.url));
}

/** An installed package never counts as a clone: nobody works in there. */
async function defaultHome(folder: string, program: string): Promise<string> {
  const local = join(folder, '.ibid');
  const inOwnClone = resolve(folder) === resolve(program) && !/[\\/]node_modules[\\/]/u.test(program);
  if (inOwnClone || existsSync(local)) return local;
  const { default: envPaths } = await import('env-paths');
  return envPaths('ibid', { suffix: '' }).data;
}

function indexPlace(value: string, folder: string): string {
  if (/^file:\/\//iu.test(value)) return fileURLToPath(value);
  return /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : absolute(value, folder);
}

function absolute(value: string, folder: string): string {
  // A shell expands the tilde in a flag, but nobody does so in `.env`.
  return /^~[\\/]/u.test(value) ? join(homedir(), value.slice(2)) : resolve(folder, value);
}

function colourChoice(values: z.infer<typeof settingsSchema>): Settings['colour'] {
  if (values.NO_COLOR !== undefined) return 'never';
  if (values.FORCE_COLOR === undefined) return 'auto';
  return values.FORCE_COLOR === '0' || values.FORCE_COLOR === 'false' ? 'never' : 'always';
}
