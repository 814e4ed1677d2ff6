import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { DETAILS } from '../../answerer/answer.ts';

const ASK_ABOUT = 'Ask ibid about this';

const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

const text = (name: string, description: string, required = true) =>
  ({ type: ApplicationCommandOptionType.String, name, description, required }) as const;

const DETAIL_NAMES = {
  short: 'short: the one sentence that answers',
  normal: 'normal',
  long: 'long: more sentences, more papers',
} as const;

/** Every command as Discord shows it. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    ...EVERYWHERE,
    name: 'ask',
    description: 'Ask the papers a question; every statement of the answer cites its paper',
    options: [
      text('question', 'What you want to know'),
      {
        ...text('detail', 'How much of the abstracts is quoted', false),
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
  {
    ...EVERYWHERE,
    name: 'compare',
    description: 'Set papers or methods against each other in a table of quotes',
    options: [
      text('first', 'A paper or method, by name, title or description'),
      text('second', 'Another one'),
      text('third', 'A third one', false),
      text('on', 'What to compare them on, such as: speed, accuracy', false),
    ],
  },
  {
    ...EVERYWHERE,
    name: 'summarize',
    description: 'What the papers say on a topic, by theme, each finding cited',
    options: [text('topic', 'Such as: mixture of experts')],
  },
  {
    ...EVERYWHERE,
    name: 'search',
    description: 'Rank the papers by words, each with the sentence that matches best',
    options: [text('words', 'What to look for')],
  },
  {
    ...EVERYWHERE,
    name: 'paper',
    description: 'Show one paper: abstract, authors, year and link',
    options: [{ ...text('title', 'Its title, the name of its method, or its id'), autocomplete: true }],
  },
  {
    ...EVERYWHERE,
    name: 'forget',
    description: 'Have this conversation, or everything about you, forgotten',
    options: [
      {
        ...text('what', 'What is to be forgotten'),
        choices: [
          { name: 'this conversation', value: 'conversation' },
          { name: 'everything about me', value: 'everything' },
        ],
      },
    ],
  },
  {
    ...EVERYWHERE,
    name: 'help',
    description: 'What can be asked, how, and what is stored and sent where',
  },
  { ...EVERYWHERE, type: ApplicationCommandType.Message, name: ASK_ABOUT },
];

/** A command as somebody used it. */
export type UsedCommand =
  | {
      readonly name: 'ask';
      readonly question: string;
      readonly detail: (typeof DETAILS)[number] | null;
      readonly hidden: boolean;
    }
  | { readonly name: 'compare'; readonly sides: readonly string[]; readonly on: string | null }
  | { readonly name: 'summarize'; readonly topic: string }
  | { readonly name: 'search'; readonly words: string }
  | { readonly name: 'paper'; readonly title: string }
  | { readonly name: 'forget'; readonly what: 'conversation' | 'everything' }
  | { readonly name: 'help' }
  | { readonly name: 'ask about'; readonly message: string; readonly content: string };

/** What a command was given, under the names above. */
export interface GivenOptions {
  text(name: string): string | null;
  flag(name: string): boolean | null;
  /** Of the command in a message's menu. */
  message(): { readonly id: string; readonly content: string } | null;
}

/** Null for a command that is none of these: one that was registered by an older version. */
export function readCommand(name: string, options: GivenOptions): UsedCommand | null {
  const said = (option: string): string => (options.text(option) ?? '').replace(/\s+/gu, ' ').trim();
  switch (name) {
    case 'ask':
      return {
        name,
        question: said('question'),
        detail: DETAILS.find((detail) => detail === options.text('detail')) ?? null,
        hidden: options.flag('private') === true,
      };
    case 'compare': {
      const third = said('third');
      return {
        name,
        sides: [said('first'), said('second'), ...(third === '' ? [] : [third])],
        on: said('on') || null,
      };
    }
    case 'summarize':
      return { name, topic: said('topic') };
    case 'search':
      return { name, words: said('words') };
    case 'paper':
      return { name, title: said('title') };
    case 'forget':
      return { name, what: options.text('what') === 'everything' ? 'everything' : 'conversation' };
    case 'help':
      return { name };
    case ASK_ABOUT: {
      const about = options.message();
      return about === null ? null : { name: 'ask about', message: about.id, content: about.content };
    }
    default:
      return null;
  }
}
