import { describe, expect, it } from 'vitest';
import { answerJsonSchema, toAnswerJson } from '../../src/answerer/answer-json.ts';
import { bylineOf } from '../../src/answerer/answer-reference.ts';
import { someAnswer } from '../support/fake-ibid.ts';

describe('the contract of an answer', () => {
  it('is met by an answer with everything in it', () => {
    const answer = someAnswer({
      table: { papers: [1, 2], rows: [{ aspect: 'speed', cells: [{ text: '828x', quote: '828x' }, null] }] },
      usage: { inputTokens: 10, outputTokens: 2, estimated: true },
      degraded: 'no model answered',
      missing: ['ResNet'],
    });
    const json = toAnswerJson(answer, 'q1');
    expect(answerJsonSchema.parse(JSON.parse(JSON.stringify(json)))).toEqual(json);
    expect(json).toMatchObject({
      id: 'q1',
      degraded: 'no model answered',
      missing: ['ResNet'],
      table: { papers: [1, 2], rows: [{ aspect: 'speed', cells: [{ text: '828x', quote: '828x' }, null] }] },
      usage: { inputTokens: 10, outputTokens: 2, estimated: true },
    });
  });

  it.each([
    ['a field that is not in it', { more: 1 }],
    ['another version', { schema: 2 }],
    ['an outcome of its own', { outcome: 'maybe' }],
    [
      'a marker that is no number of a paper',
      { citations: [{ marker: 0, paperId: 'x', title: 'T', url: null, quotes: [] }] },
    ],
    ['no score', { retrieved: [{ paperId: 'x', title: 'T', score: Number.NaN }] }],
  ])('refuses %s', (_, change) => {
    expect(answerJsonSchema.safeParse({ ...toAnswerJson(someAnswer()), ...change }).success).toBe(false);
  });
});

describe('the line on who and when', () => {
  it.each([
    [[], null, null],
    [[], 2020, '2020'],
    [['A. Bee'], null, 'A. Bee'],
    [['A. Bee', 'C. Dee'], 2020, 'A. Bee and C. Dee, 2020'],
    [['A. Bee', 'C. Dee', 'E. Eff'], 2020, 'A. Bee et al., 2020'],
  ])('of %j, %s is %s', (authors, year, byline) => {
    expect(bylineOf({ authors, year })).toBe(byline);
  });
});
