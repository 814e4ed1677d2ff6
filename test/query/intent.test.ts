import { describe, expect, it } from 'vitest';
import { aspectsIn, intentOf, sidesIn } from '../../src/query/intent.ts';
import { topicOf } from '../../src/query/topic.ts';

/** What the lexicon would find: each of the names, where it stands in the question. */
function named(question: string, ...names: string[]) {
  return names.map((name) => ({ name, end: question.indexOf(name) + name.length }));
}

describe('a comparison', () => {
  it.each([
    ['Swin vs ConvNeXt', ['Swin', 'ConvNeXt']],
    ['Swin vs. ConvNeXt?', ['Swin', 'ConvNeXt']],
    ['can you tell me about pruning versus quantisation', ['pruning', 'quantisation']],
    ['compare ReXNet, SkipNet and the ladder decoder', ['ReXNet', 'SkipNet', 'ladder decoder']],
    ['Compare ReXNet with SkipNet in terms of latency', ['ReXNet', 'SkipNet']],
    ['compare ReXNet, SkipNet and Ladder on speed', ['ReXNet', 'SkipNet', 'Ladder']],
    ['How does ReXNet differ from SkipNet?', ['ReXNet', 'SkipNet']],
    ['how do ReXNet and SkipNet differ?', ['ReXNet', 'SkipNet']],
    ['what are the trade-offs between ReXNet and SkipNet?', ['ReXNet', 'SkipNet']],
    ['How is ReXNet different from the ladder decoder?', ['ReXNet', 'ladder decoder']],
    ['What is the difference between beam search and sampling?', ['beam search', 'sampling']],
    ['compare the review of routing with the one of caching', ['review of routing', 'review of caching']],
    ['compare the survey on routing with the one on caching', ['survey on routing', 'survey on caching']],
  ])('%s', (question, sides) => {
    expect(intentOf(question, [])).toMatchObject({ kind: 'compare', sides });
  });

  it('keeps what to compare on apart from the sides', () => {
    expect(intentOf('compare ReXNet and SkipNet on speed and memory', [])).toEqual({
      kind: 'compare',
      sides: ['ReXNet', 'SkipNet'],
      aspects: ['speed', 'memory'],
    });
    expect(aspectsIn('ReXNet vs SkipNet with respect to training cost')).toEqual(['training cost']);
  });

  it('takes the names that the papers have when the sentence sets no sides against each other', () => {
    const question = 'ReXNet and SkipNet both skip layers. Which one needs less training?';
    expect(intentOf(question, named(question, 'ReXNet', 'SkipNet'))).toMatchObject({
      kind: 'compare',
      sides: ['ReXNet', 'SkipNet'],
    });
    const chosen = 'ReXNet or SkipNet for phones?';
    expect(intentOf(chosen, named(chosen, 'ReXNet', 'SkipNet')).kind).toBe('compare');
  });

  it('leaves the sides open when only the whole question tells them', () => {
    expect(intentOf('are these two the same in how they route?', [])).toEqual({
      kind: 'compare',
      sides: [],
      aspects: [],
    });
  });

  it('sees no sides where none are set against each other', () => {
    expect(sidesIn('What is SkipNet?')).toEqual([]);
  });
});

describe('a list', () => {
  it.each([
    'Which papers skip layers?',
    'which of the methods here need no labels?',
    'anything on graph pooling?',
    'Is there something in here about whale songs?',
    'show me all works that cut the cost of decoding',
    'list everything about tokenisers',
    'do we have papers about protein folding?',
    'what do you have on bandits',
    'speech enhancement papers?',
    'how many papers treat fairness?',
    'who studies sleep?',
    'any work on whale songs?',
  ])('%s', (question) => {
    expect(intentOf(question, []).kind).toBe('list');
  });
});

describe('a summary', () => {
  it.each([
    'Give me an overview of graph pooling',
    'summarise the work on tokenisers',
    'can you summarize bandits for me?',
    'What do these papers say about fairness?',
    'the literature on whale songs in a nutshell',
  ])('%s', (question) => {
    expect(intentOf(question, []).kind).toBe('summary');
  });
});

describe('an ordinary question, whatever words it holds', () => {
  it.each([
    'What does SkipNet gain in accuracy vs its own baseline?',
    'Is it trained on both images and text?',
    'How many papers did they annotate?',
    'Does the SkipNet paper report a latency?',
    'How does SkipNet work with different batch sizes?',
    'Why are long papers hard to read for newcomers?',
    'How does SkipNet compare with previous methods?',
    'What is a good overview article on bandits?',
    'What is whale song?',
    'How much faster is it?',
  ])('%s', (question) => {
    expect(
      intentOf(question, named(question, ...(question.includes('SkipNet') ? ['SkipNet'] : []))).kind,
    ).toBe('answer');
  });
});

describe('the topic of a list or a summary', () => {
  it.each([
    ['Give me an overview of graph pooling', 'graph pooling'],
    ['please summarise the work on tokenisers', 'the work on tokenisers'],
    ['which works use a hydrophone?', 'use a hydrophone?'],
    ['What do these papers say about fairness?', 'fairness?'],
    ['overview of whale songs pls', 'whale songs'],
    ['which papers in this corpus skip layers?', 'skip layers?'],
    ['Which papers deal with fairness?', 'fairness?'],
    ['which of the papers here are about whale song', 'whale song'],
    ['anything on graph pooling?', 'graph pooling?'],
    ['list everything about tokenisers', 'tokenisers'],
    ['do we have any papers on bandits?', 'bandits?'],
    ['graph pooling', 'graph pooling'],
  ])('%s', (question, topic) => {
    expect(topicOf(question)).toBe(topic);
  });

  it('is the question itself when it says nothing else', () => {
    expect(topicOf('overview please')).toBe('overview please');
    expect(topicOf('which papers are there?')).toBe('which papers are there?');
  });
});
