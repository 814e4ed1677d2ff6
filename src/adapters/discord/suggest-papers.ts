import type { Ibid } from '../../ibid.ts';
import { indexStamp } from './index-stamp.ts';
import { cleanLine } from './render/clean-text.ts';
import { cutTo } from './render/cut-text.ts';

/** What is offered while somebody types: Discord takes 25 at most, with names and values of 100 characters. */
export interface Suggestion {
  readonly name: string;
  /** The paper's id. */
  readonly value: string;
}

const MOST = 25;
const LONGEST = 100;
const LONGEST_METHOD = 40;

interface Suggestible {
  readonly suggestion: Suggestion;
  readonly title: string;
  /** What its method is called, as far as the title tells. */
  readonly names: readonly string[];
}

/** Suggestions over the index as it is: read again when it was rebuilt. */
export interface PaperSuggester {
  suggest(typed: string): Promise<readonly Suggestion[]>;
  /** Among these alone, in their order; those that the index has no longer by their ids. */
  among(paperIds: readonly string[], typed: string): Promise<readonly Suggestion[]>;
}

export function createPaperSuggester(ibid: Pick<Ibid, 'manifest' | 'papers'>): PaperSuggester {
  type Papers = ReadonlyMap<string, Suggestible>;
  let known: { readonly index: string | null; readonly papers: Promise<Papers> } | null = null;

  async function current(): Promise<Papers> {
    const manifest = await ibid.manifest();
    const index = manifest === null ? null : indexStamp(manifest);
    if (known === null || known.index !== index) {
      const papers = ibid.papers().then((all) => new Map(all.map((paper) => [paper.id, suggestible(paper)])));
      known = { index, papers };
      papers.catch(() => {
        known = null;
      });
    }
    return known.papers;
  }

  return {
    async suggest(typed) {
      return suggestionsFor(typed, (await current()).values());
    },
    async among(paperIds, typed) {
      const papers = await current();
      const own = paperIds.map((id) => papers.get(id) ?? suggestible({ id, title: id }));
      return suggestionsFor(typed, own);
    },
  };
}

/** Names before titles, beginnings before the middle; equal ones in the order of the titles. */
export function suggestionsFor(typed: string, papers: Iterable<Suggestible>): readonly Suggestion[] {
  const wanted = foldTitle(typed);
  const ranked: Suggestible[][] = [[], [], [], [], []];
  for (const paper of papers) {
    const rank = rankOf(wanted, paper);
    if (rank !== null) ranked[rank]?.push(paper);
    if (ranked[0]?.length === MOST) break;
  }
  return ranked
    .flat()
    .slice(0, MOST)
    .map(({ suggestion }) => suggestion);
}

function rankOf(wanted: string, { title, names }: Suggestible): number | null {
  if (wanted === '' || names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (title.startsWith(wanted)) return 2;
  if (` ${title}`.includes(` ${wanted}`)) return 3;
  return wanted.length >= 3 && title.includes(wanted) ? 4 : null;
}

export function suggestible({ id, title }: { readonly id: string; readonly title: string }): Suggestible {
  const clean = cleanLine(title);
  return {
    suggestion: { name: cutTo(clean, LONGEST) || id.slice(0, LONGEST), value: valueFor(id, clean) },
    title: foldTitle(clean),
    names: methodNames(clean).map(foldTitle),
  };
}

/** An id that does not fit gives way to the beginning of the title, which tells the paper as well. */
function valueFor(id: string, title: string): string {
  if (id.length <= LONGEST) return id;
  return title.length <= LONGEST ? title : title.slice(0, LONGEST).replace(/\s+\S*$/u, '');
}

/** "VQGraph: Rethinking…" names VQGraph; so does a word with a capital or a digit inside, wherever it stands. */
function methodNames(title: string): readonly string[] {
  const colon = title.indexOf(':');
  const before = colon > 0 && colon <= LONGEST_METHOD ? [title.slice(0, colon)] : [];
  const written = title.match(/[\p{L}\p{N}]+(?:[-.+][\p{L}\p{N}]+)*/gu) ?? [];
  return [...before, ...written.filter((word) => /.\p{Lu}|\p{L}.*\d/u.test(word))];
}

/** As titles are compared: case, accents and punctuation do not matter. */
export function foldTitle(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
