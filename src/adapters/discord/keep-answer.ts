import type { Answer, Detail } from '../../answerer/answer.ts';
import type { Conversation, ConversationSnapshot } from '../../ibid.ts';
import type { Bot } from './bot.ts';
import { userKey } from './place.ts';

interface KeptQuestion {
  readonly text: string;
  readonly detail: Detail;
  readonly user: string;
  readonly conversation: string;
}

/** A follow-up refers to what was said lately; markers keep their papers for longer. */
const TURNS_TAKEN_UP = 20;

/** The conversation as far as it is kept; undefined for a new one, and where it cannot be read. */
export async function keptSnapshot(bot: Bot, key: string): Promise<ConversationSnapshot | undefined> {
  try {
    const kept = await bot.community.conversation(key);
    return kept === null ? undefined : { markers: kept.markers, turns: kept.turns.slice(-TURNS_TAKEN_UP) };
  } catch (error) {
    bot.once.warn('state read', 'What was said before cannot be read; questions are answered without it.', {
      error,
    });
    return undefined;
  }
}

/** False when it could not be kept. */
export async function keepTurn(
  bot: Bot,
  question: KeptQuestion,
  answer: Answer,
  conversation: Conversation,
): Promise<boolean> {
  const { markers, turns } = conversation.snapshot();
  try {
    await bot.community.keepTurn(question.conversation, markers, {
      question: question.text,
      answer: answer.markdown,
      paperIds: turns.at(-1)?.paperIds ?? answer.citations.map(({ paper }) => paper.id),
      user: userKey(question.user),
    });
    return true;
  } catch (error) {
    tellUnkept(bot, error);
    return false;
  }
}

/** Gives the answer's id; null when it could not be kept, and buttons below it would find nothing. */
export async function keepAnswer(
  bot: Bot,
  question: KeptQuestion,
  answer: Answer,
  id: string,
  messages: readonly string[],
): Promise<string | null> {
  const { plan, outcome, citations } = answer;
  try {
    await bot.community.keepAnswer({
      id,
      conversation: question.conversation,
      messages,
      user: userKey(question.user),
      question: question.text,
      standaloneQuestion: plan.standaloneQuestion,
      detail: question.detail,
      outcome,
      citations: citations.map(({ marker, paper, quotes }) => ({ marker, paperId: paper.id, quotes })),
    });
    return id;
  } catch (error) {
    tellUnkept(bot, error);
    return null;
  }
}

function tellUnkept(bot: Bot, error: unknown): void {
  bot.once.warn('state write', 'An answer was given and could not be kept: it cannot be followed up.', {
    error,
  });
}
