import type { Place } from './place.ts';

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
  | { readonly kind: 'question'; readonly text: string }
  /** The bot is spoken to, and nothing is asked. */
  | { readonly kind: 'greeting' }
  /** A reply to the bot whose words Discord withholds, because it mentions nobody. */
  | { readonly kind: 'withheld' };

const IGNORE: MessageReading = { kind: 'ignore' };
const QUOTED = 300;

/**
 * Whether a message is a question: direct messages, mentions of the bot, and replies to it are; in threads that the bot opened, every
 * message is when it `listens`. `reads`: Discord tells it what messages say that do not mention it. Bots, webhooks, the bot itself and Discord's own messages ask nothing.
 */
export function readMessage(
  message: IncomingMessage,
  bot: {
    readonly id: string;
    readonly roles: readonly string[];
    readonly listens: boolean;
    readonly reads: boolean;
  },
): MessageReading {
  const { author, repliesTo, place, mentionsBot } = message;
  if (author.bot || author.id === bot.id || message.webhook || message.system) return IGNORE;
  const overhears = bot.listens && message.ownThread;
  const addressed = place.kind === 'dm' || mentionsBot || repliesTo?.byBot === true;
  if (!addressed && !overhears) return IGNORE;
  const words = withoutMentions(message.content, bot);
  if (words !== '') return { kind: 'question', text: withContext(words, repliesTo) };
  if (!addressed) return IGNORE;
  // "@ibid" in reply to somebody's question asks that question.
  const asked = repliesTo === null || repliesTo.byBot ? '' : withoutMentions(repliesTo.content, bot);
  if (asked !== '') return { kind: 'question', text: asked };
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

/** A question about somebody else's message carries its words, as far as they are known; the bot's own are in the conversation. */
function withContext(words: string, repliesTo: IncomingMessage['repliesTo']): string {
  if (repliesTo === null || repliesTo.byBot) return words;
  const quoted = repliesTo.content
    .replace(/<@[!&]?\d+>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (quoted === '') return words;
  const cut = quoted.length <= QUOTED ? quoted : `${quoted.slice(0, QUOTED).replace(/\s+\S*$/u, '')} …`;
  return `${words} (about: “${cut}”)`;
}
