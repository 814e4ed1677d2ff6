import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { discuss } from '../discussion.ts';
import { namedPaper } from '../named-paper.ts';

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
    const paper = await namedPaper(bot, interaction, given.words('paper'));
    if (paper !== null) await discuss(bot, interaction, paper);
  },
  suggest: (bot, { typed }) => bot.papers.suggest(typed),
};
