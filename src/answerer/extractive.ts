import { throwIfAborted } from '../errors.ts';
import { OTHER_FORM_WEIGHT } from '../query/terms.ts';
import type { RetrievedPaper } from '../retrieval/retriever.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { Outcome } from './answer.ts';
import type { Answerer, AnswererEvent, AnswererResult, AnswerTask } from './answerer.ts';
import { askedPart } from './asked-part.ts';
import type { ChoiceSettings } from './choose-sentences.ts';
import {
  type Answering,
  CHOICE_BY_DETAIL,
  EXTRACTIVE_CHOICE,
  inItsForm,
  partThenSentences,
  sentences,
} from './forms.ts';
import { decideOutcome, type OutcomeModel } from './outcome.ts';
import { outcomeFeatures } from './outcome-features.ts';
import { type PaperPart, sentencesOf } from './paper-parts.ts';
import { rolesOf } from './sentence-cues.ts';

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
    async *answer(task): AsyncGenerator<AnswererEvent, AnswererResult, void> {
      const asked = partAskedFor(task);
      const outcome = asked === null ? outcomeOf(task, options.model, options.analyzer) : 'answered';
      if (outcome !== 'answered') yield { type: 'refusal', outcome };
      const detailed = { ...choice, ...CHOICE_BY_DETAIL[task.detail] };
      if (asked !== null) yield* stoppable(partThenSentences(task, asked, detailed), task.signal);
      else if (outcome === 'answered')
        yield* stoppable(inItsForm(task, detailed, options.analyzer), task.signal);
      else if (outcome === 'not-stated')
        yield* stoppable(sentences(task, { ...choice, least: 1, most: 2, mostPerPaper: 1 }), task.signal);
      return {
        outcome,
        missing: task.missing,
        search: [],
        answerer: 'extractive',
        degraded: null,
        drafts: [],
      };
    },
  };
}

/** The part of the one given paper that is asked for, where its abstract says it; null for every other question. */
function partAskedFor({
  given,
  question,
  intent,
  papers: [paper, ...others],
}: AnswerTask): { readonly paper: RetrievedPaper; readonly part: PaperPart } | null {
  if (!given || intent.kind !== 'answer' || paper === undefined || others.length > 0) return null;
  const part = askedPart(question, paper.paper);
  if (part === null) return null;
  const passages = paper.passages.map(({ passage }) => passage);
  return sentencesOf(part, passages).length > 0 ? { paper, part } : null;
}

/** What a question about a paper as a whole is put with. */
const ASKING = 'work works paper method approach idea main point explain describe summary introduce do';

/** Every word of the question is the paper's own, or only asks; another form of an abbreviation is no word of the asker's. */
function asksNothingFurther(
  { retrieval }: AnswerTask,
  { paper }: RetrievedPaper,
  analyzer: Analyzer,
): boolean {
  const held = new Set([paper.title, paper.abstract, ASKING].flatMap((text) => analyzer.terms(text)));
  return retrieval.terms.every(({ term, weight }) => weight <= OTHER_FORM_WEIGHT || held.has(term));
}

/** A question that follows up on a paper is about it, so that only its silence is in doubt; sides that were found are there. */
function outcomeOf(task: AnswerTask, model: OutcomeModel, analyzer: Analyzer): Outcome {
  const [best] = task.papers;
  if (best === undefined) return decideOutcome(null, model);
  if (task.intent.kind === 'compare' || (task.named && !task.readable)) return 'answered';
  // A title alone states nothing.
  if (task.focus.length > 0 && best.passages.length === 0) return 'not-stated';
  // Nothing is asked of a paper in focus that its title and abstract do not hold: "what is MoH?".
  if (task.focus.length > 0 && task.kind !== 'figure' && asksNothingFurther(task, best, analyzer))
    return 'answered';
  const silentOnFigures = best.passages.every(({ passage }) => !rolesOf(passage.text).has('figure'));
  // Asked of this very paper: an abstract without any number does not give the one asked for.
  if (task.focus.length > 0 && task.kind === 'figure' && silentOnFigures) return 'not-stated';
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
