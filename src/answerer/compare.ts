import type { QuestionTerm, RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { ComparisonTable, TableCell } from './answer.ts';
import { rolesOf, type SentenceRole } from './sentence-cues.ts';
import { shortQuote } from './short-quote.ts';

const CELL_WORDS = 30;

/** The rows that every comparison has: what each paper is up against, what it does, and what came of it. */
const STANDING_ROWS: readonly { readonly aspect: string; readonly roles: readonly SentenceRole[] }[] = [
  { aspect: 'problem', roles: ['problem', 'aim', 'background'] },
  { aspect: 'approach', roles: ['proposal', 'method'] },
  { aspect: 'result', roles: ['result', 'figure'] },
];

/**
 * A table of the papers' own words: one row an aspect, one column a paper, each cell a short quote, or null where the abstract is
 * silent on it. Rows that no paper fills are left out. Pure.
 */
export function buildComparison(given: {
  readonly papers: readonly RetrievedPaper[];
  readonly markerOf: (paperId: string) => number;
  readonly aspects: readonly string[];
  readonly terms: readonly QuestionTerm[];
  readonly analyzer: Analyzer;
}): ComparisonTable {
  const { papers } = given;
  const used = new Set<RetrievedPassage>();
  const worthOf = new Map(given.terms.map(({ term, weight, idf }) => [term, weight * idf]));
  const cell = (passage: RetrievedPassage | undefined): TableCell | null => {
    if (passage === undefined) return null;
    used.add(passage);
    const quote = shortQuote({
      sentence: passage.passage.text,
      mostWords: CELL_WORDS,
      termsOf: (text) => given.analyzer.terms(text),
      worth: (term) => worthOf.get(term) ?? 0,
    });
    return { text: quote, quote };
  };
  const asked =
    given.aspects.length > 0
      ? given.aspects.map((aspect) => ({
          aspect,
          cells: papers.map((paper) => cell(onAspect(paper, aspect, given.analyzer, used))),
        }))
      : [{ aspect: 'to the point', cells: papers.map((paper) => cell(toThePoint(paper, used))) }];
  const standing = STANDING_ROWS.map(({ aspect, roles }) => ({
    aspect,
    cells: papers.map((paper) => cell(inRole(paper, roles, used))),
  }));
  return {
    papers: papers.map(({ paper }) => given.markerOf(paper.id)),
    rows: [...asked, ...standing].filter(({ cells }) => cells.some((filled) => filled !== null)),
  };
}

/** The best sentence that says a word of the aspect; none when the abstract has none. */
function onAspect(
  paper: RetrievedPaper,
  aspect: string,
  analyzer: Analyzer,
  used: ReadonlySet<RetrievedPassage>,
): RetrievedPassage | undefined {
  const wanted = new Set(analyzer.terms(aspect));
  return paper.passages
    .map((passage) => {
      const own = analyzer.terms(passage.passage.text);
      return { passage, held: new Set(own.filter((term) => wanted.has(term))).size };
    })
    .filter(({ passage, held }) => held > 0 && !used.has(passage))
    .sort((a, b) => b.held - a.held || a.passage.rank - b.passage.rank)[0]?.passage;
}

function toThePoint(
  paper: RetrievedPaper,
  used: ReadonlySet<RetrievedPassage>,
): RetrievedPassage | undefined {
  return paper.passages.find((passage) => passage.ownCoverage > 0 && !used.has(passage));
}

/** The unused sentence that plays the earliest of these roles, the best by the question among equals. */
function inRole(
  paper: RetrievedPaper,
  roles: readonly SentenceRole[],
  used: ReadonlySet<RetrievedPassage>,
): RetrievedPassage | undefined {
  const open = paper.passages.filter((passage) => !used.has(passage));
  for (const role of roles) {
    const found = open.find(({ passage }) => rolesOf(passage.text).has(role));
    if (found !== undefined) return found;
  }
  return undefined;
}
