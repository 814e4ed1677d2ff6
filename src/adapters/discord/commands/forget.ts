import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { forget } from '../forget.ts';

export const forgetCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'forget',
    description: 'Have this conversation, or everything about you, forgotten',
    options: [
      {
        ...wordsOption('what', 'What is to be forgotten'),
        choices: [
          { name: 'this conversation', value: 'conversation' },
          { name: 'everything about me', value: 'everything' },
        ],
      },
    ],
  },
  anywhere: true,
  help: 'removes this conversation, or everything kept about you',
  run: (bot, interaction, given) =>
    forget(bot, interaction, given.words('what') === 'everything' ? 'everything' : 'conversation'),
};
