import { cutTo } from './cut-text.ts';
import type { MessageBody } from './message-body.ts';
import { textBody } from './paged.ts';
import { theirs } from './rows.ts';

const LONGEST_NAME = 100;

const COMMANDS: readonly (readonly [string, string])[] = [
  ['/ask', 'a question; `detail` for a shorter or longer answer, `private` for one that only you see'],
  ['/compare', 'two or three methods side by side, `on` what you name'],
  ['/summarize', 'what the papers say on a topic, by theme'],
  ['/search', 'papers by words, with the sentence that matches'],
  ['/paper', 'one paper: abstract, authors, link'],
  ['/forget', 'removes this conversation, or everything kept about you'],
  ['/help', 'this page'],
];

/** How to ask, the commands, and what is stored and sent where. */
export function renderHelp(facts: {
  /** The chat model's name; null when none is configured. */
  readonly model: string | null;
  readonly keepDays: number;
  /** In a thread that the bot opened, every message is a question. */
  readonly listens: boolean;
}): MessageBody {
  const { model, keepDays, listens } = facts;
  const name = cutTo(theirs(model ?? '').markdown, LONGEST_NAME);
  const sent =
    model === null
      ? 'No chat model is asked: answers are the abstracts’ own sentences.'
      : `To write an answer, your question, what was asked and answered before it, and the abstracts that were found go to the chat model ${name}.`;
  const days = keepDays === 1 ? '1 day' : `${keepDays} days`;
  return textBody(
    [
      'I answer questions about the research papers in my index, from their abstracts. Behind every statement stands the number of its source, such as [1]; **Evidence** shows you the exact sentences.',
      '',
      '**How to ask**',
      'Mention me, reply to one of my messages, write to me directly, or use a command. To ask about a message, choose *Ask ibid about this* in its menu (Apps).',
      listens
        ? 'In a thread that I opened, every message is a question.'
        : 'In a thread, mention me or reply to me.',
      'Follow-up questions work: “and the second one?”, “which of them is faster?”',
      '',
      '**Commands**',
      ...COMMANDS.map(([command, what]) => `- \`${command}\` – ${what}`),
      '',
      '**What is kept, and what is sent**',
      `Kept where I run: your questions with their answers and your user id, until ${days} after the last question of the conversation; what you say about answers with 👍 and 👎; what you put on reading lists. Other messages are not kept. \`/forget\` removes what is yours.`,
      sent,
    ].join('\n'),
  );
}
