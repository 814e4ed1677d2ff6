import type { Citation } from '../../../answerer/answer.ts';
import { toBibtex } from '../../../answerer/answer-bibtex.ts';
import { toRis } from '../../../answerer/answer-ris.ts';
import { UsageError } from '../../../errors.ts';
import type { Conversation } from '../../../ibid.ts';
import type { Paper } from '../../../papers/paper.ts';
import { sourcesText } from '../answer-text.ts';
import { nearest } from '../nearest.ts';
import type { Page } from '../page.ts';
import { paperText } from '../paper-text.ts';
import { terminalSafe } from '../terminal-safe.ts';
import type { ChatCommand, ChatCommandContext } from './command.ts';
import { evidenceText } from './evidence-text.ts';
import { CHECK_COMMAND, RECEIPT_COMMAND, USAGE_COMMAND } from './model-commands.ts';

const COMMANDS: readonly ChatCommand[] = [
  {
    name: '/help',
    argument: '',
    meaning: 'this list',
    async run({ page }) {
      return helpText(page);
    },
  },
  {
    name: '/sources',
    argument: '',
    meaning: 'every paper cited so far',
    async run({ conversation, page }) {
      return sourcesText(cited(conversation), page);
    },
  },
  {
    name: '/evidence',
    argument: 'N',
    meaning: 'the abstract behind [N], with the quoted sentences standing out',
    async run({ conversation, page }, argument) {
      return evidenceText(citedAt(conversation, argument, '/evidence'), page);
    },
  },
  {
    name: '/paper',
    argument: 'N, id or title',
    meaning: 'all that is known of a paper',
    async run({ ibid, conversation, page }, argument) {
      if (argument === '') throw missingArgument('/paper', 'a marker, an id or a title', '/paper 1');
      // Ids and titles may begin with digits, but none is so short a number.
      const isMarker = /^\[?\d{1,3}\]?$/u.test(argument);
      const paper = isMarker ? citedAt(conversation, argument, '/paper').paper : await ibid.paper(argument);
      return paperText(paper, page);
    },
  },
  {
    name: '/bib',
    argument: '[N]',
    meaning: 'BibTeX of [N], or of every paper cited so far',
    async run({ conversation }, argument) {
      return terminalSafe(toBibtex(papersFor(conversation, argument, '/bib'))).trimEnd();
    },
  },
  {
    name: '/ris',
    argument: '[N]',
    meaning: 'the same as RIS, which reference managers read',
    async run({ conversation }, argument) {
      const papers = papersFor(conversation, argument, '/ris');
      // The space at the end of the last line belongs to the format.
      return terminalSafe(toRis(papers, { abstracts: false })).replace(/\n$/u, '');
    },
  },
  RECEIPT_COMMAND,
  USAGE_COMMAND,
  CHECK_COMMAND,
  {
    name: '/clear',
    argument: '',
    meaning: 'forget the conversation; markers begin at [1] again',
    async run({ conversation, memory }) {
      conversation.clear();
      memory.receipt = null;
      return 'The conversation is forgotten.';
    },
  },
  {
    name: '/quit',
    argument: '',
    meaning: 'leave (so does Ctrl-D)',
    async run() {
      return null;
    },
  },
];

const NAMES = COMMANDS.map(({ name }) => name);

/** Runs a line that begins with a slash. Throws UsageError for a command that does not exist, naming the nearest. */
export async function runChatCommand(context: ChatCommandContext, line: string): Promise<string | null> {
  const [, name = '', argument = ''] = /^(\S+)\s*(.*)$/su.exec(line.trim()) ?? [];
  const command = COMMANDS.find((candidate) => candidate.name === name.toLowerCase());
  if (command === undefined) {
    const meant = nearest(name.toLowerCase(), NAMES);
    throw new UsageError(`there is no command ${name}`, {
      remedy:
        meant === null ? '/help lists all commands.' : `Did you mean ${meant}? /help lists all commands.`,
    });
  }
  if (command.argument === '' && argument !== '') {
    throw new UsageError(`${command.name} takes nothing behind it, and here is ${JSON.stringify(argument)}`, {
      remedy: 'A question goes on a line of its own.',
    });
  }
  return command.run(context, argument);
}

/** What the Tab key offers: commands that begin like the line, and what may stand behind a whole one. */
export function completeCommand(line: string): [string[], string] {
  if (!line.startsWith('/')) return [[], line];
  const [, name = '', begun] = /^(\S+)(?:\s+(\S*))?$/u.exec(line) ?? [];
  if (begun !== undefined) {
    const values = COMMANDS.find((command) => command.name === name)?.values ?? [];
    return [values.filter((value) => value.startsWith(begun)), begun];
  }
  const found = COMMANDS.filter((command) => command.name.startsWith(line));
  return [found.map(({ name, argument }) => (argument === '' ? name : `${name} `)), line];
}

/** A meaning narrower than this is a ladder of words, and goes below its command. */
const NARROWEST_MEANING = 30;

function helpText(page: Page): string {
  const labels = COMMANDS.map(({ name, argument }) => `${name} ${argument}`.trimEnd());
  const widest = Math.max(...labels.map((label) => label.length));
  const beside = page.width === null || page.width - widest - 2 >= NARROWEST_MEANING;
  const lines = COMMANDS.map(({ meaning }, index) => {
    const label = labels[index] ?? '';
    if (!beside) return `${label}\n${page.wrap(meaning, { first: '    ', rest: '    ' })}`;
    return page.wrap(meaning, { first: `${label.padEnd(widest)}  `, rest: ' '.repeat(widest + 2) });
  });
  return [
    ...lines,
    page.wrap('Anything else is a question. """ begins and ends one of many lines; Ctrl-C stops an answer.'),
  ].join('\n');
}

function cited(conversation: Conversation): readonly Citation[] {
  const citations = conversation.citations();
  if (citations.length > 0) return citations;
  throw new UsageError('nothing has been cited yet', { remedy: 'Ask a question first.' });
}

/** Of the marker that is given, or of all. */
function papersFor(conversation: Conversation, argument: string, command: string): readonly Paper[] {
  const citations = argument === '' ? cited(conversation) : [citedAt(conversation, argument, command)];
  return citations.map(({ paper }) => paper);
}

function citedAt(conversation: Conversation, argument: string, command: string): Citation {
  const citations = cited(conversation);
  const markers = citations.map(({ marker }) => `[${marker}]`).join(' ');
  if (argument === '')
    throw missingArgument(command, 'a marker', `${command} 1`, `Cited so far: ${markers}.`);
  const found = citations.find(({ marker }) => String(marker) === argument.replace(/^\[(\d+)\]$/u, '$1'));
  if (found !== undefined) return found;
  throw new UsageError(`no paper is cited as ${argument}`, { remedy: `Cited so far: ${markers}.` });
}

function missingArgument(command: string, what: string, example: string, more = ''): UsageError {
  return new UsageError(`${command} needs ${what} behind it`, {
    remedy: `Like this: ${example}. ${more}`.trimEnd(),
  });
}
