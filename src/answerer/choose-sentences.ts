import type { QuestionKind } from '../query/question-kind.ts';
import type { RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import { foldForComparison } from '../text/fold.ts';
import { cueScore, wantsLinks } from './sentence-cues.ts';

export interface ChoiceSettings {
  /** Sentences of an answer at least, while there are any, and at most; and of one paper at most. */
  readonly least: number;
  readonly most: number;
  readonly mostPerPaper: number;
  /** Beyond the least number, a sentence is taken when its score is at least this share of the best one's. */
  readonly share: number;
  /** What likeness to a sentence already chosen costs (maximal marginal relevance: Carbonell & Goldstein 1998). */
  readonly redundancy: number;
  /** What a paper's fused score adds to its sentences' scores. */
  readonly paperWeight: number;
}

export interface ChosenSentence {
  readonly paper: RetrievedPaper;
  readonly passage: RetrievedPassage;
  readonly score: number;
}

/**
 * The sentences that answer: best first by words, meaning and cues, weighed with their paper's score, each next one discounted by
 * its likeness to those already chosen. Pure; ties by paper rank, then place in the abstract.
 */
export function chooseSentences(
  papers: readonly RetrievedPaper[],
  asked: { readonly question: string; readonly kind: QuestionKind },
  settings: ChoiceSettings,
): ChosenSentence[] {
  const links = wantsLinks(asked.question);
  const pool = papers.flatMap((paper) =>
    paper.passages.map((passage) => ({
      paper,
      passage,
      score:
        passage.score +
        cueScore(passage.passage.text, asked.kind, {
          opening: passage.passage.ordinal === 0 && paper.passages.length > 1,
          wantsLinks: links,
        }) +
        settings.paperWeight * paper.score,
    })),
  );
  const words = new Map(pool.map(({ passage }) => [passage, wordSet(passage.passage.text)]));
  const chosen: ChosenSentence[] = [];
  const best = pool.reduce((high, { score }) => Math.max(high, score), 0);
  while (chosen.length < settings.most) {
    const open = pool.filter(
      ({ paper, passage }) =>
        !chosen.some((taken) => taken.passage === passage) &&
        chosen.filter((taken) => taken.paper === paper).length < settings.mostPerPaper,
    );
    const next = open
      .map((candidate) => ({
        candidate,
        worth: candidate.score - settings.redundancy * likeness(candidate, chosen, words),
      }))
      .sort(
        (a, b) =>
          b.worth - a.worth ||
          a.candidate.paper.rank - b.candidate.paper.rank ||
          a.candidate.passage.passage.ordinal - b.candidate.passage.passage.ordinal,
      )[0];
    if (next === undefined || (chosen.length >= settings.least && next.worth < settings.share * best)) break;
    chosen.push(next.candidate);
  }
  // The first one answers; those behind it add to it.
  return chosen;
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(foldForComparison(text).split(' '));
}

/** Greatest overlap coefficient (0…1) of a sentence's words with those of a sentence already chosen. */
function likeness(
  candidate: ChosenSentence,
  chosen: readonly ChosenSentence[],
  words: ReadonlyMap<RetrievedPassage, ReadonlySet<string>>,
): number {
  const own = words.get(candidate.passage) ?? new Set();
  return chosen.reduce((most, { passage }) => {
    const other = words.get(passage) ?? new Set();
    const smaller = Math.min(own.size, other.size);
    return smaller === 0 ? most : Math.max(most, own.intersection(other).size / smaller);
  }, 0);
}
