import type { Paper } from '../papers/paper.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { STOP_WORDS } from '../text/stop-words.ts';

/** Papers of a summary that share a phrase. */
export interface Theme {
  /** The phrase, as the papers write it; null for what shares none. */
  readonly label: string | null;
  readonly paperIds: readonly string[];
}

const MOST_THEMES = 4;
/** Words of every abstract, which name no theme. */
const COMMON = new Set(
  `propose proposed approach approaches method methods model models result results experiment experiments experimental extensive
  performance state art paper work works study novel new existing previous recent demonstrate demonstrates achieve achieves improve
  improved improves improving significant significantly various different large high low better best effective efficient effectiveness
  introduce present task tasks problem problems framework technique techniques challenge challenges widely across based first two
  three key analysis data dataset datasets code available training trained train learning learn neural network networks deep
  comprehensive empirical simple general real world based`.split(/\s+/u),
);

/**
 * Groups papers by the phrases of two words that they share, commonest first; each paper is in one theme, and what shares no
 * phrase comes last. Phrases made of the topic's own words name nothing. Pure; papers keep their order within a theme.
 */
export function groupByTheme(papers: readonly Paper[], topic: string, analyzer: Analyzer): Theme[] {
  const known = new Set(analyzer.terms(topic));
  const phrases = papers.map((paper) => phrasesOf(paper, known, analyzer));
  const left = new Set(papers.keys());
  const themes: Theme[] = [];
  while (themes.length < MOST_THEMES && left.size > 1) {
    const counts = new Map<string, { readonly members: number[]; weight: number; readonly label: string }>();
    for (const place of left)
      for (const [key, { weight, label }] of phrases[place] ?? []) {
        const entry = counts.get(key) ?? { members: [], weight: 0, label };
        entry.members.push(place);
        entry.weight += weight;
        counts.set(key, entry);
      }
    const [best] = [...counts]
      .filter(([, { members }]) => members.length > 1)
      .sort(
        ([a, one], [b, two]) =>
          two.members.length - one.members.length || two.weight - one.weight || (a < b ? -1 : 1),
      );
    if (best === undefined) break;
    const { members, label } = best[1];
    themes.push({ label, paperIds: members.map((place) => papers[place]?.id ?? '') });
    for (const place of members) left.delete(place);
  }
  if (left.size > 0)
    themes.push({ label: null, paperIds: [...left].map((place) => papers[place]?.id ?? '') });
  return themes;
}

/** Neighbouring content words of a paper, by their stems; those of the title count twice. */
function phrasesOf(
  paper: Paper,
  known: ReadonlySet<string>,
  analyzer: Analyzer,
): Map<string, { weight: number; readonly label: string }> {
  const found = new Map<string, { weight: number; readonly label: string }>();
  for (const [text, weight] of [
    [paper.title, 2],
    [paper.abstract, 1],
  ] as const)
    for (const clause of text.split(/[.,;:!?()]/u)) {
      const words = clause.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
      for (let i = 1; i < words.length; i++) {
        const pair = [words[i - 1] as string, words[i] as string];
        if (pair.some((word) => word.length < 3 || isCommon(word))) continue;
        const terms = pair.map((word) => analyzer.terms(word)[0] ?? '');
        if (terms.every((term) => known.has(term)) || terms.includes('')) continue;
        const key = terms.join(' ');
        const entry = found.get(key) ?? { weight: 0, label: pair.join(' ').toLowerCase() };
        entry.weight += weight;
        found.set(key, entry);
      }
    }
  return found;
}

function isCommon(word: string): boolean {
  const lower = word.toLowerCase();
  return STOP_WORDS.has(lower) || COMMON.has(lower) || /^\d/u.test(lower);
}
