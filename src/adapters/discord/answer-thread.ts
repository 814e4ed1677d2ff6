import { RESTJSONErrorCodes, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import type { Destination } from './ask-question.ts';
import type { Bot } from './bot.ts';
import { createChannelMessages, madeSchema } from './channel-messages.ts';
import { codeOf, troubleWords } from './discord-failure.ts';
import { rulesFor } from './guild-rules.ts';
import type { Interaction } from './occasion.ts';
import { lacking, lackingWords, NEEDED_FOR_THREADS } from './permissions.ts';
import { threadConversation } from './place.ts';
import { cleanLine } from './render/clean-text.ts';
import { cutTo } from './render/cut-text.ts';
import { escapeText } from './render/escape-text.ts';
import type { MessageBody } from './render/message-body.ts';
import { textBody } from './render/paged.ts';

const LONGEST_NAME = 100;
const LONGEST_QUESTION = 1_500;

/**
 * A new thread for an answer, where the settings ask for one and the place can have one; null where the answer stays. What keeps a thread
 * from being opened is told to the asker alone. Never rejects.
 */
export async function threadDestination(
  bot: Bot,
  interaction: Interaction,
  question: string,
): Promise<Destination | null> {
  if ((await rulesFor(bot, interaction.place.guild)).threads !== 'always') return null;
  const asked = cutTo(escapeText(cleanLine(question)), LONGEST_QUESTION);
  return openThread(bot, interaction, {
    opening: textBody(`**${asked}**\nThe answer is in the thread.`),
    name: question,
  });
}

/**
 * A new thread below a message that opens it; null where there can be none: in threads and direct messages, and where a permission lacks,
 * which is told to the asker alone. Never rejects.
 */
export async function openThread(
  bot: Bot,
  interaction: Interaction,
  given: { readonly opening: MessageBody; readonly name: string },
): Promise<Destination | null> {
  const { place, permissions, id } = interaction;
  if (place.kind !== 'channel' || !place.threads) return null;
  const missing = lacking(permissions, NEEDED_FOR_THREADS);
  if (missing.length > 0) {
    const words = lackingWords(place.channel, missing, 'so that I answer in the channel itself');
    await interaction.tellPrivately(textBody(words));
    return null;
  }
  try {
    const message = await interaction.messages.post(given.opening, 0);
    const thread = await threadBelow(bot, { channel: place.channel, message, name: given.name });
    return {
      // What opened it may have a nonce of the interaction's own: those in the thread are others.
      messages: createChannelMessages({ rest: bot.rest, channel: thread, cause: `${id}-t` }),
      channel: thread,
      conversation: threadConversation(thread),
    };
  } catch (error) {
    bot.once.warn(
      `thread ${place.channel}`,
      'A thread could not be opened; the answer stays in the channel.',
      {
        reason: troubleWords(error),
      },
    );
    return null;
  }
}

/** The id of a new thread below a message. */
async function threadBelow(
  { rest }: Pick<Bot, 'rest'>,
  given: { readonly channel: string; readonly message: string; readonly name: string },
): Promise<string> {
  const body = {
    name: cutTo(cleanLine(given.name), LONGEST_NAME) || 'ibid',
    auto_archive_duration: ThreadAutoArchiveDuration.OneDay,
  };
  try {
    return madeSchema.parse(await rest.post(Routes.threads(given.channel, given.message), { body })).id;
  } catch (error) {
    // It was made, and the word of that got lost: a thread has the id of the message that it begins with.
    if (codeOf(error) === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) return given.message;
    throw error;
  }
}
