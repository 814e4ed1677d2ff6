import type { Paper } from '../papers/paper.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { STOP_WORDS } from '../text/stop-words.ts';

/** Papers of a summary that are about the same thing. */
export interface Theme {
  /** The word or two that say what, as the papers write it; null for what shares nothing. */
  readonly label: string | null;
  readonly paperIds: readonly string[];
}

const MOST_THEMES = 4;
/** Fewer papers are read at a glance. */
const LEAST_PAPERS = 5;
/** A theme of more of the papers than this tells nothing apart. */
const LARGEST_SHARE = 0.6;
/** Two words say more than one. */
const PAIR = 1.5;
/** Words of every abstract, which name no theme. */
const COMMON = new Set(
  `ability able accuracy accurate achieve achieved achieves across additional address advanced advances algorithm algorithms allow
  allows analysis application applications approach approaches art available baseline baselines based beyond benchmark benchmarks
  best better beyond bridging building capability capabilities challenge challenges code common compared complex component
  components comprehensive computational computation conduct consistently contribute cost costs crucial current data dataset datasets deep
  demonstrate demonstrates demonstrating deployment design designed despite develop different domain domains effective effectively
  effectiveness efficiency efficient efficiently empirical enable enables enabling end enhance enhanced enhancing ensure entire
  evaluation existing experiment experimental experiments explore exploring extensive extracting factor factors field findings first fixed five
  following four framework full fully further future general generalized given good harnessing high higher however idea impact implementation improve improved
  improvement improvements improves improving including increase increased increasing information input inputs insight insights
  introduce introduced issue issues key known language large larger learn learned learning less level leverage leveraging
  limitation limitations limited low lower main make making many mechanism method methods model models multiple need network networks neural new novel
  number offer often open outperform outperforms output outputs overall paper papers parameter parameters particular per perform
  performance performing performs potential power present presented previous prior problem problems process processing propose proposed proposes provide
  provides quality real recent recently reduce reduced reduces reducing rely remain remains require required requires research respectively
  result resulting results role scalable scale scaling second set setting settings several show shows significant significantly simple simply
  single size small solution solutions specific specifically standard state step steps still strategy strategies strong study such
  superior support system systems task tasks technique techniques three time towards train trained training two type types typically understanding
  unified unlocking unleashing use used useful user users using value values various way ways well wide widely without work works world yet`.split(
    /\s+/u,
  ),
);

/**
 * Groups papers by what they are about beside the topic: a word or a pair of words that stands in the title or comes twice in the
 * abstract of each, and in the title of one. The largest groups first; each paper is in one, and what shares nothing comes last.
 * `topic` are the analyzer's terms of what all of them are about. Pure; papers keep their order within a theme.
 */
export function groupByTheme(
  papers: readonly Paper[],
  topic: readonly string[],
  analyzer: Analyzer,
): Theme[] {
  const known = new Set(topic);
  const subjects = papers.map((paper) => subjectsOf(paper, known, analyzer));
  const largest = Math.max(2, Math.floor(LARGEST_SHARE * papers.length));
  const left = new Set(papers.keys());
  const themes: Theme[] = [];
  while (papers.length >= LEAST_PAPERS && themes.length < MOST_THEMES && left.size > 1) {
    const groups = new Map<string, number[]>();
    for (const place of left)
      for (const key of subjects[place]?.keys() ?? []) groups.set(key, [...(groups.get(key) ?? []), place]);
    const [best] = [...groups]
      .filter(([, members]) => members.length > 1 && members.length <= largest)
      .map(([key, members]) => ({ key, members, worth: worthOf(key, members, subjects) }))
      .filter(({ worth }) => worth > 0)
      .sort((a, b) => b.worth - a.worth || (a.key < b.key ? -1 : 1));
    if (best === undefined) break;
    themes.push({
      label: commonest(best.members.flatMap((place) => subjects[place]?.get(best.key)?.written ?? [])),
      paperIds: best.members.map((place) => papers[place]?.id ?? ''),
    });
    for (const place of best.members) left.delete(place);
  }
  if (left.size > 0)
    themes.push({ label: null, paperIds: [...left].map((place) => papers[place]?.id ?? '') });
  return themes;
}

interface Subject {
  readonly inTitle: boolean;
  /** Each place where it is said, as it is written there. */
  readonly written: readonly string[];
}

type Subjects = ReadonlyMap<string, Subject>;

/** How many papers share it, more when titles say it; nothing when no title does. */
function worthOf(key: string, members: readonly number[], subjects: readonly Subjects[]): number {
  const titles = members.filter((place) => subjects[place]?.get(key)?.inTitle === true).length;
  return titles === 0 ? 0 : (members.length + titles) * (key.includes(' ') ? PAIR : 1);
}

/** The words and neighbouring pairs that a paper is about, by their stems. */
function subjectsOf(paper: Paper, known: ReadonlySet<string>, analyzer: Analyzer): Subjects {
  const found = new Map<string, { inTitle: boolean; readonly written: string[] }>();
  for (const [text, inTitle] of [
    [paper.title, true],
    [paper.abstract, false],
  ] as const)
    for (const clause of text.split(/[.,;:!?()]/u)) {
      let before: { readonly stem: string; readonly word: string } | null = null;
      for (const word of clause.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []) {
        const stem = telling(word, known, analyzer);
        if (stem !== null) {
          note(stem, word, inTitle);
          if (before !== null) note(`${before.stem} ${stem}`, `${before.word} ${word}`, inTitle);
        }
        before = stem === null ? null : { stem, word };
      }
    }
  function note(key: string, written: string, inTitle: boolean): void {
    const entry = found.get(key) ?? { inTitle, written: [] };
    entry.written.push(written.toLowerCase());
    found.set(key, entry);
  }
  return new Map([...found].filter(([, { inTitle, written }]) => inTitle || written.length > 1));
}

/** The stem of a word that may name a theme; null for words of every abstract and of the topic. */
function telling(word: string, known: ReadonlySet<string>, analyzer: Analyzer): string | null {
  const lower = word.toLowerCase();
  if (word.length < 4 || /^\d/u.test(word) || /ly$/u.test(lower)) return null;
  if (STOP_WORDS.has(lower) || COMMON.has(lower)) return null;
  const terms = analyzer.terms(word);
  const [stem] = terms;
  return stem === undefined || terms.some((term) => known.has(term)) ? null : stem;
}

/** The commonest of several spellings, the shorter of two as common. */
function commonest(written: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of written) counts.set(one, (counts.get(one) ?? 0) + 1);
  const [best] = [...counts].sort(
    (a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1),
  );
  return best?.[0] ?? '';
}
