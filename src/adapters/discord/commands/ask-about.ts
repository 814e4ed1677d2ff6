import { ApplicationCommandType } from 'discord.js';
import { askByCommand } from '../ask-command.ts';
import { type Command, EVERYWHERE } from '../command.ts';
import { askedAsWritten, othersWords } from '../others-words.ts';
import { renderFailure } from '../render/render-notes.ts';

/** In the menu of a message. */
export const askAboutCommand: Command = {
  definition: { ...EVERYWHERE, type: ApplicationCommandType.Message, name: 'Ask ibid about this' },
  help: null,
  async run(bot, interaction, given) {
    const words = othersWords(given.message()?.content ?? '');
    if (words === '')
      return interaction.decline(
        renderFailure('There are no words in that message that I could ask about.', null),
      );
    return askByCommand(bot, interaction, askedAsWritten(words, bot.settings.limits.longestQuestion));
  },
};
