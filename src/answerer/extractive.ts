import { throwIfAborted } from '../errors.ts';
import type { Answerer, AnswererEvent, AnswererResult, AnswerTask } from './answerer.ts';
import { type ChoiceSettings, type ChosenSentence, chooseSentences } from './choose-sentences.ts';
import { decideOutcome, type OutcomeThresholds } from './outcome.ts';

export const EXTRACTIVE_CHOICE: ChoiceSettings = {
  least: 2,
  most: 4,
  mostPerPaper: 3,
  share: 0.65,
  redundancy: 0.25,
  paperWeight: 0.6,
};

/**
 * Answers without a model: two to four sentences, verbatim, chosen across the papers. Nothing is written that is not in an
 * abstract, so every claim is its own quote.
 */
export function createExtractiveAnswerer(
  thresholds: OutcomeThresholds,
  choice = EXTRACTIVE_CHOICE,
): Answerer {
  return {
    name: 'extractive',
    async *answer(task): AsyncGenerator<AnswererEvent, AnswererResult, void> {
      throwIfAborted(task.signal);
      const { papers, kind, retrieval } = task;
      const focused = task.focus.length > 0;
      const outcome = decideOutcome({ kind, retrieval, papers, focused, thresholds });
      if (outcome !== 'answered') yield { type: 'refusal', outcome };
      if (outcome === 'not-in-corpus') return { outcome, missing: [], usage: null };
      const settings = outcome === 'answered' ? choice : { ...choice, least: 1, most: 2, mostPerPaper: 1 };
      for (const sentence of chooseSentences(papers, task, settings)) {
        throwIfAborted(task.signal);
        yield { type: 'claim', claim: quoteClaim(sentence, task) };
      }
      return { outcome, missing: [], usage: null };
    },
  };
}

function quoteClaim(
  { paper, passage }: ChosenSentence,
  { markers }: AnswerTask,
): {
  text: string;
  quotes: { marker: number; text: string }[];
  check: 'quote';
} {
  const { text } = passage.passage;
  return { text, quotes: [{ marker: markers.markerOf(paper.paper.id), text }], check: 'quote' };
}
