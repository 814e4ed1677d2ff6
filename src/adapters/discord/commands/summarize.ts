import { askByCommand } from '../ask-command.ts';
import { type Command, EVERYWHERE, wordsOption } from '../command.ts';

export const summarizeCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'summarize',
    description: 'What the papers say on a topic, by theme, each finding cited',
    options: [wordsOption('topic', 'Such as: mixture of experts')],
  },
  help: 'what the papers say on a topic, by theme',
  run: (bot, interaction, given) =>
    askByCommand(bot, interaction, { text: given.words('topic'), intent: { kind: 'summary' } }),
};
