import { chainKey, type Place } from './place.ts';

/** What the store says of messages and conversations. */
export interface ChainLookUp {
  /** The conversation of the answer that this message is part of; null when it is none that is kept. */
  answered(message: string): Promise<string | null>;
  isKept(conversation: string): Promise<boolean>;
  /** The message that this one replies to; null when it is none, or cannot be read. */
  repliedTo(message: string): Promise<string | null>;
}

/** People comment on an answer, and on comments; a chain this long has lost its subject. */
const LONGEST_WALK = 8;

/**
 * The conversation of a question in a channel: that of the nearest answer up the chain of replies, or one that a message of the
 * chain began; a new one when there is none.
 */
export async function chainConversation(
  asked: { readonly place: Place; readonly message: string; readonly repliesTo: string | null },
  lookUp: ChainLookUp,
): Promise<string> {
  let message = asked.repliesTo;
  for (let step = 0; message !== null && step < LONGEST_WALK; step++) {
    const answered = await lookUp.answered(message);
    if (answered !== null) return answered;
    const begun = chainKey(asked.place, message);
    if (await lookUp.isKept(begun)) return begun;
    message = await lookUp.repliedTo(message);
  }
  return chainKey(asked.place, asked.message);
}
