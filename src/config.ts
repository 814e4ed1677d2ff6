import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenPrices } from './chat/limits.ts';
import { type DiscordSettings, describeDiscord, discordSettingsOf } from './discord-settings.ts';
import { UsageError } from './errors.ts';
import type { Strictness } from './grounding/strictness.ts';
import type { LogLevel } from './logger.ts';
import { absolute, defaultHome, indexPlace, programFolder } from './places.ts';
import { secretsInUrl } from './redact.ts';
import { firstGiven, type GivenValue, type SettingOrigin, settingsError } from './setting-origins.ts';
import {
  type AnswererKind,
  type EmbedderKind,
  SETTING_NAMES,
  type SettingName,
  type SettingValues,
  settingsSchema,
  shownValue,
} from './settings-schema.ts';

export type { DiscordSettings } from './discord-settings.ts';
export { SETTING_NAMES, type SettingName } from './settings-schema.ts';

/** How the chat model is spoken to. */
export interface ChatSettings {
  readonly model: string;
  /** Tokens that a prompt and its reply may have together. */
  readonly window: number;
  /** Tokens of a reply at most, reasoning included. */
  readonly outputTokens: number;
  readonly firstTokenMilliseconds: number;
  readonly idleMilliseconds: number;
  readonly maxRetries: number;
}

/** The checked settings of one run. Paths are absolute. */
export interface Settings {
  readonly home: string;
  /** An absolute folder, or a URI. */
  readonly index: string;
  /** Somebody named the index, so that none may be built there unasked. */
  readonly indexIsExplicit: boolean;
  readonly state: string;
  /** Records of papers that were added one by one, a file each: sources of every index that is built. */
  readonly added: string;
  /** Of the chat: one line a question. */
  readonly historyFile: string;
  readonly embedder: EmbedderKind;
  readonly openaiApiKey: string | null;
  readonly openaiBaseUrl: string | null;
  readonly embeddingModel: string;
  readonly answerer: AnswererKind;
  readonly chat: ChatSettings;
  readonly check: Strictness;
  /** Tokens that a chat model may use on one day (UTC); null: as many as are asked for. */
  readonly dailyTokens: { readonly perUser: number | null; readonly total: number | null };
  /** Null unless both prices are set: a sum of one of them would mislead. */
  readonly prices: TokenPrices | null;
  /** Where papers that are added are looked up: takes `id_list`, answers in Atom. */
  readonly arxivApi: string;
  readonly discord: DiscordSettings;
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
  requireEndpoint(values);

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
    added: join(home, 'added'),
    historyFile: join(state, 'history'),
    embedder: values.IBID_EMBEDDER,
    openaiApiKey: values.OPENAI_API_KEY ?? null,
    openaiBaseUrl: values.OPENAI_BASE_URL ?? null,
    embeddingModel: values.IBID_EMBEDDING_MODEL,
    answerer: values.IBID_ANSWERER,
    chat: {
      model: values.IBID_CHAT_MODEL,
      window: values.IBID_CHAT_WINDOW,
      outputTokens: values.IBID_CHAT_OUTPUT,
      firstTokenMilliseconds: values.IBID_CHAT_TIMEOUT * 1000,
      idleMilliseconds: values.IBID_CHAT_IDLE_TIMEOUT * 1000,
      maxRetries: values.IBID_CHAT_RETRIES,
    },
    check: values.IBID_CHECK,
    dailyTokens: {
      perUser: values.IBID_DAILY_TOKENS_PER_USER ?? null,
      total: values.IBID_DAILY_TOKENS ?? null,
    },
    prices: pricesOf(values),
    arxivApi: values.IBID_ARXIV_API,
    discord: discordSettingsOf(values),
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
    IBID_ANSWERER: settings.answerer,
    IBID_CHAT_MODEL: settings.chat.model,
    IBID_CHAT_WINDOW: String(settings.chat.window),
    IBID_CHAT_OUTPUT: String(settings.chat.outputTokens),
    IBID_CHAT_TIMEOUT: String(settings.chat.firstTokenMilliseconds / 1000),
    IBID_CHAT_IDLE_TIMEOUT: String(settings.chat.idleMilliseconds / 1000),
    IBID_CHAT_RETRIES: String(settings.chat.maxRetries),
    IBID_CHECK: settings.check,
    IBID_DAILY_TOKENS: written(settings.dailyTokens.total),
    IBID_DAILY_TOKENS_PER_USER: written(settings.dailyTokens.perUser),
    IBID_PRICE_INPUT: written(settings.prices?.inputPerMillion),
    IBID_PRICE_OUTPUT: written(settings.prices?.outputPerMillion),
    IBID_PRICE_CURRENCY: settings.prices?.currency ?? null,
    IBID_ARXIV_API: settings.arxivApi,
    ...describeDiscord(settings.discord),
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

/** A chat model is asked: by the setting, or because there is an endpoint for one. */
export function usesChatModel(settings: Settings): boolean {
  switch (settings.answerer) {
    case 'extractive':
      return false;
    case 'model':
      return true;
    case 'auto':
      return settings.openaiApiKey !== null || settings.openaiBaseUrl !== null;
    default:
      return settings.answerer satisfies never;
  }
}

/** The values that may stand in no log, error or answer. */
export function secretsOf(settings: Settings): readonly string[] {
  const { openaiApiKey, openaiBaseUrl, discord } = settings;
  const known = [openaiApiKey ?? '', discord.token ?? '', ...secretsInUrl(openaiBaseUrl ?? '')];
  return [...new Set(known)].filter((secret) => secret !== '');
}

/** Throws UsageError when a setting asks for an endpoint and none is given. */
function requireEndpoint(values: SettingValues): void {
  if (values.OPENAI_API_KEY !== undefined || values.OPENAI_BASE_URL !== undefined) return;
  const asking = [
    ...(values.IBID_EMBEDDER === 'openai'
      ? (['IBID_EMBEDDER is openai', 'IBID_EMBEDDER at builtin'] as const)
      : []),
    ...(values.IBID_ANSWERER === 'model'
      ? (['IBID_ANSWERER is model', 'IBID_ANSWERER at auto'] as const)
      : []),
  ];
  const [asks, left] = asking;
  if (asks === undefined || left === undefined) return;
  throw new UsageError(`${asks}, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is set`, {
    remedy: `Set the key, or the URL of a local server; or leave ${left}.`,
  });
}

function pricesOf(values: SettingValues): TokenPrices | null {
  const { IBID_PRICE_INPUT: input, IBID_PRICE_OUTPUT: output, IBID_PRICE_CURRENCY: currency } = values;
  if (input === undefined && output === undefined) return null;
  if (input !== undefined && output !== undefined)
    return { inputPerMillion: input, outputPerMillion: output, currency };
  const [set, unset] =
    input === undefined
      ? ['IBID_PRICE_OUTPUT', 'IBID_PRICE_INPUT']
      : ['IBID_PRICE_INPUT', 'IBID_PRICE_OUTPUT'];
  throw new UsageError(`${set} is set and ${unset} is not: costs would be told too low`, {
    remedy: `Set ${unset} too (0 where it costs nothing), or neither.`,
  });
}

function written(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
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

function colourChoice(values: SettingValues): Settings['colour'] {
  if (values.NO_COLOR !== undefined) return 'never';
  if (values.FORCE_COLOR === undefined) return 'auto';
  return values.FORCE_COLOR === '0' || values.FORCE_COLOR === 'false' ? 'never' : 'always';
}
