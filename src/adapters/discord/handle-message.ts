import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Detail } from '../../answerer/answer.ts';
import { askQuestion } from './ask-question.ts';
import type { Bot } from './bot.ts';
import { answersIn, rulesFor } from './guild-rules.ts';
import { createMessageOccasion } from './message-occasion.ts';
import { type IncomingMessage, type MessageReading, readMessage } from './message-reading.ts';
import type { Occasion } from './occasion.ts';
import { lacking, lackingWords, neededToReply, type PermissionName } from './permissions.ts';
import { chainKey, placeConversation } from './place.ts';
import { refusalOf } from './refusals.ts';
import type { MessageBody } from './render/message-body.ts';
import { textBody } from './render/paged.ts';
import { renderFailure, renderNoQuestion } from './render/render-notes.ts';
import { renderElsewhere } from './render/render-settings.ts';
import { chainConversation } from './reply-chain.ts';
import { createSeen } from './seen.ts';

const repliedToSchema = z.object({
  message_reference: z.object({ message_id: z.string().optional(), type: z.number().optional() }).optional(),
});

/** A message with what the bot may do where it stands. */
export interface HeardMessage extends IncomingMessage {
  /** Permission bits of the bot there; null in direct messages, where it may do all it needs, and where they are not known. */
  readonly permissions: bigint | null;
}

/** Who the bot is to those who write to it. */
export interface BotIdentity {
  readonly id: string;
  /** Its own role in the server of the message: mentioning that is mentioning the bot. */
  readonly roles: readonly string[];
}

/** Answers messages that are meant for the bot. Never rejects. */
export type MessageHandler = (message: HeardMessage, identity: BotIdentity) => Promise<void>;

export function createMessageHandler(bot: Bot): MessageHandler {
  /** What a user was told of a channel is not told again. */
  const told = createSeen();

  async function tellOnce(occasion: Occasion, topic: string, body: MessageBody): Promise<void> {
    if (told.add(`${topic} ${occasion.user}`)) await occasion.tellPrivately(body);
  }

  async function tellLacking(
    occasion: Occasion,
    names: readonly PermissionName[],
    consequence: string,
  ): Promise<void> {
    const { channel } = occasion.place;
    const body = textBody(lackingWords(channel, names, consequence));
    await tellOnce(occasion, `${channel} ${names.join(' ')}`, body);
  }

  return async (message, identity) => {
    const { listens: reads } = bot.settings;
    // Nothing is looked up for what is not meant for the bot, whatever holds there.
    const longest = bot.settings.limits.longestQuestion;
    if (readMessage(message, { ...identity, listens: reads, reads, longest }).kind === 'ignore') return;
    const { permissions, place } = message;
    const rules = await rulesFor(bot, place.guild);
    const reading = readMessage(message, { ...identity, listens: rules.listens, reads, longest });
    if (reading.kind === 'ignore') return;
    const needed = neededToReply(place.kind === 'thread' ? 'thread' : 'channel');
    const held = permissions ?? -1n;
    const occasion = createMessageOccasion({
      rest: bot.rest,
      message: message.id,
      user: message.author.id,
      place,
      mayReply: lacking(held, ['ReadMessageHistory']).length === 0,
      clock: bot.clock,
      once: bot.once,
    });
    if (!answersIn(rules, place)) {
      const body = renderElsewhere({ channel: place.channel, channels: rules.channels ?? [] });
      return tellOnce(occasion, `${place.parent ?? place.channel} elsewhere`, body);
    }
    const missing = lacking(held, needed.must);
    if (missing.length > 0) return tellLacking(occasion, missing, 'so that I cannot answer there');
    const poorer = lacking(held, needed.should);
    if (poorer.length > 0) await tellLacking(occasion, poorer, 'which my answers there need to be whole');
    return answer(bot, message, occasion, { ...reading, detail: rules.detail });
  };
}

async function answer(
  bot: Bot,
  { id, place, author, repliesTo }: HeardMessage,
  occasion: Occasion,
  reading: Exclude<MessageReading, { readonly kind: 'ignore' }> & { readonly detail: Detail },
): Promise<void> {
  switch (reading.kind) {
    case 'greeting':
      return remark(bot, occasion, renderNoQuestion());
    case 'withheld':
      return remark(bot, occasion, renderFailure(WITHHELD, null));
    case 'question': {
      const { rest } = bot;
      await askQuestion(bot, occasion, {
        text: reading.text,
        ...(reading.notice === undefined ? {} : { notice: reading.notice }),
        detail: reading.detail,
        hidden: false,
        showQuestion: false,
        conversation:
          placeConversation(place, { user: author.id, hidden: false }) ??
          (repliesTo === null
            ? chainKey(place, id)
            : () => continued(bot, rest, { place, message: id, repliesTo: repliesTo.message })),
      });
      return;
    }
    default:
      return reading satisfies never;
  }
}

const WITHHELD =
  'Discord shows me what a message says only when it mentions me. Please reply with the mention switched on, or write my name.';

/** A few words that count like a question, so that nobody can have the bot fill a channel. */
async function remark(bot: Bot, occasion: Occasion, body: MessageBody): Promise<void> {
  const refusal = await refusalOf(bot, occasion, '');
  if (bot.desk.isCancelled(occasion.id)) return;
  if (refusal === null) await occasion.decline(body);
  else if (refusal.told) await occasion.decline(refusal.body);
}

/** The conversation of the chain of replies; a new one where the store cannot be read. */
async function continued(
  bot: Bot,
  rest: REST,
  asked: Parameters<typeof chainConversation>[0],
): Promise<string> {
  try {
    return await chainConversation(asked, {
      async answered(message) {
        const conversation =
          bot.beingWritten.get(message) ?? (await bot.community.answerIn(message))?.conversation;
        // What is kept of an answer for its votes alone belongs to no conversation.
        return conversation === undefined || conversation === '' ? null : conversation;
      },
      isKept: async (conversation) => (await bot.community.conversation(conversation)) !== null,
      async repliedTo(message) {
        const read = await rest.get(Routes.channelMessage(asked.place.channel, message)).catch(() => null);
        const { data } = repliedToSchema.safeParse(read);
        return data?.message_reference?.message_id ?? null;
      },
    });
  } catch (error) {
    bot.once.warn('state read', 'What was said before cannot be read; questions are answered without it.', {
      error,
    });
    return chainKey(asked.place, asked.message);
  }
}
