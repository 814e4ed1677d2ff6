import { askedAsWritten, cutAtWord, othersWords } from './others-words.ts';
import type { Place } from './place.ts';
import { smallTalk } from './small-talk.ts';

/** A message as the gateway told it, apart from Discord's library. */
export interface IncomingMessage {
  readonly id: string;
  readonly place: Place;
  /** A thread that this bot opened. */
  readonly ownThread: boolean;
  readonly author: { readonly id: string; readonly bot: boolean };
  readonly webhook: boolean;
  /** "X joined", "a thread was started": nobody wrote it. */
  readonly system: boolean;
  /** As written; empty where Discord withholds it. */
  readonly content: string;
  /** The bot itself is mentioned, by its name or its own role; everybody being called does not count. */
  readonly mentionsBot: boolean;
  readonly repliesTo: {
    readonly message: string;
    readonly byBot: boolean;
    /** Empty when it is not known. */
    readonly content: string;
  } | null;
}

/** What is to be done about a message. */
export type MessageReading =
  | { readonly kind: 'ignore' }
  /** `notice`: what the asker should know beside the answer. */
  | { readonly kind: 'question'; readonly text: string; readonly notice?: string }
  /** The bot is spoken to, and nothing is asked. */
  | { readonly kind: 'greeting' }
  /** A reply to the bot whose words Discord withholds, because it mentions nobody. */
  | { readonly kind: 'withheld' };

const IGNORE: MessageReading = { kind: 'ignore' };
const QUOTED = 300;
/** What stands round the words of another, in characters; with less room for them than that again, they say nothing. */
const AROUND = 20;

/**
 * Whether a message is a question: direct messages, mentions of the bot, and replies to it are; in threads that the bot opened, every
 * message is when it `listens`. `reads`: Discord tells it what messages say that do not mention it. Bots, webhooks, the bot itself and
 * Discord's own messages ask nothing, nor do thanks.
 */
export function readMessage(
  message: IncomingMessage,
  bot: {
    readonly id: string;
    readonly roles: readonly string[];
    readonly listens: boolean;
    readonly reads: boolean;
    /** Characters of a question at most. */
    readonly longest: number;
  },
): MessageReading {
  const { author, repliesTo, place, mentionsBot } = message;
  if (author.bot || author.id === bot.id || message.webhook || message.system) return IGNORE;
  const overhears = bot.listens && message.ownThread;
  const addressed = place.kind === 'dm' || mentionsBot || repliesTo?.byBot === true;
  if (!addressed && !overhears) return IGNORE;
  const words = withoutMentions(message.content, bot);
  const talk = words === '' ? null : smallTalk(words);
  if (talk === 'closing' || (talk !== null && !addressed)) return IGNORE;
  if (talk === 'opening') return { kind: 'greeting' };
  if (words !== '') return { kind: 'question', text: withContext(words, repliesTo, bot.longest) };
  if (!addressed) return IGNORE;
  // "@ibid" in reply to somebody's question asks that question.
  const asked = repliesTo === null || repliesTo.byBot ? '' : othersWords(repliesTo.content);
  if (asked !== '') return { kind: 'question', ...askedAsWritten(asked, bot.longest) };
  return message.content === '' && !mentionsBot && place.kind !== 'dm' && !bot.reads
    ? { kind: 'withheld' }
    : { kind: 'greeting' };
}

/** Without the bot's own mentions, white space folded. */
export function withoutMentions(
  content: string,
  bot: { readonly id: string; readonly roles: readonly string[] },
): string {
  return content
    .replace(/<@!?(\d+)>/gu, (mention, id: string) => (id === bot.id ? ' ' : mention))
    .replace(/<@&(\d+)>/gu, (mention, id: string) => (bot.roles.includes(id) ? ' ' : mention))
    .replace(/<a?:(\w+):\d+>/gu, ':$1:')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * A question about somebody else's message carries its words, as far as they are known and there is room; the bot's own are in the
 * conversation.
 */
function withContext(words: string, repliesTo: IncomingMessage['repliesTo'], longest: number): string {
  if (repliesTo === null || repliesTo.byBot) return words;
  const quoted = othersWords(repliesTo.content);
  const room = Math.min(QUOTED, longest - words.length - AROUND);
  if (quoted === '' || room < AROUND) return words;
  const cut = quoted.length <= room ? quoted : `${cutAtWord(quoted, room)} …`;
  return `${words} (about: “${cut}”)`;
}
