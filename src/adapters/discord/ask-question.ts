import type { Detail } from '../../answerer/answer.ts';
import type { AskRequest } from '../../ibid.ts';
import type { MessageTransport } from './answer-messages.ts';
import { answerQuestion } from './answer-question.ts';
import type { Bot } from './bot.ts';
import { takeOfDay } from './daily-questions.ts';
import { failureWords, isOfAsker } from './failure-words.ts';
import type { Occasion } from './occasion.ts';
import { postReply } from './post-reply.ts';
import { queueRefusal, refusalOf } from './refusals.ts';
import { textBody } from './render/paged.ts';
import { renderFailure } from './render/render-notes.ts';

/** A question as somebody asks it. */
export interface AskedQuestion {
  /** Looked up behind the acknowledgement where that takes time; what fails then is told in the answer's place. */
  readonly text: string | (() => Promise<string>);
  readonly intent?: AskRequest['intent'];
  readonly about?: AskRequest['about'];
  readonly detail: Detail;
  /** For the asker alone. */
  readonly hidden: boolean;
  /** The question is not to be seen where it was asked, and stands above its answer. */
  readonly showQuestion: boolean;
  readonly notice?: string;
  /** What it continues; looked up behind the acknowledgement where its place does not tell. */
  readonly conversation: string | (() => Promise<string>);
  /** Where the answer goes when that is not where it was asked; called once, behind the acknowledgement. */
  readonly elsewhere?: () => Promise<Destination | null>;
  /** What follows an answer that arrived, where it did and while its turn lasts. Must not reject. */
  readonly afterwards?: (destination: Destination, signal: AbortSignal) => Promise<void>;
}

export interface Destination {
  readonly messages: MessageTransport;
  readonly channel: string;
  readonly conversation: string;
}

/** From the question to its answer: limits, acknowledgement, its turn. Resolves when all is over; never rejects. */
export async function askQuestion(bot: Bot, occasion: Occasion, asked: AskedQuestion): Promise<void> {
  const { id, user, place } = occasion;
  const job = { id, user, conversation: asked.conversation };
  const tooMuch = await refusalOf(bot, occasion, typeof asked.text === 'string' ? asked.text : '');
  const ofDay = tooMuch === null ? await takeOfDay(bot, occasion) : null;
  // Nothing is waited for between the look at the queue and the place in it: many may come at the same moment.
  const refusal = tooMuch ?? ofDay?.refusal ?? queueRefusal(bot, job);
  const isTakenBack = bot.desk.isCancelled(id);
  if (refusal !== null || isTakenBack) {
    await ofDay?.giveBack();
    if (refusal?.told === true && !isTakenBack) await occasion.decline(refusal.body);
    return;
  }
  let failed = true;
  const acknowledged = bot.arrivals.during(occasion.acknowledge({ hidden: asked.hidden }));
  try {
    await bot.desk.line(job, async (signal, conversation) => {
      if (!(await acknowledged)) return;
      await bot.arrivals.calm();
      const text = await textOf(bot, occasion, asked);
      if (text === null) return;
      const here: Destination = { messages: occasion.messages, channel: place.channel, conversation };
      const destination = (await asked.elsewhere?.()) ?? here;
      // What is private is told by its place.
      if (!asked.hidden) bot.lastAsked.set(place.channel, user, destination.conversation);
      const trouble = await answerQuestion(
        bot,
        {
          text,
          intent: asked.intent,
          about: asked.about,
          detail: asked.detail,
          shown: asked.showQuestion ? text : null,
          notice: asked.notice ?? null,
          user,
          conversation: destination.conversation,
        },
        destination.messages,
        signal,
      );
      // Who deleted the question, or its answer, has had it.
      failed = trouble !== null && trouble !== 'gone';
      if (trouble === null) await asked.afterwards?.(destination, signal);
      if (trouble !== 'forbidden') return;
      const lost = `I may no longer write in <#${destination.channel}>, so that my answer is not there.`;
      await occasion.tellPrivately(textBody(lost));
    });
  } catch (error) {
    // What Discord does not take, and everything else foreseen, was told where it happened.
    bot.logger.error('A question was lost by a fault of the program.', { error });
  } finally {
    occasion.release();
    if (failed) await ofDay?.giveBack();
  }
}

/** Null when it could not be looked up, which is told by then. */
async function textOf(bot: Bot, occasion: Occasion, { text }: AskedQuestion): Promise<string | null> {
  if (typeof text === 'string') return text;
  try {
    return await text();
  } catch (error) {
    if (!isOfAsker(error)) bot.logger.error('Something that was asked for failed.', { error });
    const { words, remedy } = failureWords(error);
    await postReply(bot, occasion.messages, [renderFailure(words, remedy)]);
    return null;
  }
}
