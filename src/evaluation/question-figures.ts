import type { Answer } from '../answerer/answer.ts';
import { factsHeld, quotesSentence, wordCount } from './answer-text.ts';
import { citationScores } from './citation-metrics.ts';
import type { Figures } from './figures.ts';
import { type JudgedQuestion, titleKey } from './question-file.ts';
import { hit, ndcg, rPrecision } from './ranking-metrics.ts';

/** What of an answer is measured. */
export type MeasuredAnswer = Pick<
  Answer,
  'outcome' | 'ranked' | 'citations' | 'claims' | 'table' | 'markdown'
>;

const NOTHING: Figures = {
  'nDCG@10': null,
  'hit@1': null,
  'hit@5': null,
  'R-precision': null,
  'cited precision': null,
  'cited recall': null,
  'cited F1': null,
  facts: null,
  words: null,
  evidence: null,
  'false answers': null,
  'false refusals': null,
  'told apart': null,
};

/**
 * The figures of one answer. An answerable question that was refused has 0 in each of its figures, unless a refusal is right too:
 * then it has none. Papers that may but need not be found or cited are passed over. `told apart`: of unanswerable questions that
 * were refused, whether it was said rightly why. `words`: of answers, not of refusals.
 */
export function questionFigures(question: JudgedQuestion, answer: MeasuredAnswer): Figures {
  const answered = answer.outcome === 'answered';
  const words = answered ? wordCount(answer.markdown) : null;
  if (question.outcome !== 'answered') {
    const right = [question.outcome, ...question.alsoOutcome];
    return {
      ...NOTHING,
      words,
      'false answers': share(answered && !right.includes('answered')),
      'told apart': answered ? null : share(right.includes(answer.outcome)),
    };
  }
  if (answered)
    return {
      ...NOTHING,
      ...rankingFigures(question, answer),
      ...answerFigures(question, answer),
      words,
      'false refusals': 0,
    };
  if (question.alsoOutcome.includes(answer.outcome)) return { ...NOTHING, 'false refusals': 0 };
  const refused = { ...rankingFigures(question, answer), ...answerFigures(question, answer) };
  const zeros = Object.entries(refused).map(([name, value]) => [name, value === null ? null : 0]);
  return { ...NOTHING, ...Object.fromEntries(zeros), 'false refusals': 1 };
}

function rankingFigures(question: JudgedQuestion, { ranked }: MeasuredAnswer): Figures {
  const judgements = new Map(question.papers.map((title) => [title, 1]));
  const neutral = new Set(question.alsoOk.filter((title) => !judgements.has(title)));
  const ranking = [...new Set(ranked.map(({ title }) => titleKey(title)))].filter(
    (title) => !neutral.has(title),
  );
  return {
    'nDCG@10': ndcg(ranking, judgements, 10),
    'hit@1': hit(ranking, judgements, 1),
    'hit@5': hit(ranking, judgements, 5),
    'R-precision': rPrecision(ranking, judgements),
  };
}

function answerFigures(question: JudgedQuestion, answer: MeasuredAnswer): Figures {
  const cited = citationScores({
    cited: new Set(answer.citations.map(({ paper }) => titleKey(paper.title))),
    wanted: new Set(question.papers),
    allowed: new Set(question.alsoOk),
  });
  const { facts, evidence } = question;
  return {
    'cited precision': cited.precision,
    'cited recall': cited.recall,
    'cited F1': cited.f1,
    facts: facts.length === 0 ? null : factsHeld(answer.markdown, facts).length / facts.length,
    evidence: evidence === null ? null : share(quotesSentence(quotesIn(answer), evidence)),
  };
}

/** All that an answer quotes, in claims and in cells of its table. */
function quotesIn({ claims, table }: MeasuredAnswer): string[] {
  const cells = table?.rows.flatMap((row) => row.cells) ?? [];
  return [
    ...claims.flatMap(({ quotes }) => quotes.map(({ text }) => text)),
    ...cells.flatMap((cell) => (cell === null ? [] : [cell.quote])),
  ];
}

const share = (holds: boolean): number => (holds ? 1 : 0);
