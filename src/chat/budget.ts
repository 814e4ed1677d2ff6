import { splitIntoPassages } from '../papers/splitting.ts';
import type { RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import { estimateTokens } from './tokens.ts';

/** A paper with what is left of its abstract. */
export interface FittedPaper {
  readonly retrieved: RetrievedPaper;
  /** At least one, in the order of the abstract. */
  readonly passages: readonly RetrievedPassage[];
}

/**
 * The evidence that fits a number of tokens: whole sentences only, the least relevant dropped. The best sentence of every paper
 * comes before any second one, the best papers' first; the others then by the score of their paper times their own. What does not
 * fit at its turn is left out, and a shorter one behind it may still come in. Papers keep their order; one without a sentence is
 * left out. Never over the limit: empty when no sentence fits at all.
 */
export function fitEvidence(request: {
  /** Best first, as retrieval gives them. */
  readonly papers: readonly RetrievedPaper[];
  /** What the evidence may have. */
  readonly tokens: number;
  /** What a paper costs before its first sentence: number, title, fences. */
  readonly perPaper: (paper: RetrievedPaper) => number;
  /** What a sentence costs beside its words: what sets it apart from the one before. */
  readonly perPassage: number;
}): FittedPaper[] {
  const kept = new Map<RetrievedPaper, RetrievedPassage[]>();
  let left = request.tokens;
  for (const { paper, passage } of byRelevance(request.papers)) {
    const own = kept.get(paper);
    const cost =
      estimateTokens(passage.passage.text) +
      request.perPassage +
      (own === undefined ? request.perPaper(paper) : 0);
    if (cost > left) continue;
    left -= cost;
    if (own === undefined) kept.set(paper, [passage]);
    else own.push(passage);
  }
  return request.papers.flatMap((retrieved) => {
    const passages = kept.get(retrieved);
    if (passages === undefined) return [];
    return [{ retrieved, passages: passages.sort((a, b) => a.passage.ordinal - b.passage.ordinal) }];
  });
}

interface Candidate {
  readonly paper: RetrievedPaper;
  readonly passage: RetrievedPassage;
}

function byRelevance(papers: readonly RetrievedPaper[]): Candidate[] {
  const all = papers.map((paper) =>
    [...paper.passages].sort((a, b) => a.rank - b.rank).map((passage) => ({ paper, passage })),
  );
  const first = all.flatMap((candidates) => candidates.slice(0, 1));
  // Sorting is stable: equals stay in the order of papers, and of ranks within one.
  const others = all.flatMap((candidates) => candidates.slice(1)).sort((a, b) => relevance(b) - relevance(a));
  return [...first, ...others];
}

function relevance({ paper, passage }: Candidate): number {
  return paper.score * passage.score;
}

/** A turn as a model is told of it; `answer` is null when only the question is left. */
export interface CondensedTurn {
  readonly question: string;
  readonly answer: string | null;
}

interface HistoryTurn {
  readonly question: string;
  readonly answer: string;
}

/** How little is said of a turn, in the order of saying less. */
const REDUCTIONS: readonly ((turn: HistoryTurn) => CondensedTurn)[] = [
  (turn) => turn,
  ({ question, answer }) => ({ question, answer: firstSentence(answer) }),
  ({ question }) => ({ question, answer: null }),
];

/**
 * The turns that fit a number of tokens, oldest first as they are given: the newest whole, older ones by their question and the first
 * sentence of the answer, older ones still by their question alone, the oldest left out. No turn has more said of it than a newer
 * one. Never over the limit: empty when not even the newest question fits.
 */
export function condenseHistory(request: {
  readonly turns: readonly HistoryTurn[];
  readonly tokens: number;
  /** What a turn costs beside its words. */
  readonly perTurn: number;
}): CondensedTurn[] {
  const condensed: CondensedTurn[] = [];
  let left = request.tokens;
  let reduction = 0;
  for (const turn of request.turns.toReversed()) {
    for (; reduction < REDUCTIONS.length; reduction += 1) {
      const said = REDUCTIONS[reduction]?.(turn) ?? turn;
      const cost = request.perTurn + estimateTokens(said.question) + estimateTokens(said.answer ?? '');
      if (cost > left) continue;
      left -= cost;
      condensed.unshift(said);
      break;
    }
  }
  return condensed;
}

/** Lists and tables have no sentences: of those it is the line that opens them. */
function firstSentence(markdown: string): string {
  const line = markdown.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  return splitIntoPassages({ id: '', abstract: line })[0]?.text ?? '';
}
