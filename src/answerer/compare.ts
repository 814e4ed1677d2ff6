import { namesOf } from '../papers/names.ts';
import type { QuestionTerm, RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { ComparisonTable, TableCell } from './answer.ts';
import { widerWords } from './aspect-words.ts';
import { SURVEYS } from './finding.ts';
import { rolesOf, type SentenceRole } from './sentence-cues.ts';
import { shortQuote } from './short-quote.ts';

const CELL_WORDS = 30;

/** What is known of a sentence that may fill a row. */
interface Said {
  readonly text: string;
  readonly roles: ReadonlySet<SentenceRole>;
  /** It calls the paper's method by its name. */
  readonly named: boolean;
  /** The abstract's first sentence, which sets the scene. */
  readonly opening: boolean;
}

/** What only a sentence about the paper's own findings says. */
const FOUND =
  /\b(?:outperform\w*|surpass\w*|exceed\w*|achiev\w+|state-of-the-art|speed-?ups?|(?:experiment\w*|evaluation\w*|results?|analys[ei]s|studies|findings?) (?:\w+ ){0,12}?(?:show|demonstrat|suggest|indicat|confirm|reveal|verif|validat)\w*|we (?:\w+ly )?(?:show|find|demonstrate|observe|prove|discover)|(?:is|are) (?:significantly|substantially|much|consistently) )/iu;
/** It speaks of the authors' work, or goes on about that of others. */
const OWN = /\b(?:we|our)\b/iu;
const OTHERS = /^(?:they|these|those|such|existing|previous|prior|current|most|many|some)\b/iu;
const MEASURED = /\d\s?(?:%|x\b|×|times\b|points?\b|fold\b)/u;

/**
 * The rows that every comparison has: what each paper is up against, what it does, and what came of it. Of each, what a sentence
 * must do to fill it, the best first.
 */
const STANDING_ROWS: readonly {
  readonly aspect: string;
  readonly fits: readonly ((said: Said) => boolean)[];
}[] = [
  {
    aspect: 'problem',
    fits: [
      ({ roles, named }) => roles.has('problem') && !named && !roles.has('proposal') && !roles.has('result'),
      ({ roles, named }) => roles.has('problem') && !named && !roles.has('proposal'),
      ({ roles, named }) => roles.has('background') && !named && !roles.has('proposal'),
      ({ roles }) => roles.has('aim') && !roles.has('proposal'),
    ],
  },
  {
    aspect: 'approach',
    fits: [
      ({ roles, named }) => roles.has('proposal') && named,
      ({ text }) => SURVEYS.test(text),
      ({ roles, named, text }) => roles.has('method') && named && !FOUND.test(text),
      ({ roles }) => roles.has('proposal'),
      ({ roles, text }) => roles.has('method') && OWN.test(text) && !FOUND.test(text),
      ({ roles, text, opening }) =>
        roles.has('method') &&
        !roles.has('background') &&
        !opening &&
        !FOUND.test(text) &&
        !OTHERS.test(text),
      ({ roles }) => roles.has('aim'),
    ],
  },
  {
    aspect: 'result',
    fits: [
      ({ roles, text, opening }) =>
        MEASURED.test(text) && roles.has('result') && !roles.has('background') && !opening,
      ({ roles, text, opening }) =>
        FOUND.test(text) && !roles.has('proposal') && !roles.has('background') && !opening,
      ({ text, opening }) => FOUND.test(text) && !opening,
      ({ roles, opening }) => roles.has('result') && !roles.has('background') && !opening,
    ],
  },
];
/** What comparing itself is asked with; it says nothing about what to compare on. */
const ASKING = `compare compares compared comparing comparison differ differs difference differences different versus vs contrast
  better worse best main actual actually key both two each either one same similar similarly approach approaches method methods
  model models paper papers work works technique techniques use used using uses pick choose want need know tell say says explain
  basically exactly`;

/**
 * A table of the papers' own words: one row an aspect, one column a paper, each cell a short quote, or null where the abstract is
 * silent on it. Rows that no paper fills are left out, unless the asker named them. Pure.
 */
export function buildComparison(given: {
  readonly papers: readonly RetrievedPaper[];
  readonly markerOf: (paperId: string) => number;
  /** As the asker put them; their words name columns and are no aspect. */
  readonly sides: readonly string[];
  readonly aspects: readonly string[];
  readonly question: string;
  readonly terms: readonly QuestionTerm[];
  readonly analyzer: Analyzer;
}): ComparisonTable {
  const { papers, analyzer } = given;
  const used = new Set<RetrievedPassage>();
  const worthOf = new Map(given.terms.map(({ term, weight, idf }) => [term, weight * idf]));
  const cell = (passage: RetrievedPassage | undefined): TableCell | null => {
    if (passage === undefined) return null;
    used.add(passage);
    const quote = shortQuote({
      sentence: passage.passage.text,
      mostWords: CELL_WORDS,
      prefer: MEASURED,
      termsOf: (text) => analyzer.terms(text),
      worth: (term) => worthOf.get(term) ?? 0,
    });
    return { text: quote, quote };
  };
  const open = openTerms(given);
  const aspects = given.aspects.map((aspect) => ({
    aspect,
    cells: papers.map((paper) => cell(onAspect(paper, aspect, analyzer, used))),
  }));
  // What is asked beyond the names and the aspects has a row of its own; "compare A and B" asks nothing more.
  const asked =
    aspects.length > 0 || open.size === 0
      ? []
      : [{ aspect: 'as asked', cells: papers.map((paper) => cell(asAsked(paper, open, analyzer, used))) }];
  const standing = STANDING_ROWS.map(({ aspect, fits }) => ({
    aspect,
    cells: papers.map((paper) => cell(fitting(paper, fits, used))),
  }));
  return {
    papers: papers.map(({ paper }) => given.markerOf(paper.id)),
    // An aspect that was asked for keeps its row: that no abstract states it is the answer.
    rows: [...aspects, ...[...asked, ...standing].filter(({ cells }) => cells.some((cell) => cell !== null))],
  };
}

/** The question's own words, without the sides' and those that any comparison is asked with, and what each is worth. */
function openTerms(given: {
  readonly papers: readonly RetrievedPaper[];
  readonly sides: readonly string[];
  readonly question: string;
  readonly terms: readonly QuestionTerm[];
  readonly analyzer: Analyzer;
}): ReadonlyMap<string, number> {
  const { analyzer, question } = given;
  // A paper that is named by its whole title is not asked about its words.
  const titles = given.papers.map(({ paper }) => paper.title).filter((title) => question.includes(title));
  const taken = new Set([ASKING, ...given.sides, ...titles].flatMap((text) => analyzer.terms(text)));
  const own = new Set(analyzer.terms(question));
  return new Map(
    given.terms
      .filter(({ term, documents }) => own.has(term) && !taken.has(term) && documents > 0)
      .map(({ term, weight, idf }) => [term, weight * idf]),
  );
}

/** The sentence that says most words of the aspect, or of what it goes by; none when the abstract has none. */
function onAspect(
  paper: RetrievedPaper,
  aspect: string,
  analyzer: Analyzer,
  used: ReadonlySet<RetrievedPassage>,
): RetrievedPassage | undefined {
  const wanted = new Set(analyzer.terms(aspect));
  const wider = new Set(analyzer.terms(widerWords(aspect)));
  return paper.passages
    .map((passage) => {
      const own = new Set(analyzer.terms(passage.passage.text));
      // One word of the asker's outweighs any number of those that only go with it.
      const asked = own.intersection(wanted).size;
      const near = rolesOf(passage.passage.text).has('proposal') ? 0 : own.intersection(wider).size;
      const held = asked + Math.min(0.9, 0.3 * near);
      return { passage, held: held > 0 && MEASURED.test(passage.passage.text) ? held + 0.5 : held };
    })
    .filter(({ passage, held }) => held > 0 && !used.has(passage) && !isScene(passage, paper))
    .sort((a, b) => b.held - a.held || a.passage.rank - b.passage.rank)[0]?.passage;
}

/** What sets the scene, and what everyone has done before, says nothing of this paper on any aspect. */
function isScene({ passage }: RetrievedPassage, paper: RetrievedPaper): boolean {
  const roles = rolesOf(passage.text);
  const opening = passage.ordinal === 0 && paper.passages.length > 2;
  if (opening) return !roles.has('proposal') && !MEASURED.test(passage.text);
  return roles.has('background') && !FOUND.test(passage.text);
}

/** The sentence that holds most of what was asked; none when the abstract has nothing of it. */
function asAsked(
  paper: RetrievedPaper,
  open: ReadonlyMap<string, number>,
  analyzer: Analyzer,
  used: ReadonlySet<RetrievedPassage>,
): RetrievedPassage | undefined {
  return paper.passages
    .map((passage) => {
      const terms = new Set(analyzer.terms(passage.passage.text));
      return { passage, worth: [...terms].reduce((sum, term) => sum + (open.get(term) ?? 0), 0) };
    })
    .filter(({ passage, worth }) => worth > 0 && !used.has(passage) && !isScene(passage, paper))
    .sort((a, b) => b.worth - a.worth || a.passage.rank - b.passage.rank)[0]?.passage;
}

/** The first unused sentence of the abstract, in its own order, that fits best. */
function fitting(
  paper: RetrievedPaper,
  fits: readonly ((said: Said) => boolean)[],
  used: ReadonlySet<RetrievedPassage>,
): RetrievedPassage | undefined {
  const { names } = namesOf(paper.paper);
  // Short names are words of their own when they are written small.
  const isNamed = (text: string): boolean =>
    names.some((name) =>
      name.length > 5 ? text.toLowerCase().includes(name.toLowerCase()) : text.includes(name),
    );
  const open = paper.passages
    .filter((passage) => !used.has(passage))
    .sort((a, b) => a.passage.ordinal - b.passage.ordinal)
    .map((passage) => {
      const { text, ordinal } = passage.passage;
      return { passage, text, roles: rolesOf(text), named: isNamed(text), opening: ordinal === 0 };
    });
  for (const fit of fits) {
    const found = open.find(fit);
    if (found !== undefined) return found.passage;
  }
  return undefined;
}
