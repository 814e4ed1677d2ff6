import { UsageError } from '../../errors.ts';
import type { Ibid } from '../../ibid.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Bot } from './bot.ts';
import { paperOf } from './paper-of.ts';
import { listKey, type Place, userKey } from './place.ts';
import { foldTitle } from './suggest-papers.ts';
import { idOf } from './watch-keys.ts';

/** A list that nobody can read to its end is none. */
export const MOST_LISTED = 500;

type PaperSummary = Awaited<ReturnType<Ibid['papers']>>[number];

export interface ListEntry {
  readonly paperId: string;
  /** Null when the paper is no longer in the index. */
  readonly paper: PaperSummary | null;
  /** Discord's id of whoever added it; null when that is no longer known. */
  readonly user: string | null;
  readonly added: Date;
}

/** In the order they were added. Throws StateError or IndexError: a list that cannot be read is not an empty one. */
export async function readList(
  bot: Bot,
  { place, user: reader }: { readonly place: Place; readonly user: string },
): Promise<readonly ListEntry[]> {
  const [kept, papers] = await Promise.all([
    bot.community.readingList(listKey(place, reader)),
    bot.ibid.papers(),
  ]);
  const byId = new Map(
    // What an older index called by its arXiv id or DOI may have another id by now.
    papers.flatMap((paper) => [paper.doi, paper.arxivId, paper.id].map((id) => [id, paper] as const)),
  );
  return kept.map(({ paperId, user, added }) => ({
    paperId,
    paper: byId.get(paperId) ?? null,
    user: idOf(user),
    added,
  }));
}

/** Looked up side by side; more at once would leave other questions without their turn. */
const AT_ONCE = 8;

/** The papers of the entries with all that the index has of them; null for those that it has no longer. */
export async function papersOf(
  { ibid }: Pick<Bot, 'ibid'>,
  entries: readonly ListEntry[],
): Promise<readonly (Paper | null)[]> {
  const found: (Paper | null)[] = [];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const some = entries.slice(from, from + AT_ONCE);
    const looked = some.map(({ paper, paperId }) => (paper === null ? null : paperOf(ibid, paperId)));
    found.push(...(await Promise.all(looked)));
  }
  return found;
}

/** What became of papers that were to be added: their titles. */
export interface Added {
  readonly added: readonly string[];
  readonly already: readonly string[];
  /** Not added, as the list has all that it can have. */
  readonly full: readonly string[];
}

export async function addToList(
  bot: Bot,
  { place, user }: { readonly place: Place; readonly user: string },
  papers: readonly Paper[],
): Promise<Added> {
  const key = listKey(place, user);
  const listed = new Set((await bot.community.readingList(key)).map(({ paperId }) => paperId));
  const told = { added: [] as string[], already: [] as string[], full: [] as string[] };
  for (const { id, title } of papers) {
    if (!listed.has(id) && listed.size >= MOST_LISTED) {
      told.full.push(title);
      continue;
    }
    const isNew = await bot.community.addToReadingList(key, id, userKey(user));
    listed.add(id);
    (isNew ? told.added : told.already).push(title);
  }
  return told;
}

/**
 * The one entry that is meant, by the paper's id or title, of which any part suffices that no other has. Throws UsageError when none
 * or several fit.
 */
export function findEntry(typed: string, entries: readonly ListEntry[]): ListEntry {
  const exact = entries.find(({ paperId }) => paperId === typed);
  if (exact !== undefined) return exact;
  const wanted = foldTitle(typed);
  if (wanted === '') throw new UsageError('Which paper is to be removed?', { remedy: OFFERED });
  const titled = entries.map((entry) => ({ entry, title: foldTitle(entry.paper?.title ?? entry.paperId) }));
  for (const fits of [(title: string) => title === wanted, (title: string) => title.includes(wanted)]) {
    const found = titled.filter(({ title }) => fits(title));
    const [only] = found;
    if (only !== undefined && found.length === 1) return only.entry;
    if (only !== undefined)
      throw new UsageError(`${found.length} papers of the list fit “${typed}”.`, { remedy: OFFERED });
  }
  throw new UsageError(`No paper of the list has the title or id “${typed}”.`, { remedy: OFFERED });
}

const OFFERED = 'Choose one of those that are offered while you type.';
