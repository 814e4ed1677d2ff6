import { ApplicationCommandType } from 'discord.js';
import { askByCommand } from '../ask-command.ts';
import { type Command, EVERYWHERE } from '../command.ts';
import { renderFailure } from '../render/render-notes.ts';

/** In the menu of a message. Nobody can shorten what another wrote, so that it is cut. */
export const askAboutCommand: Command = {
  definition: { ...EVERYWHERE, type: ApplicationCommandType.Message, name: 'Ask ibid about this' },
  help: null,
  async run(bot, interaction, given) {
    const text = (given.message()?.content ?? '')
      .replace(/<@[!&]?\d+>/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
    if (text === '')
      return interaction.decline(
        renderFailure('There are no words in that message that I could ask about.', null),
      );
    const limit = bot.settings.limits.longestQuestion;
    if (text.length <= limit) return askByCommand(bot, interaction, { text });
    const cut = text.slice(0, limit).replace(/\s+\S*$/u, '');
    const notice = `The message is long: its first ${cut.length.toLocaleString('en')} characters were asked.`;
    return askByCommand(bot, interaction, { text: cut, notice });
  },
};
