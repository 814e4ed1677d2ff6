import { cutTo } from './cut-text.ts';
import { durationWords } from './duration-words.ts';
import { escapeText } from './escape-text.ts';
import type { MessageBody } from './message-body.ts';
import { textBody } from './paged.ts';

const LONGEST_WORDS = 1200;
const LONGEST_REMEDY = 700;

/** What happened, and what to do about it. */
export function renderFailure(words: string, remedy: string | null): MessageBody {
  const said = cutTo(escapeText(words), LONGEST_WORDS);
  const advice = remedy === null ? '' : cutTo(escapeText(remedy), LONGEST_REMEDY);
  return textBody([said || 'Something went wrong.', advice].filter((part) => part !== '').join('\n'));
}

/** Why a question, or what else is asked for, has to wait, and for how long. */
export function renderWait(given: {
  readonly reason: 'user' | 'guild' | 'day' | 'replies' | 'busy' | 'own' | 'line';
  /** Until the next question; null when that cannot be told. */
  readonly seconds: number | null;
}): MessageBody {
  const when = given.seconds === null ? 'in a little while' : `in ${durationWords(given.seconds)}`;
  switch (given.reason) {
    case 'user':
      return textBody(
        `One moment: you have asked a lot in a short time. Your next question is welcome ${when}.`,
      );
    case 'guild':
      return textBody(`A lot is being asked on this server just now. The next question is welcome ${when}.`);
    case 'day':
      return textBody(
        `You have asked all your questions for today on this server. The next one is welcome at 00:00 UTC, ${when}.`,
      );
    case 'replies':
      return textBody(`One moment: that was a lot in a short time. The next is welcome ${when}.`);
    case 'busy':
      return textBody(`I am answering as many questions as I can at once. Please ask again ${when}.`);
    case 'own':
      return textBody(`Your earlier questions first: I am still at them. Please ask again ${when}.`);
    case 'line':
      return textBody(
        `Others are waiting for the same already, and I take them one after the other. Please ask again ${when}.`,
      );
  }
}

/** A question that is longer than can be taken. */
export function renderTooLong(given: { readonly characters: number; readonly limit: number }): MessageBody {
  const { characters, limit } = given;
  return textBody(
    `Your question has ${characters} characters, and ${limit} is the most I can take. Could you ask it more briefly?`,
  );
}

/** A mention or a reply without a word in it. */
export function renderNoQuestion(): MessageBody {
  return textBody('What would you like to know? Ask me about the papers, or see `/help`.');
}

/** The buttons of an answer that is no longer kept. */
export function renderGone(): MessageBody {
  return textBody('This answer is no longer kept, so I cannot say more about it. Please ask again.');
}

export function renderThanks(vote: 'up' | 'down'): MessageBody {
  return textBody(
    vote === 'up'
      ? 'Thank you, that is noted.'
      : 'Thank you, that is noted. It helps to find out what goes wrong.',
  );
}

/** What was removed on somebody's wish. */
export function renderForgotten(
  given:
    | { readonly scope: 'conversation'; readonly found: boolean }
    | {
        readonly scope: 'everything';
        readonly turns: number;
        readonly feedback: number;
        readonly others: number;
      },
): MessageBody {
  if (given.scope === 'conversation')
    return textBody(
      given.found
        ? 'This conversation is forgotten, with all that was asked in it. The messages themselves stay until somebody deletes them.'
        : 'Nothing was kept of a conversation here.',
    );
  const { turns, feedback, others } = given;
  if (turns + feedback + others === 0) return textBody('Nothing was kept about you.');
  const parts = [
    counted(turns, 'question with its answer', 'questions with their answers'),
    counted(feedback, 'judgement of an answer', 'judgements of answers'),
    others === 0
      ? ''
      : turns + feedback === 0
        ? 'all that was kept about you'
        : 'what else was kept about you',
  ].filter((part) => part !== '');
  const rest =
    others === 0
      ? ''
      : ' If you had set watches, they have ended, and a list of your own is gone; papers that you put on channels’ lists stay there without your name.';
  return textBody(
    `Forgotten: ${parts.join(', ')}.${rest} The messages themselves stay until somebody deletes them.`,
  );
}

function counted(count: number, one: string, several: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : several}`;
}
