import type { Detail } from '../../../answerer/answer.ts';
import type { GuildSettings } from '../../../ibid.ts';
import type { MessageBody } from './message-body.ts';
import { textBody } from './paged.ts';

/** As many as fit, and more than anybody reads. */
const MOST_SHOWN = 20;
const MOST_NAMED = 5;
/** What is no id would not become a link, but text of whoever wrote it into the store. */
const CHANNEL_ID = /^\d{1,20}$/u;

/** What holds, however it came to be. */
export interface ShownRules {
  readonly channels: readonly string[] | null;
  readonly threads: 'never' | 'always';
  readonly listens: boolean;
  readonly detail: Detail;
  /** Null: as many as they like. */
  readonly dailyQuestions: number | null;
}

/** Everything that managers of a server can set, as it holds there, and whether they have. */
export function renderSettings(given: {
  /** What managers have set. */
  readonly own: GuildSettings;
  readonly rules: ShownRules;
  /** What came of a change beyond what the table says, in the program's own words; null when there is nothing to tell. */
  readonly note: string | null;
  readonly changed: boolean;
}): MessageBody {
  const { own, rules, note, changed } = given;
  const lines = [
    ...(note === null ? [] : [note, '']),
    changed ? '**Noted. This holds on this server now:**' : '**This holds on this server:**',
    line('Channels', channelsWords(rules.channels), own.channels),
    line(
      'Threads',
      `\`/ask\` answers in ${rules.threads === 'always' ? 'a new thread' : 'its channel'}`,
      own.threads,
    ),
    line('Listening', `in threads that I opened, I answer ${listensWords(own, rules)}`, own.listens),
    line('Detail', `${rules.detail}, where the asker does not choose`, own.detail),
    line('Daily questions', questionsWords(rules.dailyQuestions), own.dailyQuestions),
    '-# *set here*: by managers of this server. *default*: as whoever runs me has it; `/settings reset` goes back to that.',
  ];
  return textBody(lines.join('\n'));
}

/** Somebody asks in a channel that managers have the bot not answer in: where to ask instead. */
export function renderElsewhere(given: {
  readonly channel: string;
  readonly channels: readonly string[];
}): MessageBody {
  const there = given.channels.filter((id) => CHANNEL_ID.test(id));
  const words =
    there.length === 0
      ? 'On this server I answer in no channel: its managers want it so. Write to me directly instead; I am glad to answer there.'
      : `I do not answer in <#${given.channel}>: managers of the server want me in ${listed(there, MOST_NAMED)}. Ask me there, or write to me directly.`;
  return textBody(words);
}

function line(subject: string, value: string, own: unknown): string {
  return `- **${subject}:** ${value} *(${own === null ? 'default' : 'set here'})*`;
}

function channelsWords(channels: readonly string[] | null): string {
  if (channels === null) return 'all that I can see';
  const there = channels.filter((id) => CHANNEL_ID.test(id));
  return there.length === 0 ? 'none; I answer direct messages alone' : listed(there, MOST_SHOWN);
}

function listensWords(own: GuildSettings, rules: ShownRules): string {
  if (rules.listens) return 'every message';
  if (own.listens === true)
    return 'mentions and replies, as Discord withholds other messages from me (`/settings listen` says why)';
  return 'mentions and replies';
}

function questionsWords(questions: number | null): string {
  return questions === null ? 'no limit' : `${questions} for each member, until 00:00 UTC`;
}

/** `<#1>, <#2> and 3 more channels` */
function listed(channels: readonly string[], most: number): string {
  const shown = channels.slice(0, most).map((id) => `<#${id}>`);
  const more = channels.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more ${more === 1 ? 'channel' : 'channels'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
