import { ApplicationCommandOptionType } from 'discord.js';
import { DETAILS } from '../../../answerer/answer.ts';
import { askByCommand } from '../ask-command.ts';
import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { DETAIL_NAMES } from '../detail-names.ts';

export const askCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'ask',
    description: 'Ask the papers a question; every statement of the answer cites its paper',
    options: [
      wordsOption('question', 'What you want to know'),
      {
        ...wordsOption('detail', 'How much of the abstracts is quoted', false),
        choices: DETAILS.map((value) => ({ name: DETAIL_NAMES[value], value })),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        description: 'Only you see the answer',
        required: false,
      },
    ],
  },
  help: 'a question; `detail` for a shorter or longer answer, `private` for one that only you see',
  run: (bot, interaction, given) =>
    askByCommand(bot, interaction, {
      text: given.words('question'),
      detail: DETAILS.find((detail) => detail === given.words('detail')) ?? null,
      hidden: given.flag('private') === true,
    }),
};
