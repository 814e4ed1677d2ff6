import type { Intent } from '../query/intent.ts';
import { nameLikeWords } from '../query/names.ts';
import type { QuestionKind } from '../query/question-kind.ts';
import type { QuestionTerm, Retrieval, RetrievedPaper } from '../retrieval/retriever.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { rolesOf } from './sentence-cues.ts';

/** What tells an answerable question from one that is not, each about 0…1. */
export const OUTCOME_FEATURES = [
  'coverage',
  'similarity',
  'unknown',
  'unknownName',
  'absentName',
  'askedCoverage',
  'sentenceCoverage',
  'figureMissing',
  'named',
  'length',
  'comparison',
  'collection',
] as const;

export type OutcomeFeature = (typeof OUTCOME_FEATURES)[number];
export type OutcomeFeatures = Readonly<Record<OutcomeFeature, number>>;

export interface Judged {
  readonly question: string;
  readonly kind: QuestionKind;
  readonly intent: Intent;
  readonly retrieval: Retrieval;
  /** The best paper of the evidence. */
  readonly best: RetrievedPaper;
  /** The question names a paper of the corpus. */
  readonly named: boolean;
}

const LONG_QUESTION = 20;
const SENTENCES_WITH_FIGURES = 3;

/**
 * Measures a question against the paper that is nearest to it. What it asks of its subject is what it says beyond the paper's
 * title and name: when the abstract has none of that, it is silent on it, however well the subject fits. Long questions describe
 * in words of their own and are seldom covered, so their length is a measure too. Pure.
 */
export function outcomeFeatures(judged: Judged, analyzer: Analyzer): OutcomeFeatures {
  const { question, retrieval, best, intent } = judged;
  const { terms } = retrieval;
  const title = new Set(analyzer.terms(best.paper.title));
  const own = new Set([...title, ...analyzer.terms(best.paper.abstract)]);
  const names = nameLikeWords(question).map((name) => analyzer.terms(name));
  const asked = terms.filter(({ term }) => !title.has(term));
  const unknown = new Set(terms.filter(({ documents }) => documents === 0).map(({ term }) => term));
  const figures = best.passages
    .slice(0, SENTENCES_WITH_FIGURES)
    .some(({ passage }) => rolesOf(passage.text).has('figure'));
  return {
    coverage: best.coverage,
    similarity: best.similarity,
    unknown: share(terms, ({ term }) => unknown.has(term), 0),
    unknownName: flag(names.some((name) => name.length > 0 && name.every((term) => unknown.has(term)))),
    absentName: flag(names.some((name) => name.length > 0 && !name.some((term) => own.has(term)))),
    askedCoverage: share(asked, ({ term }) => own.has(term), 1),
    sentenceCoverage: best.passages.reduce((most, { ownCoverage }) => Math.max(most, ownCoverage), 0),
    figureMissing: flag(judged.kind === 'figure' && !figures),
    named: flag(judged.named),
    length: Math.min(terms.length, LONG_QUESTION) / LONG_QUESTION,
    comparison: flag(intent.kind === 'compare'),
    collection: flag(intent.kind === 'list' || intent.kind === 'summary'),
  };
}

/** Share of the terms' idf mass for which the test holds; `none` when there is no mass. */
function share(terms: readonly QuestionTerm[], test: (term: QuestionTerm) => boolean, none: number): number {
  const mass = (some: readonly QuestionTerm[]): number =>
    some.reduce((sum, { weight, idf }) => sum + weight * idf, 0);
  const all = mass(terms);
  return all > 0 ? mass(terms.filter(test)) / all : none;
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}
