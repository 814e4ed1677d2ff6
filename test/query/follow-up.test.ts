import { describe, expect, it } from 'vitest';
import { resolveReference, standaloneQuestion } from '../../src/query/follow-up.ts';

const turn = (question: string, ...paperIds: string[]) => ({ question, paperIds });
const papers = ['A', 'B', 'C'];

function resolve(
  question: string,
  turns = [turn('what is MP-SAE?', 'A'), turn('what are transcoders?', 'B')],
  given: { named?: string[]; foreign?: boolean } = {},
) {
  return resolveReference({
    question,
    turns,
    paperOfMarker: (marker) => papers[marker - 1] ?? null,
    named: given.named ?? [],
    foreignTo: () => given.foreign ?? false,
  });
}

describe('what a follow-up refers to', () => {
  it.each([
    'how much faster is it?',
    'what data did they use for that?',
    'and on video?',
    'what about the limitations?',
    'why?',
    'does the paper give numbers?',
    'how much accuracy do you lose then',
    'how big were their models?',
    'is this better?',
  ])('takes the last paper for %s', (question) => {
    expect(resolve(question)?.paperIds).toEqual(['B']);
  });

  it.each([
    ['what did the first one do?', ['A']],
    ['how large is the second one?', ['B']],
    ['and the other one?', ['A']],
    ['what does [3] say?', ['C']],
    ['tell me about paper 1', ['A']],
    ['the latter?', ['B']],
    ['do both of them need training?', ['A', 'B']],
    ['which one is better for code?', ['A', 'B']],
  ])('resolves %s', (question, expected) => {
    expect(resolve(question)?.paperIds).toEqual(expected);
  });

  it('chooses among the papers of a list when the last answer was one', () => {
    expect(
      resolve('the third one?', [turn('what is X?', 'X'), turn('list them', 'P', 'Q', 'R')])?.paperIds,
    ).toEqual(['R']);
  });

  it.each([
    'what is Flowformer?',
    'is it possible to train a mixture of experts on one GPU?',
    'which papers are about attention sinks?',
    'how many of these papers use distillation?',
    'papers that use diffusion for audio',
  ])('leaves %s alone', (question) => {
    expect(resolve(question)).toBeNull();
  });

  it('starts afresh when another paper is named, unless the two are set against each other', () => {
    expect(resolve('what is its speed in VQGraph?', undefined, { named: ['V'] })).toBeNull();
    expect(resolve('how does VQGraph differ from that?', undefined, { named: ['V'] })).toEqual({
      paperIds: ['B', 'V'],
      several: true,
    });
  });

  it('starts afresh when the words belong to other papers', () => {
    expect(resolve('and what are pointer networks?', undefined, { foreign: true })).toBeNull();
  });

  it('refers to nothing while nothing has been cited', () => {
    expect(resolve('how much faster is it?', [])).toBeNull();
    expect(resolve('how much faster is it?', [turn('is there anything on cooking?')])).toBeNull();
  });
});

describe('the standalone question', () => {
  it('writes the papers out', () => {
    expect(standaloneQuestion('how fast?', [])).toBe('how fast?');
    expect(standaloneQuestion('how fast?', ['T'])).toBe('About “T”: how fast?');
    expect(standaloneQuestion('both?', ['T', 'U', 'V'])).toBe('About “T”, “U” and “V”: both?');
  });
});
