import type { Detail } from '../../answerer/answer.ts';
import type { DiscordSettings } from '../../config.ts';
import { type GuildSettings, NO_GUILD_SETTINGS } from '../../ibid.ts';
import type { Bot } from './bot.ts';
import type { Place } from './place.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderElsewhere } from './render/render-settings.ts';

/** What holds in a server, or in direct messages. */
export interface Rules {
  /** Where the bot answers, threads and posts with their channel; null: wherever it can. */
  readonly channels: readonly string[] | null;
  /** Whether `/ask` answers in a new thread. */
  readonly threads: DiscordSettings['threads'];
  /** In a thread that the bot opened, every message is a question. */
  readonly listens: boolean;
  /** Where the asker does not choose. */
  readonly detail: Detail;
  /** Questions a day for each member; null: as many as they like. */
  readonly dailyQuestions: number | null;
}

/** What managers set goes before what the program was started with; what it was not given the means for nobody can switch on. */
export function rulesInForce(
  own: GuildSettings,
  program: Pick<DiscordSettings, 'threads' | 'listens'>,
): Rules {
  return {
    channels: own.channels,
    threads: own.threads ?? program.threads,
    listens: program.listens && (own.listens ?? true),
    detail: own.detail ?? 'normal',
    dailyQuestions: own.dailyQuestions === 0 ? null : own.dailyQuestions,
  };
}

/** The rules in force there: see `GuildSettingsReader`. Never rejects. */
export async function rulesFor(bot: Bot, guild: string | null): Promise<Rules> {
  return rulesInForce(guild === null ? NO_GUILD_SETTINGS : await bot.guildSettings.of(guild), bot.settings);
}

/** A thread, and a post of a forum, counts as its channel; direct messages are nobody's to restrict. */
export function answersIn({ channels }: Pick<Rules, 'channels'>, { guild, channel, parent }: Place): boolean {
  return guild === null || channels === null || channels.includes(parent ?? channel);
}

/** Where to ask instead, for the asker alone; null where the bot answers. Never rejects. */
export async function elsewhereRefusal(bot: Bot, place: Place): Promise<MessageBody | null> {
  const { channels } = await rulesFor(bot, place.guild);
  return answersIn({ channels }, place)
    ? null
    : renderElsewhere({ channel: place.channel, channels: channels ?? [] });
}
