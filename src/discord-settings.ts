import { z } from 'zod';
import { oneOf, secret, whole } from './setting-forms.ts';

const THREADS = ['never', 'always'] as const;
const YES_OR_NO = ['no', 'yes'] as const;
/** Discord's ids of servers, users, channels and messages. */
const SNOWFLAKE = /^\d{17,20}$/u;
const PORT = /^(?:(?<host>[^\s:/]+|\[[0-9a-f:]+\]):)?(?<port>\d{1,5})$/iu;
const PORT_FORM = { error: 'a port from 1 to 65535, or host:port such as 0.0.0.0:8080' };

/** The Discord bot's settings, under their names in the environment. */
export const discordShape = {
  DISCORD_TOKEN: secret('token'),
  DISCORD_API: z
    .url({ protocol: /^https?$/u, error: 'an http or https URL such as https://discord.com/api' })
    .default('https://discord.com/api'),
  DISCORD_GUILD_IDS: z
    .string()
    .transform((value) => [
      ...new Set(
        value
          .split(',')
          .map((id) => id.trim())
          .filter((id) => id !== ''),
      ),
    ])
    .refine((ids) => ids.every((id) => SNOWFLAKE.test(id)), {
      error: 'ids of servers, separated by commas, each a number of 17 to 20 digits',
    })
    .optional(),
  IBID_KEEP_DAYS: whole(1, 3650).default(30),
  IBID_HEALTH_PORT: z
    .string()
    .regex(PORT, PORT_FORM)
    .transform((value) => {
      const { host, port } = PORT.exec(value)?.groups ?? {};
      return { host: host?.replace(/^\[|\]$/gu, '') ?? '127.0.0.1', port: Number(port) };
    })
    .refine(({ port }) => port >= 1 && port <= 65_535, PORT_FORM)
    .optional(),
  IBID_DISCORD_THREADS: z.enum(THREADS, oneOf(THREADS)).default('never'),
  IBID_DISCORD_LISTEN: z.enum(YES_OR_NO, oneOf(YES_OR_NO)).default('no'),
  IBID_QUESTIONS_PER_MINUTE: whole(1, 10_000).default(6),
  IBID_GUILD_QUESTIONS_PER_MINUTE: whole(1, 100_000).default(60),
  IBID_QUESTIONS_AT_ONCE: whole(1, 1_000).default(4),
  IBID_LONGEST_QUESTION: whole(20, 4_000).default(1_000),
};

const discordSchema = z.object(discordShape);
type DiscordValues = z.infer<typeof discordSchema>;

/** How the Discord bot runs. */
export interface DiscordSettings {
  /** Null: none is set, and the bot cannot start. */
  readonly token: string | null;
  /** Base URL of Discord's REST interface, without a slash at its end. */
  readonly api: string;
  /** Servers that the commands are registered for; empty: all. */
  readonly guildIds: readonly string[];
  /** Conversations are removed so many days after their last turn. */
  readonly keepDays: number;
  /** Where `/healthz` is served; null: nowhere. */
  readonly health: { readonly host: string; readonly port: number } | null;
  /** Whether `/ask` answers in a new thread. */
  readonly threads: (typeof THREADS)[number];
  /** In a thread that the bot opened, every message is a question: needs the privileged intent for message content. */
  readonly listens: boolean;
  readonly limits: {
    readonly questionsPerMinute: number;
    readonly guildQuestionsPerMinute: number;
    /** Answered at the same time, over all servers. */
    readonly questionsAtOnce: number;
    /** In characters (UTF-16 units). */
    readonly longestQuestion: number;
  };
}

export function discordSettingsOf(values: DiscordValues): DiscordSettings {
  return {
    token: values.DISCORD_TOKEN ?? null,
    api: values.DISCORD_API.replace(/\/+$/u, ''),
    guildIds: values.DISCORD_GUILD_IDS ?? [],
    keepDays: values.IBID_KEEP_DAYS,
    health: values.IBID_HEALTH_PORT ?? null,
    threads: values.IBID_DISCORD_THREADS,
    listens: values.IBID_DISCORD_LISTEN === 'yes',
    limits: {
      questionsPerMinute: values.IBID_QUESTIONS_PER_MINUTE,
      guildQuestionsPerMinute: values.IBID_GUILD_QUESTIONS_PER_MINUTE,
      questionsAtOnce: values.IBID_QUESTIONS_AT_ONCE,
      longestQuestion: values.IBID_LONGEST_QUESTION,
    },
  };
}

/** Each setting as it is in force, for people; secrets are for the caller to mask. */
export function describeDiscord(settings: DiscordSettings): Record<keyof DiscordValues, string | null> {
  const { token, api, guildIds, keepDays, health, threads, listens, limits } = settings;
  return {
    DISCORD_TOKEN: token,
    DISCORD_API: api,
    DISCORD_GUILD_IDS: guildIds.length === 0 ? null : guildIds.join(','),
    IBID_KEEP_DAYS: String(keepDays),
    IBID_HEALTH_PORT: health === null ? null : `${health.host}:${health.port}`,
    IBID_DISCORD_THREADS: threads,
    IBID_DISCORD_LISTEN: listens ? 'yes' : 'no',
    IBID_QUESTIONS_PER_MINUTE: String(limits.questionsPerMinute),
    IBID_GUILD_QUESTIONS_PER_MINUTE: String(limits.guildQuestionsPerMinute),
    IBID_QUESTIONS_AT_ONCE: String(limits.questionsAtOnce),
    IBID_LONGEST_QUESTION: String(limits.longestQuestion),
  };
}
