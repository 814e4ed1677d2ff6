import type { AskRequest } from '../../../ibid.ts';
import { askByCommand } from '../ask-command.ts';
import { type Command, EVERYWHERE, wordsOption } from '../command.ts';
import { renderFailure } from '../render/render-notes.ts';

export const compareCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'compare',
    description: 'Set papers or methods against each other in a table of quotes',
    options: [
      wordsOption('first', 'A paper or method, by name, title or description'),
      wordsOption('second', 'Another one'),
      wordsOption('third', 'A third one', false),
      wordsOption('on', 'What to compare them on, such as: speed, accuracy', false),
    ],
  },
  help: 'two or three methods side by side, `on` what you name',
  async run(bot, interaction, given) {
    const third = given.words('third');
    const comparison = readComparison({
      sides: [given.words('first'), given.words('second'), ...(third === '' ? [] : [third])],
      on: given.words('on'),
    });
    if (typeof comparison === 'string') return interaction.decline(renderFailure(comparison, null));
    return askByCommand(bot, interaction, comparison);
  },
};

/** The question that a comparison asks; words that say why it is none. */
export function readComparison(given: {
  readonly sides: readonly string[];
  /** Empty: whatever the papers can be compared on. */
  readonly on: string;
}): { readonly text: string; readonly intent: NonNullable<AskRequest['intent']> } | string {
  const { sides, on } = given;
  if (sides.includes('')) return 'Name two papers or methods to compare, or three.';
  const twice = sides.find((side, place) =>
    sides.slice(0, place).some((other) => other.toLowerCase() === side.toLowerCase()),
  );
  if (twice !== undefined) return `“${twice}” is named twice, and has nothing to be compared with.`;
  const aspects = on
    .split(/[,;]|\sand\s/u)
    .map((aspect) => aspect.trim())
    .filter((aspect) => aspect !== '');
  const behind = aspects.length === 0 ? '' : ` on ${listed(aspects)}`;
  return { text: `Compare ${listed(sides)}${behind}`, intent: { kind: 'compare', sides, aspects } };
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
