import { UsageError } from '../../../errors.ts';
import { refusalOf } from '../ask-question.ts';
import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { renderSearch } from '../render/render-search.ts';
import { replyAtOnce } from '../reply-at-once.ts';

const LIMIT = 10;

export const searchCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'search',
    description: 'Rank the papers by words, each with the sentence that matches best',
    options: [wordsOption('words', 'What to look for')],
  },
  help: 'papers by words, with the sentence that matches',
  async run(bot, interaction, given) {
    const words = given.words('words');
    const refusal = await refusalOf(bot, interaction, words);
    if (refusal !== null) return interaction.decline(refusal.body);
    return replyAtOnce(bot, interaction, {
      hidden: false,
      async make() {
        if (words === '') throw new UsageError('There is nothing to look for.');
        return renderSearch(words, await bot.ibid.search({ words, limit: LIMIT }));
      },
    });
  },
};
