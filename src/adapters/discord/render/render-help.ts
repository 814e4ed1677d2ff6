import { cutTo } from './cut-text.ts';
import type { MessageBody } from './message-body.ts';
import { theirs } from './rows.ts';

const LONGEST_NAME = 100;

/** How to ask, the commands, and what is stored and sent where. */
export function renderHelp(facts: {
  readonly commands: readonly { readonly name: string; readonly help: string }[];
  /** The chat model's name; null when none is configured. */
  readonly model: string | null;
  /** The name of an embedding model elsewhere; null when questions are embedded here. */
  readonly embedder: string | null;
  readonly keepDays: number;
  /** In a thread that the bot opened, every message is a question. */
  readonly listens: boolean;
}): MessageBody {
  const { commands, listens } = facts;
  const content = [
    'I answer questions about the research papers in my index, from their abstracts. Behind every statement stands the number of its source, such as [1]; **Evidence** shows you the exact sentences.',
    '',
    '**How to ask**',
    'Mention me, reply to one of my messages, write to me directly, or use a command. To ask about a message, choose *Ask ibid about this* in its menu (Apps).',
    listens
      ? 'In a thread that I opened, every message is a question.'
      : 'In a thread, mention me or reply to me.',
    'Follow-up questions work: “and the second one?”, “which of them is faster?” In a channel, reply to the answer that you mean.',
    '',
    '**Commands**',
    ...commands.map(({ name, help }) => `- \`/${name}\` – ${help}`),
  ].join('\n');
  return {
    content,
    embeds: [{ title: 'What is kept, and what is sent', description: keptAndSent(facts) }],
    components: [],
    files: [],
  };
}

function keptAndSent(facts: {
  readonly model: string | null;
  readonly embedder: string | null;
  readonly keepDays: number;
}): string {
  const { model, embedder, keepDays } = facts;
  const days = keepDays === 1 ? '1 day' : `${keepDays} days`;
  return [
    'Kept where I run:',
    `- your questions with their answers and your user id, until ${days} after the last question of the conversation;`,
    '- what you say about answers with 👍 and 👎: when its conversation goes, the question and what was cited stay with it, without names;',
    '- what you put on reading lists, and topics that you watch;',
    '- how much you have asked today.',
    'Other messages are not kept, but for what somebody asks me about: those words are part of their question. `/forget` removes what is yours; today’s count goes on without your name.',
    '',
    embedder === null
      ? 'Papers are found where I run.'
      : `To find papers, your question goes to the embedding model ${nameOf(embedder)}.`,
    model === null
      ? 'No chat model is asked: answers are the abstracts’ own sentences.'
      : `To write an answer, your question, what was asked and answered before it, and the abstracts that were found go to the chat model ${nameOf(model)}.`,
    'When a manager adds a paper, its id goes to arXiv.',
  ].join('\n');
}

function nameOf(model: string): string {
  return cutTo(theirs(model).markdown, LONGEST_NAME);
}
