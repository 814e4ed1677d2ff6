import { DETAILS } from '../../../answerer/answer.ts';
import { type GuildSettings, NO_GUILD_SETTINGS } from '../../../ibid.ts';
import type { Bot } from '../bot.ts';
import { changedBy, noteOn, type SettingsWish } from '../change-settings.ts';
import type { Command, GivenOptions } from '../command.ts';
import { failureWords } from '../failure-words.ts';
import { rulesInForce } from '../guild-rules.ts';
import { guildKey } from '../place.ts';
import type { MessageBody } from '../render/message-body.ts';
import { renderFailure } from '../render/render-notes.ts';
import { renderSettings } from '../render/render-settings.ts';
import { replyAtOnce } from '../reply-at-once.ts';
import { SETTINGS_DEFINITION } from './settings-definition.ts';

/** What managers of a server decide for it. */
export const settingsCommand: Command = {
  definition: SETTINGS_DEFINITION,
  help: 'for managers: which channels I answer in, threads, length of answers, questions a day',
  anywhere: true,
  async run(bot, interaction, given) {
    const { guild } = interaction.place;
    if (guild === null)
      return interaction.decline(renderFailure('Settings are of servers, and there are none here.', null));
    // Whoever owns the server may show the command to others; what it does stays with its managers.
    if (!interaction.manages)
      return interaction.decline(
        renderFailure('Only those who may manage this server (Manage Server) can see and change this.', null),
      );
    return replyAtOnce(bot, interaction, {
      hidden: true,
      make: async () => [await settle(bot, guildKey(guild), given).catch((error) => unread(bot, error))],
    });
  },
};

async function settle(bot: Bot, guild: string, given: GivenOptions): Promise<MessageBody> {
  const { community, settings } = bot;
  const shown = (own: GuildSettings, changed: boolean, note: string | null = null): MessageBody =>
    renderSettings({ own, rules: rulesInForce(own, settings), changed, note });
  if (given.subcommand() === 'reset') {
    await community.keepGuildSettings(guild, NO_GUILD_SETTINGS);
    return shown(NO_GUILD_SETTINGS, true);
  }
  const wish = wishOf(given);
  if (wish === null) return shown(await community.guildSettings(guild), false);
  const own = await community.changeGuildSettings(guild, (before) => changedBy(before, wish));
  return shown(own, true, noteOn(wish, own, { reads: settings.listens }));
}

/** Null: they are only to be shown. */
function wishOf(given: GivenOptions): SettingsWish | null {
  const channel = given.channel('channel') ?? '';
  switch (given.subcommand()) {
    case 'channels allow':
      return { kind: 'allow', channel };
    case 'channels disallow':
      return { kind: 'disallow', channel };
    case 'channels everywhere':
      return { kind: 'everywhere' };
    case 'threads':
      return { kind: 'threads', threads: given.words('answers-in') === 'thread' ? 'always' : 'never' };
    case 'listen':
      return { kind: 'listen', on: given.flag('on') === true };
    case 'detail':
      return {
        kind: 'detail',
        detail: DETAILS.find((detail) => detail === given.words('amount')) ?? 'normal',
      };
    case 'daily':
      return { kind: 'daily', questions: given.integer('questions') ?? 0 };
    default:
      return null;
  }
}

/** A manager can mend what is damaged: all is set anew. */
function unread(bot: Bot, error: unknown): MessageBody {
  bot.logger.error('The settings of a server could not be read or kept.', { error });
  return renderFailure(failureWords(error).words, 'If it stays so, /settings reset begins anew with none.');
}
