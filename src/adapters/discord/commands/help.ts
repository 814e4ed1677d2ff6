import { type Command, EVERYWHERE } from '../command.ts';
import { rulesFor } from '../guild-rules.ts';
import { renderHelp } from '../render/render-help.ts';

/** Tells of the other commands and of itself. */
export function createHelpCommand(others: readonly Command[]): Command {
  const own = 'this page';
  const listed = [
    ...others.flatMap(({ definition, help }) => (help === null ? [] : [{ name: definition.name, help }])),
    { name: 'help', help: own },
  ];
  return {
    definition: {
      ...EVERYWHERE,
      name: 'help',
      description: 'What can be asked, how, and what is stored and sent where',
    },
    help: own,
    anywhere: true,
    async run(bot, interaction) {
      const { keepDays } = bot.settings;
      const { listens } = await rulesFor(bot, interaction.place.guild);
      const { model, embedder } = bot;
      return interaction.decline(renderHelp({ commands: listed, model, embedder, keepDays, listens }));
    },
  };
}
