import { throwIfAborted } from '../errors.ts';
import type { Claim } from '../grounding/claim.ts';
import type { RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { Outcome } from './answer.ts';
import type { Answerer, AnswererEvent, AnswererResult, AnswerTask } from './answerer.ts';
import { type ChoiceSettings, chooseSentences } from './choose-sentences.ts';
import { buildComparison } from './compare.ts';
import { decideOutcome, type OutcomeModel } from './outcome.ts';
import { outcomeFeatures } from './outcome-features.ts';
import { groupByTheme } from './themes.ts';

export const EXTRACTIVE_CHOICE: ChoiceSettings = {
  least: 2,
  most: 4,
  mostPerPaper: 3,
  share: 0.65,
  redundancy: 0.25,
  paperWeight: 0.6,
};

type Answering = Generator<AnswererEvent, void, void>;

/**
 * Answers without a model: sentences, verbatim, chosen across the papers; a table for a comparison, a sentence a paper for a list,
 * the same by theme for a summary. Nothing is written that is not in an abstract, so every claim is its own quote.
 */
export function createExtractiveAnswerer(options: {
  readonly model: OutcomeModel;
  readonly analyzer: Analyzer;
  readonly choice?: ChoiceSettings;
}): Answerer {
  const choice = options.choice ?? EXTRACTIVE_CHOICE;
  return {
    name: 'extractive',
    async *answer(task): AsyncGenerator<AnswererEvent, AnswererResult, void> {
      const outcome = outcomeOf(task, options.model, options.analyzer);
      if (outcome !== 'answered') yield { type: 'refusal', outcome };
      if (outcome === 'answered') yield* stoppable(answered(task, choice, options.analyzer), task.signal);
      else if (outcome === 'not-stated')
        yield* stoppable(sentences(task, { ...choice, least: 1, most: 2, mostPerPaper: 1 }), task.signal);
      return { outcome, missing: task.missing, usage: null };
    },
  };
}

/** A question that follows up on a paper is about it, so that only its silence is in doubt; sides that were found are there. */
function outcomeOf(task: AnswerTask, model: OutcomeModel, analyzer: Analyzer): Outcome {
  const [best] = task.papers;
  if (best === undefined) return decideOutcome(null, model);
  if (task.intent.kind === 'compare' || (task.named && !task.readable)) return 'answered';
  const outcome = decideOutcome(outcomeFeatures({ ...task, best }, analyzer), model);
  return outcome === 'not-in-corpus' && task.focus.length > 0 ? 'not-stated' : outcome;
}

function* stoppable(answering: Answering, signal: AbortSignal | undefined): Answering {
  throwIfAborted(signal);
  for (const event of answering) {
    throwIfAborted(signal);
    yield event;
  }
}

function* answered(task: AnswerTask, choice: ChoiceSettings, analyzer: Analyzer): Answering {
  switch (task.intent.kind) {
    case 'answer':
      return yield* sentences(task, choice);
    case 'compare':
      return yield* comparison(task, task.intent, analyzer);
    case 'list':
      return yield* listing(task);
    case 'summary':
      return yield* summary(task, analyzer);
    default:
      return task.intent satisfies never;
  }
}

function* sentences(task: AnswerTask, choice: ChoiceSettings): Answering {
  for (const { paper, passage } of chooseSentences(task.papers, task, choice))
    yield claimEvent(task, paper, passage);
}

function* comparison(
  task: AnswerTask,
  asked: { readonly sides: readonly string[]; readonly aspects: readonly string[] },
  analyzer: Analyzer,
): Answering {
  const table = buildComparison({
    papers: task.papers,
    markerOf: (paperId) => task.markers.markerOf(paperId),
    sides: asked.sides,
    aspects: asked.aspects,
    question: task.question,
    terms: task.retrieval.terms,
    analyzer,
  });
  yield { type: 'table', table };
}

/** Every paper with its best sentence, and how many they are. */
function* listing(task: AnswerTask): Answering {
  const count = task.papers.length;
  yield { type: 'remark', remark: { text: count === 1 ? 'One paper:' : `${count} papers:`, heading: false } };
  for (const paper of task.papers) yield* bestSentence(task, paper);
}

/** A quoted finding of each central paper, by theme, and what the summary draws on. */
function* summary(task: AnswerTask, analyzer: Analyzer): Answering {
  const byId = new Map(task.papers.map((paper) => [paper.paper.id, paper]));
  const themes = groupByTheme(
    task.papers.map(({ paper }) => paper),
    task.question,
    analyzer,
  );
  for (const { label, paperIds } of themes) {
    const named = themes.length > 1;
    if (named) yield { type: 'remark', remark: { text: label ?? 'also', heading: true } };
    for (const id of paperIds) {
      const paper = byId.get(id);
      if (paper !== undefined) yield* bestSentence(task, paper, 'result');
    }
  }
  yield { type: 'remark', remark: { text: coverageLine(task), heading: false } };
}

/** "9 of 14 related papers; 2017–2025". */
function coverageLine({ papers, related }: AnswerTask): string {
  const years = papers.flatMap(({ paper }) => paper.year ?? []);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const span = years.length === 0 ? '' : first === last ? `; ${first}` : `; ${first}–${last}`;
  return `Drawn from ${papers.length} of ${Math.max(related, papers.length)} related papers${span}.`;
}

function* bestSentence(task: AnswerTask, paper: RetrievedPaper, kind = task.kind): Answering {
  const choice = { ...EXTRACTIVE_CHOICE, least: 1, most: 1 };
  for (const { passage } of chooseSentences([paper], { question: task.question, kind }, choice))
    yield claimEvent(task, paper, passage);
}

function claimEvent(task: AnswerTask, paper: RetrievedPaper, { passage }: RetrievedPassage): AnswererEvent {
  const { text } = passage;
  const claim: Claim = {
    text,
    quotes: [{ marker: task.markers.markerOf(paper.paper.id), text }],
    check: 'quote',
  };
  return { type: 'claim', claim };
}
