import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { isOfAsker } from '../failure-words.ts';
import { inTime } from '../in-time.ts';
import { renderPaper } from '../render/render-paper.ts';
import { replyAtOnce } from '../reply-at-once.ts';
import { tellUnknown } from '../unknown-paper.ts';

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
    const looked = bot.ibid.paper(given.words('title'));
    try {
      await inTime(bot.clock, looked);
    } catch (error) {
      // A paper that nobody knows is nobody else's concern; what takes longer, or fails, is told where the card would stand.
      if (isOfAsker(error)) return tellUnknown(bot, interaction, error);
    }
    return replyAtOnce(bot, interaction, { hidden: false, make: async () => [renderPaper(await looked)] });
  },
  suggest: (bot, { typed }) => bot.papers.suggest(typed),
};
