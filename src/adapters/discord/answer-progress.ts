import type { AnswerEvent } from '../../answerer/answer.ts';
import type { AnswerView } from './render/answer-view.ts';

/** An answer of which nothing is known yet. */
export function newAnswerView(question: string | null): AnswerView {
  return {
    question,
    shown: [],
    refusal: null,
    state: 'searching',
    failure: null,
    end: null,
    answerId: null,
  };
}

/** The view with what an event says. Nothing that was shown goes. */
export function viewAfter(view: AnswerView, event: AnswerEvent): AnswerView {
  switch (event.type) {
    case 'plan':
      return view;
    case 'evidence':
      return { ...view, state: 'answering' };
    case 'refusal':
      return { ...view, refusal: event.outcome };
    case 'remark':
    case 'claim':
    case 'table':
    case 'notice':
      return { ...view, shown: [...view.shown, event] };
    case 'end':
      return { ...view, state: 'done', end: event.end };
    default:
      return event satisfies never;
  }
}

/** There is something to read: a refusal, or any part of the answer. */
export function hasWords(view: AnswerView): boolean {
  return view.shown.length > 0 || view.refusal !== null;
}
