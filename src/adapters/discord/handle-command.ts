import type { Detail } from '../../answerer/answer.ts';
import { UsageError } from '../../errors.ts';
import type { AskRequest } from '../../ibid.ts';
import { threadDestination } from './answer-thread.ts';
import { askQuestion, refusalOf } from './ask-question.ts';
import type { Bot } from './bot.ts';
import type { UsedCommand } from './commands.ts';
import { forget } from './forget.ts';
import type { Interaction } from './occasion.ts';
import { chainKey, placeConversation } from './place.ts';
import { renderHelp } from './render/render-help.ts';
import { renderFailure, renderNoQuestion } from './render/render-notes.ts';
import { renderPaper } from './render/render-paper.ts';
import { renderSearch } from './render/render-search.ts';
import { replyAtOnce } from './reply-at-once.ts';

const SEARCH_LIMIT = 10;

/** Does what a command asks for. Never rejects. */
export async function handleCommand(bot: Bot, interaction: Interaction, command: UsedCommand): Promise<void> {
  switch (command.name) {
    case 'ask':
      return ask(bot, interaction, {
        text: command.question,
        detail: command.detail,
        hidden: command.hidden,
      });
    case 'compare': {
      const comparison = readComparison(command);
      return typeof comparison === 'string'
        ? interaction.decline(renderFailure(comparison, null))
        : ask(bot, interaction, comparison);
    }
    case 'summarize':
      return ask(bot, interaction, { text: command.topic, intent: { kind: 'summary' } });
    case 'ask about':
      return askAbout(bot, interaction, command.content);
    case 'search':
      return search(bot, interaction, command.words);
    case 'paper':
      return replyAtOnce(bot, interaction, {
        hidden: false,
        make: async () => [renderPaper(await bot.ibid.paper(command.title))],
      });
    case 'forget':
      return forget(bot, interaction, command.what);
    case 'help': {
      const { keepDays, listens } = bot.settings;
      return interaction.decline(renderHelp({ model: bot.model, keepDays, listens }));
    }
    default:
      return command satisfies never;
  }
}

async function ask(
  bot: Bot,
  interaction: Interaction,
  asked: {
    readonly text: string;
    readonly intent?: AskRequest['intent'];
    readonly detail?: Detail | null;
    readonly hidden?: boolean;
    readonly notice?: string;
  },
): Promise<void> {
  const { text, intent, detail, hidden = false, notice } = asked;
  if (text === '') return interaction.decline(renderNoQuestion());
  const { id, user, place } = interaction;
  await askQuestion(bot, interaction, {
    text,
    detail: detail ?? 'normal',
    hidden,
    showQuestion: true,
    conversation: placeConversation(place, { user, hidden }) ?? chainKey(place, id),
    ...(intent === undefined ? {} : { intent }),
    ...(notice === undefined ? {} : { notice }),
    ...(hidden ? {} : { elsewhere: () => threadDestination(bot, interaction, text) }),
  });
}

type Comparison = Pick<Parameters<typeof ask>[2], 'intent'> & { readonly text: string };

/** The question that a comparison asks; words that say why it is none. */
export function readComparison(given: {
  readonly sides: readonly string[];
  readonly on: string | null;
}): Comparison | string {
  const { sides } = given;
  if (sides.includes('')) return 'Name two papers or methods to compare, or three.';
  const twice = sides.find((side, place) =>
    sides.slice(0, place).some((other) => other.toLowerCase() === side.toLowerCase()),
  );
  if (twice !== undefined) return `“${twice}” is named twice, and has nothing to be compared with.`;
  const aspects = (given.on ?? '')
    .split(/[,;]|\sand\s/u)
    .map((aspect) => aspect.trim())
    .filter((aspect) => aspect !== '');
  const on = aspects.length === 0 ? '' : ` on ${listed(aspects)}`;
  return { text: `Compare ${listed(sides)}${on}`, intent: { kind: 'compare', sides, aspects } };
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Somebody's message as a question. Nobody can shorten what another wrote, so that it is cut. */
async function askAbout(bot: Bot, interaction: Interaction, content: string): Promise<void> {
  const text = content
    .replace(/<@[!&]?\d+>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '')
    return interaction.decline(
      renderFailure('There are no words in that message that I could ask about.', null),
    );
  const limit = bot.settings.limits.longestQuestion;
  if (text.length <= limit) return ask(bot, interaction, { text });
  const cut = text.slice(0, limit).replace(/\s+\S*$/u, '');
  const notice = `The message is long: its first ${cut.length.toLocaleString('en')} characters were asked.`;
  return ask(bot, interaction, { text: cut, notice });
}

async function search(bot: Bot, interaction: Interaction, words: string): Promise<void> {
  const refusal = await refusalOf(bot, interaction, words);
  if (refusal !== null) return interaction.decline(refusal.body);
  return replyAtOnce(bot, interaction, {
    hidden: false,
    async make() {
      if (words === '') throw new UsageError('There is nothing to look for.');
      return renderSearch(words, await bot.ibid.search({ words, limit: SEARCH_LIMIT }));
    },
  });
}
