import { UsageError } from '../../../errors.ts';
import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { renderSearch } from '../render/render-search.ts';
import { replyInTurn } from '../reply-at-once.ts';

const LIMIT = 10;

export const searchCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'search',
    description: 'Rank the papers by words, each with the sentence that matches best',
    options: [wordsOption('words', 'What to look for')],
  },
  help: 'papers by words, with the sentence that matches',
  run(bot, interaction, given) {
    const words = given.words('words');
    return replyInTurn(bot, interaction, {
      words,
      // No search waits for another, but for a place.
      line: `search ${interaction.id}`,
      failed: 'A search failed.',
      async make(signal) {
        if (words === '') throw new UsageError('There is nothing to look for.');
        return renderSearch(words, await bot.ibid.search({ words, limit: LIMIT, signal }));
      },
    });
  },
};
