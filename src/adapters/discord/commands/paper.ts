import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { namedPaper } from '../named-paper.ts';
import { renderPaper } from '../render/render-paper.ts';
import { replyAtOnce } from '../reply-at-once.ts';

export const paperCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'paper',
    description: 'Show one paper: abstract, authors, year and link',
    options: [
      { ...wordsOption('title', 'Its title, the name of its method, or its id'), autocomplete: true },
    ],
  },
  help: 'one paper: abstract, authors, link',
  async run(bot, interaction, given) {
    const paper = await namedPaper(bot, interaction, given.words('title'));
    if (paper !== null)
      await replyAtOnce(bot, interaction, { hidden: false, make: async () => [renderPaper(paper)] });
  },
  suggest: (bot, { typed }) => bot.papers.suggest(typed),
};
