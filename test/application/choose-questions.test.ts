import { describe, expect, it } from 'vitest';
import type { Facet } from '../../src/answerer/starting-questions/told.ts';
import { chooseQuestions, type HeldQuestion } from '../../src/application/choose-questions.ts';

const held = (text: string, facet: Facet, worth: number, answer: number, first = answer): HeldQuestion => ({
  text,
  facet,
  worth,
  answer,
  first,
});
const chosen = (...all: readonly HeldQuestion[]): readonly string[] =>
  chooseQuestions(all).map(({ text }) => text);

describe('the choice of questions', () => {
  const problem = held('problem', 'problem', 0.7, 1);
  const method = held('method', 'method', 3, 2);
  const figure = held('figure', 'figure', 3.4, 4);
  const result = held('result', 'result', 0.6, 5);

  it('is of different steps, in the order of the abstract', () => {
    expect(chosen(figure, result, problem, method)).toEqual(['problem', 'method', 'figure']);
  });

  it('gives up none in the abstract’s own words for another step', () => {
    const parts = held('parts', 'parts', 3.2, 3);
    expect(chosen(figure, parts, problem, method)).toEqual(['method', 'parts', 'figure']);
  });

  it('prefers an answer that begins with what was asked for', () => {
    const beside = held('beside', 'data', 2.3, 6, 0);
    const direct = held('direct', 'use', 2, 7);
    expect(chosen(beside, direct, problem, method)).toEqual(['problem', 'method', 'direct']);
  });

  it('would rather be three than two better ones', () => {
    const blocking = held('blocking', 'use', 2.9, 5, 2);
    const definition = held('definition', 'definition', 0.8, 2);
    expect(chosen(blocking, problem, definition, result)).toEqual(['problem', 'definition', 'result']);
  });

  it('has no two that ask for the same thing, or that one sentence answers, or begin alike', () => {
    expect(chosen(result, held('again', 'result', 2.4, 6))).toEqual(['again']);
    expect(chosen(problem, held('same sentence', 'figure', 3, 1, 0))).toEqual(['same sentence']);
    expect(chosen(problem, held('same beginning', 'figure', 3, 4, 1))).toEqual(['same beginning']);
  });

  it('may ask for one kind of thing twice in the sentences’ own words, and for how it works beside how it does one thing', () => {
    expect(chosen(figure, held('another', 'figure', 3.1, 6))).toEqual(['figure', 'another']);
    expect(chosen(method, held('works', 'method', 0.65, 3))).toEqual(['method', 'works']);
  });

  it('is empty for none', () => {
    expect(chosen()).toEqual([]);
  });
});
