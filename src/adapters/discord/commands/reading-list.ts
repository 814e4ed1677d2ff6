import { type APIApplicationCommandSubcommandOption, ApplicationCommandOptionType } from 'discord.js';
import type { Bot } from '../bot.ts';
import { dayOf } from '../clock.ts';
import { type Command, EVERYWHERE, type GivenOptions, wordsOption } from '../command.ts';
import type { Interaction } from '../occasion.ts';
import { listKey, listOwner } from '../place.ts';
import { addToList, findEntry, MOST_LISTED, papersOf, readList } from '../reading-list.ts';
import type { MessageBody } from '../render/message-body.ts';
import { renderListExport } from '../render/render-list-export.ts';
import { renderListed, renderOfOthers, renderRemoved } from '../render/render-listed.ts';
import { renderFailure } from '../render/render-notes.ts';
import { LISTED_ON_A_PAGE, renderReadingList } from '../render/render-reading-list.ts';
import { replyAtOnce } from '../reply-at-once.ts';

type Part = Omit<APIApplicationCommandSubcommandOption, 'type'>;

const part = (given: Part): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  ...given,
});

const PUBLIC = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'public',
  description: 'Everybody here sees it, and not only you',
  required: false,
} as const;

/** What changes the list is seen by all who read it; what shows it, by whoever wants to see it. */
export const readingListCommand: Command = {
  definition: {
    ...EVERYWHERE,
    name: 'reading-list',
    description: 'The papers that this channel wants to read',
    options: [
      part({
        name: 'show',
        description: 'Show the list',
        options: [
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'page',
            description: `Where it is long: ${LISTED_ON_A_PAGE} papers are a page`,
            required: false,
            min_value: 1,
            max_value: MOST_LISTED,
          },
          PUBLIC,
        ],
      }),
      part({
        name: 'add',
        description: 'Put a paper on the list',
        options: [
          { ...wordsOption('paper', 'Its title, the name of its method, or its id'), autocomplete: true },
        ],
      }),
      part({
        name: 'remove',
        description: 'Take a paper off the list that you put there',
        options: [{ ...wordsOption('paper', 'Its title or id'), autocomplete: true }],
      }),
      part({
        name: 'export',
        description: 'The list as a file for reference managers',
        options: [
          {
            ...wordsOption('format', 'BibTeX when left out', false),
            choices: [
              { name: 'BibTeX', value: 'bibtex' },
              { name: 'RIS', value: 'ris' },
            ],
          },
          PUBLIC,
        ],
      }),
    ],
  },
  help: 'what this channel wants to read: `show`, `add`, `remove`, `export`',
  run(bot, interaction, given) {
    const part = given.subcommand() ?? '';
    const does = PARTS[part];
    if (does === undefined)
      return interaction.decline(renderFailure(`I know no part “${part}” of this command.`, null));
    const hidden = (part === 'show' || part === 'export') && given.flag('public') !== true;
    return replyAtOnce(bot, interaction, {
      hidden,
      make: async () => [await does(bot, interaction, given)],
    });
  },
  async suggest(bot, { subcommand, typed, place, user }) {
    if (subcommand !== 'remove') return bot.papers.suggest(typed);
    const entries = await bot.community.readingList(listKey(place, user));
    return bot.papers.among(
      entries.map(({ paperId }) => paperId),
      typed,
    );
  },
};

type Does = (bot: Bot, interaction: Interaction, given: GivenOptions) => Promise<MessageBody>;

const PARTS: Readonly<Record<string, Does>> = { show, add, remove, export: exportList };

async function show(bot: Bot, { place, user }: Interaction, given: GivenOptions): Promise<MessageBody> {
  const entries = await readList(bot, { place, user });
  const pages = Math.max(1, Math.ceil(entries.length / LISTED_ON_A_PAGE));
  const page = Math.min(pages, Math.max(1, given.integer('page') ?? 1));
  const shown = entries.slice((page - 1) * LISTED_ON_A_PAGE, page * LISTED_ON_A_PAGE);
  const papers = await papersOf(bot, shown);
  return renderReadingList({
    owner: listOwner(place),
    count: entries.length,
    gone: entries.filter(({ paper }) => paper === null).length,
    page,
    pages,
    entries: shown.map((entry, place) => ({ ...entry, paper: papers[place] ?? null })),
  });
}

async function add(bot: Bot, { place, user }: Interaction, given: GivenOptions): Promise<MessageBody> {
  const paper = await bot.ibid.paper(given.words('paper'));
  const told = await addToList(bot, { place, user }, [paper]);
  return renderListed({ ...told, owner: listOwner(place), gone: 0, most: MOST_LISTED });
}

async function remove(bot: Bot, interaction: Interaction, given: GivenOptions): Promise<MessageBody> {
  const { place, user } = interaction;
  const owner = listOwner(place);
  const {
    paperId,
    paper,
    user: adder,
  } = findEntry(given.words('paper'), await readList(bot, { place, user }));
  const title = paper?.title ?? paperId;
  const isTheirs = owner === 'user' || adder === null || adder === user || interaction.moderates;
  if (!isTheirs) return renderOfOthers({ title, user: adder });
  // Somebody else may have been faster: it is gone all the same.
  await bot.community.removeFromReadingList(listKey(place, user), paperId);
  return renderRemoved({ owner, title });
}

async function exportList(bot: Bot, { place, user }: Interaction, given: GivenOptions): Promise<MessageBody> {
  const entries = await readList(bot, { place, user });
  const papers = await papersOf(bot, entries);
  return renderListExport({
    owner: listOwner(place),
    format: given.words('format') === 'ris' ? 'ris' : 'bibtex',
    papers: papers.filter((paper) => paper !== null),
    gone: entries.flatMap(({ paperId }, place) => (papers[place] === null ? [paperId] : [])),
    day: dayOf(bot.clock.now()),
  });
}
