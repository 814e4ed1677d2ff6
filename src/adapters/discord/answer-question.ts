import type { Answer, Detail } from '../../answerer/answer.ts';
import { InterruptedError } from '../../errors.ts';
import { follow } from '../../follow.ts';
import type { AskRequest } from '../../ibid.ts';
import { type AnswerMessages, createAnswerMessages, type MessageTransport } from './answer-messages.ts';
import { hasWords, newAnswerView, viewAfter } from './answer-progress.ts';
import type { Bot } from './bot.ts';
import { type DiscordTrouble, troubleOf, troubleWords } from './discord-failure.ts';
import { failureWords, isOfAsker, RESTARTING } from './failure-words.ts';
import { keepAnswer, keepTurn, keptSnapshot } from './keep-answer.ts';
import { userKey } from './place.ts';
import { tellUnshown } from './post-reply.ts';
import type { AnswerView } from './render/answer-view.ts';
import { renderAnswer } from './render/render-answer.ts';

/** A question whose turn it is. */
export interface TurnedQuestion {
  readonly text: string;
  readonly intent: AskRequest['intent'];
  /** The papers that it is about, when they are chosen. */
  readonly about: AskRequest['about'];
  readonly detail: Detail;
  /** Shown above the answer where nobody could see it otherwise. */
  readonly shown: string | null;
  /** What the asker should know beside the answer. */
  readonly notice: string | null;
  readonly user: string;
  readonly conversation: string;
}

/**
 * Answers a question where it was asked, while the answer grows, and keeps it for what comes after. Whatever fails is told there. Gives
 * back why the answer did not reach Discord, or `failed` when the program could make none, both of which are logged by then; null when all
 * went well. Never rejects.
 */
export async function answerQuestion(
  bot: Bot,
  question: TurnedQuestion,
  transport: MessageTransport,
  signal: AbortSignal,
): Promise<DiscordTrouble | 'failed' | null> {
  const { once, logger, clock, beingWritten } = bot;
  /** Raised when nobody can see the answer any longer. */
  const unseen = new AbortController();
  const noted: MessageTransport = {
    ...transport,
    async post(body, place) {
      const id = await transport.post(body, place);
      beingWritten.set(id, question.conversation);
      return id;
    },
  };
  const messages = createAnswerMessages({
    transport: noted,
    clock,
    hurry: signal,
    onFailure(error) {
      const trouble = troubleOf(error);
      if (trouble === 'gone' || trouble === 'forbidden') unseen.abort();
      once.warn(`edit ${trouble}`, 'Part of an answer did not reach Discord; what follows carries it.', {
        reason: troubleWords(error),
      });
    },
  });
  try {
    const answered = await answerInMessages(
      bot,
      question,
      messages,
      AbortSignal.any([signal, unseen.signal]),
    );
    return answered ? null : 'failed';
  } catch (error) {
    const trouble = troubleOf(error);
    // Whoever deleted the answer, or the question's channel, wants none.
    if (trouble !== 'gone')
      logger.error('An answer did not reach Discord.', { trouble, reason: troubleWords(error) });
    // Behind what was shown of it, which stays.
    if (trouble === 'refused') await tellUnshown(bot, transport, messages.posted().length);
    return trouble;
  } finally {
    for (const id of messages.posted()) beingWritten.delete(id);
  }
}

/** False when there is no answer, by a fault of the program's own or because it ends. */
async function answerInMessages(
  bot: Bot,
  question: TurnedQuestion,
  messages: AnswerMessages,
  signal: AbortSignal,
): Promise<boolean> {
  let view = newAnswerView(question.shown);
  if (question.notice !== null) view = viewAfter(view, { type: 'notice', notice: { text: question.notice } });
  const { text, intent, about, detail, user } = question;
  const conversation = bot.ibid.conversation(await keptSnapshot(bot, question.conversation));
  let answer: Answer;
  try {
    answer = await follow(
      conversation,
      {
        question: text,
        detail,
        user: userKey(user),
        signal,
        ...(intent === undefined ? {} : { intent }),
        ...(about === undefined ? {} : { about }),
      },
      (event) => {
        view = viewAfter(view, event);
        if (event.type !== 'end' && hasWords(view)) messages.show(renderAnswer(view));
      },
    );
  } catch (error) {
    const failed = failedView(bot, view, error, messages.posted().length > 0);
    if (failed !== null) await messages.finish(renderAnswer(failed));
    return isOfAsker(error) || (error instanceof InterruptedError && !bot.desk.isClosing());
  }
  const kept = await keepTurn(bot, question, answer, conversation);
  // Before its buttons are there, so that whoever presses one finds what it is about.
  const answerId = kept
    ? await keepAnswer(bot, question, answer, bot.newAnswerId(), messages.posted())
    : null;
  const ids = await messages.finish(renderAnswer({ ...view, state: 'done', end: answer, answerId }));
  if (answerId !== null) await keepAnswer(bot, question, answer, answerId, ids);
  return true;
}

/** The answer as far as it came, with why it went no further; null when there is nobody to tell. */
function failedView(bot: Bot, view: AnswerView, error: unknown, begun: boolean): AnswerView | null {
  if (error instanceof InterruptedError) {
    if (bot.desk.isClosing()) return { ...view, state: 'failed', failure: RESTARTING };
    return begun ? { ...view, state: 'stopped' } : null;
  }
  if (!isOfAsker(error)) bot.logger.error('A question could not be answered.', { error });
  const { words, remedy } = failureWords(error);
  return { ...view, state: 'failed', failure: remedy === null ? words : `${words}\n${remedy}` };
}
