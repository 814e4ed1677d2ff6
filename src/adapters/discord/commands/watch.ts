import { ApplicationCommandOptionType } from 'discord.js';
import type { Bot } from '../bot.ts';
import { type Command, EVERYWHERE, type GivenOptions, wordsOption } from '../command.ts';
import { failureWords } from '../failure-words.ts';
import { elsewhereRefusal } from '../guild-rules.ts';
import type { Interaction } from '../occasion.ts';
import { lacking, lackingWords, neededToReply } from '../permissions.ts';
import { cleanLine } from '../render/clean-text.ts';
import { cutTo } from '../render/cut-text.ts';
import type { MessageBody } from '../render/message-body.ts';
import { textBody } from '../render/paged.ts';
import { renderFailure } from '../render/render-notes.ts';
import { renderWatches, renderWatchOfOthers, renderWatchStopped } from '../render/render-watch.ts';
import { replyAtOnce, replyInTurn } from '../reply-at-once.ts';
import { watchKey } from '../watch-keys.ts';
import {
  LONGEST_TOPIC,
  listedWatch,
  MOST_WATCHES,
  mayStop,
  namedWatch,
  oneTooMany,
  setWatch,
  watchesIn,
} from '../watches.ts';

const LONGEST_SUGGESTION = 100;
const SUBCOMMAND = ApplicationCommandOptionType.Subcommand;

/** What changes the watches of a channel is seen by all there; what shows or refuses, by whoever asked. */
export const watchCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'watch',
    description: 'Have new papers on a topic posted here',
    options: [
      {
        type: SUBCOMMAND,
        name: 'topic',
        description: 'Set a watch: new papers on the topic are posted here, once a day at most',
        options: [{ ...wordsOption('topic', 'Such as: sparse autoencoders'), max_length: LONGEST_TOPIC }],
      },
      { type: SUBCOMMAND, name: 'list', description: 'Show what is watched here' },
      {
        type: SUBCOMMAND,
        name: 'stop',
        description: 'End a watch that you set',
        options: [{ ...wordsOption('number', 'Its number or topic'), autocomplete: true }],
      },
    ],
  },
  help: 'have new papers on a topic posted here: `topic`, `list`, `stop`',
  // A watch can be ended wherever it was set.
  anywhere: true,
  async run(bot, interaction, given) {
    try {
      await doing(given.subcommand())(bot, interaction, given);
    } catch (error) {
      bot.logger.error('The watches of a channel could not be read.', { error });
      const { words, remedy } = failureWords(error);
      await interaction.decline(renderFailure(words, remedy));
    }
  },
  async suggest(bot, { typed, place }) {
    const wanted = typed.trim().toLowerCase();
    const watches = await bot.community.watches(watchKey(place));
    return watches
      .map(({ id, topic }) => ({ name: cleanLine(`${id}: ${topic}`), value: String(id) }))
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .slice(0, MOST_WATCHES)
      .map(({ name, value }) => ({ name: cutTo(name, LONGEST_SUGGESTION), value }));
  },
};

type Does = (bot: Bot, interaction: Interaction, given: GivenOptions) => Promise<void>;

function doing(subcommand: string | null): Does {
  switch (subcommand) {
    case 'topic':
      return watchTopic;
    case 'stop':
      return stop;
    default:
      return list;
  }
}

async function watchTopic(bot: Bot, interaction: Interaction, given: GivenOptions): Promise<void> {
  const topic = given.words('topic');
  const refusal = await topicRefusal(bot, interaction, topic);
  if (refusal !== null) return interaction.decline(refusal);
  return replyInTurn(bot, interaction, {
    words: topic,
    // Whoever sets one in this channel meanwhile is waited for: neither its limit nor a topic is gone over.
    line: `watches ${watchKey(interaction.place)}`,
    failed: 'A watch could not be set.',
    make: async (signal) => [await setWatch(bot, interaction, topic, signal)],
  });
}

/** For the asker alone; null when the watch can be set, as far as can be told before its turn. */
async function topicRefusal(bot: Bot, interaction: Interaction, topic: string): Promise<MessageBody | null> {
  const { place, permissions } = interaction;
  const elsewhere = await elsewhereRefusal(bot, place);
  if (elsewhere !== null) return elsewhere;
  if (!/[\p{L}\p{N}]/u.test(topic))
    return renderFailure('There is no word in that topic.', 'Name one, such as: sparse autoencoders.');
  if (topic.length > LONGEST_TOPIC)
    return renderFailure(
      `That topic has ${topic.length} characters, and ${LONGEST_TOPIC} is the most I can watch.`,
      'A few words find most.',
    );
  const { must } = neededToReply(place.kind === 'thread' ? 'thread' : 'channel');
  const missing = place.kind === 'dm' ? [] : lacking(permissions, must);
  if (missing.length > 0)
    return textBody(lackingWords(place.channel, missing, 'so I could not post new papers there'));
  return oneTooMany(topic, await watchesIn(bot, place));
}

async function list(bot: Bot, interaction: Interaction): Promise<void> {
  const watches = await watchesIn(bot, interaction.place);
  return replyAtOnce(bot, interaction, {
    hidden: true,
    make: async () => renderWatches(watches.map(listedWatch)),
  });
}

async function stop(bot: Bot, interaction: Interaction, given: GivenOptions): Promise<void> {
  const named = given.words('number');
  const watch = namedWatch(named, await watchesIn(bot, interaction.place));
  if (watch === null)
    return interaction.decline(
      renderFailure(`There is no watch “${named}” here.`, 'See /watch list for those that are set here.'),
    );
  const listed = listedWatch(watch);
  if (!mayStop(watch, interaction)) return interaction.decline(renderWatchOfOthers(listed));
  return replyAtOnce(bot, interaction, {
    hidden: false,
    async make() {
      // Somebody else may have been faster: it is ended all the same.
      await bot.community.stopWatch(watch.id);
      return [renderWatchStopped(listed)];
    },
  });
}
