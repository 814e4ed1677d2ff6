import { z } from 'zod';
import { discordShape } from './discord-settings.ts';
import { STRICTNESSES } from './grounding/strictness.ts';
import { LOG_LEVELS } from './logger.ts';
import { maskSecret } from './redact.ts';
import { oneOf, secret, webAddress, whole } from './setting-forms.ts';

const EMBEDDER_KINDS = ['builtin', 'openai'] as const;
export type EmbedderKind = (typeof EMBEDDER_KINDS)[number];

const ANSWERER_KINDS = ['auto', 'extractive', 'model'] as const;
export type AnswererKind = (typeof ANSWERER_KINDS)[number];

const path = z.string().refine((value) => !value.includes('\0'), { error: 'a path' });

const seconds = z
  .string()
  .regex(/^\d+(?:\.\d+)?$/u, { error: 'a number of seconds from 0.1 to 3600' })
  .transform(Number)
  .refine((value) => value >= 0.1 && value <= 3600, { error: 'a number of seconds from 0.1 to 3600' });

const price = z
  .string()
  .regex(/^\d+(?:\.\d+)?$/u, { error: 'the price of a million tokens, such as 0.25' })
  .transform(Number);

/** Every setting, under its name in the environment. Each error message completes "it must be …". */
export const settingsSchema = z.object({
  IBID_HOME: path.optional(),
  IBID_INDEX: path
    .refine((value) => !/^https?:\/\//iu.test(value), {
      error: 'a folder or a URI that LanceDB takes (s3://, gs://, az://, db://)',
    })
    .optional(),
  IBID_STATE: path.optional(),
  IBID_EMBEDDER: z.enum(EMBEDDER_KINDS, oneOf(EMBEDDER_KINDS)).default('builtin'),
  IBID_ANSWERER: z.enum(ANSWERER_KINDS, oneOf(ANSWERER_KINDS)).default('auto'),
  OPENAI_API_KEY: secret('key'),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/u, error: 'an http or https URL such as http://localhost:11434/v1' })
    .optional(),
  IBID_EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
  IBID_CHAT_MODEL: z.string().default('gpt-5.4-mini'),
  IBID_CHAT_WINDOW: whole(1_000, 10_000_000).default(16_000),
  IBID_CHAT_OUTPUT: whole(100, 1_000_000).default(4_000),
  IBID_CHAT_TIMEOUT: seconds.default(60),
  IBID_CHAT_IDLE_TIMEOUT: seconds.default(30),
  IBID_CHAT_RETRIES: whole(0, 10).default(2),
  IBID_CHECK: z.enum(STRICTNESSES, oneOf(STRICTNESSES)).default('standard'),
  IBID_DAILY_TOKENS: whole(0, 1_000_000_000_000).optional(),
  IBID_DAILY_TOKENS_PER_USER: whole(0, 1_000_000_000_000).optional(),
  IBID_PRICE_INPUT: price.optional(),
  IBID_PRICE_OUTPUT: price.optional(),
  IBID_PRICE_CURRENCY: z
    .string()
    .regex(/^[\p{L}\p{Sc}]{1,4}$/u, { error: 'a currency such as USD, EUR or €' })
    .default('USD'),
  IBID_ARXIV_API: webAddress('https://export.arxiv.org/api/query').default(
    'https://export.arxiv.org/api/query',
  ),
  ...discordShape,
  IBID_LOG: z.enum(LOG_LEVELS, oneOf(LOG_LEVELS)).default('info'),
  NO_COLOR: z.string().optional(),
  FORCE_COLOR: z.string().optional(),
});

export type SettingValues = z.infer<typeof settingsSchema>;
export type SettingName = keyof SettingValues;
export const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[];
const SECRET_SETTINGS: ReadonlySet<string> = new Set<SettingName>(['OPENAI_API_KEY', 'DISCORD_TOKEN']);

/** A value in a message. */
export function quoted(name: SettingName, value: string): string {
  if (SECRET_SETTINGS.has(name)) return maskSecret(value);
  // A URL may carry a password; what stands before the host is of no use in a message.
  return JSON.stringify(value.replace(/\/\/[^/]*@/u, '//…@'));
}

/** A value as it may be shown: secrets masked. */
export function shownValue(name: SettingName, value: string | null): string | null {
  if (value === null) return null;
  if (SECRET_SETTINGS.has(name)) return maskSecret(value);
  return value.replace(/\/\/[^/]*@/u, '//…@');
}
