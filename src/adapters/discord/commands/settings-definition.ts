import {
  type APIApplicationCommandChannelOption,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { DETAILS } from '../../../answerer/answer.ts';
import { wordsOption } from '../command.ts';
import { DETAIL_NAMES } from '../detail-names.ts';

const MOST_QUESTIONS = 1_000;

const subcommand = (name: string, description: string) =>
  ({ type: ApplicationCommandOptionType.Subcommand, name, description }) as const;

/** Channels that something can be asked in; threads and posts count as theirs. */
const channelOption = (description: string): APIApplicationCommandChannelOption => ({
  type: ApplicationCommandOptionType.Channel,
  name: 'channel',
  description,
  required: true,
  channel_types: [
    ChannelType.GuildText,
    ChannelType.GuildAnnouncement,
    ChannelType.GuildForum,
    ChannelType.GuildMedia,
    ChannelType.GuildVoice,
    ChannelType.GuildStageVoice,
  ],
});

/** `/settings` as Discord shows it. */
export const SETTINGS_DEFINITION: RESTPostAPIApplicationCommandsJSONBody = {
  name: 'settings',
  description: 'For managers: where and how I answer on this server',
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options: [
    subcommand('show', 'What holds on this server'),
    {
      type: ApplicationCommandOptionType.SubcommandGroup,
      name: 'channels',
      description: 'Which channels I answer in',
      options: [
        {
          ...subcommand('allow', 'Answer in this channel, and in no other that is not allowed'),
          options: [channelOption('Its threads and posts count as it does')],
        },
        {
          ...subcommand('disallow', 'No longer answer in this channel'),
          options: [channelOption('Its threads and posts count as it does')],
        },
        subcommand('everywhere', 'Answer in every channel that I can see'),
      ],
    },
    {
      ...subcommand('threads', 'Whether /ask answers in a new thread'),
      options: [
        {
          ...wordsOption('answers-in', 'Where the answer goes'),
          choices: [
            { name: 'the channel that was asked in', value: 'channel' },
            { name: 'a new thread', value: 'thread' },
          ],
        },
      ],
    },
    {
      ...subcommand('listen', 'Whether every message is a question in the threads that I opened'),
      options: [
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'on',
          description: 'No: there, too, I answer mentions and replies alone',
          required: true,
        },
      ],
    },
    {
      ...subcommand('detail', 'How long answers are when nobody says'),
      options: [
        {
          ...wordsOption('amount', 'How much of the abstracts is quoted'),
          choices: DETAILS.map((value) => ({ name: DETAIL_NAMES[value], value })),
        },
      ],
    },
    {
      ...subcommand('daily', 'How many questions each member can ask a day'),
      options: [
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'questions',
          description: 'Until 00:00 UTC; 0 or left out: as many as they like',
          required: false,
          min_value: 0,
          max_value: MOST_QUESTIONS,
        },
      ],
    },
    subcommand('reset', 'Go back to how I was started'),
  ],
};
