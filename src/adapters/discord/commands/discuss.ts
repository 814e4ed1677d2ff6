import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { discuss } from '../discussion.ts';
import { isOfAsker } from '../failure-words.ts';
import { inTime } from '../in-time.ts';
import { tellUnknown } from '../unknown-paper.ts';

export const discussCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'discuss',
    description: 'Open a thread on a paper: a cited summary, and questions to start with',
    options: [
      { ...wordsOption('paper', 'Its title, the name of its method, or its id'), autocomplete: true },
    ],
  },
  help: 'a thread on one paper: its summary, and questions to start with',
  async run(bot, interaction, given) {
    try {
      const paper = await inTime(bot.clock, bot.ibid.paper(given.words('paper')));
      return await discuss(bot, interaction, paper);
    } catch (error) {
      // A paper that nobody knows is no fault, and nobody else's concern.
      if (!isOfAsker(error)) bot.logger.error('A paper that was asked for could not be read.', { error });
      return tellUnknown(bot, interaction, error);
    }
  },
  suggest: (bot, { typed }) => bot.papers.suggest(typed),
};
