import { IbidError, LimitError, UsageError } from '../../errors.ts';
import { redactText } from '../../redact.ts';
import { discreet } from './render/discreet.ts';

/** For an answer that was begun. */
export const RESTARTING = 'I am being restarted. Please ask again in a minute or two.';
/** For a question that comes meanwhile. */
export const AWAY = 'I am being restarted just now. Please ask again in a minute or two.';

/** A failure as it is told to whoever asked. Remedies that only those who run the bot could follow are left out. */
export interface FailureWords {
  readonly words: string;
  readonly remedy: string | null;
}

/** It is the asker's to mend or to wait for, and no fault: nothing for the log. */
export function isOfAsker(error: unknown): error is UsageError | LimitError {
  return error instanceof UsageError || error instanceof LimitError;
}

/** The words of whatever was thrown. */
export function failureWords(error: unknown): FailureWords {
  if (isOfAsker(error))
    return {
      words: sentence(redactText(error.message)),
      remedy: error.remedy === null ? null : redactText(error.remedy).replace(LISTED, '$2 ($1)'),
    };
  const words =
    error instanceof IbidError
      ? `That did not work: ${discreet(redactText(error.message))}.`
      : 'Something unforeseen failed inside me.';
  return { words, remedy: 'It is noted in the log of whoever runs me. Asking again may help.' };
}

/** A paper as a terminal lists it: its id, then its title, in columns. */
const LISTED = /^ {2}(\S+) {2}(.+)$/gmu;

/** With a capital and an end, but for names that have none of their own. */
function sentence(words: string): string {
  const begun = /^\p{Ll}+(?![\p{L}\p{N}])/u.test(words)
    ? words.charAt(0).toUpperCase() + words.slice(1)
    : words;
  return /[\p{L}\p{N}\p{Pe}\p{Pf}'"%]$/u.test(begun) ? `${begun}.` : begun;
}
