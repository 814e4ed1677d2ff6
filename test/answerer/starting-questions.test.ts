import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../src/answerer/starting-questions/subject.ts';
import { startingQuestionsOf } from '../../src/answerer/starting-questions.ts';

const KELP = {
  title: 'KelpEar: Hearing Whales through Forests of Kelp',
  abstract: [
    'Whale song is heard by many.',
    'However, existing buoys suffer from the noise of waves.',
    'We propose KelpEar, a recorder that separates songs from waves.',
    'Specifically, KelpEar uses a hanging net of hydrophones to filter the noise.',
    'It consists of three listening stages: hanging, hearing and sorting.',
    'Experiments on two public datasets, such as Bay10 and Fjord, show that KelpEar outperforms deep buoys by 12%.',
    'KelpEar reduces the cost of listening by 40%.',
  ].join(' '),
};

const texts = (paper: typeof KELP): readonly string[] => startingQuestionsOf(paper).map(({ text }) => text);

describe('what a paper is called in a question', () => {
  it.each([
    ['by the title before its colon', 'KelpEar: On Kelp', 'We propose a net.', 'KelpEar'],
    [
      'by what it introduces, in its short form',
      'Hearing with Kelp',
      'We introduce Kelp Hearing Network (KHN) for whales.',
      'KHN',
    ],
    ['by what it is named', 'Hearing', 'We propose a novel framework named Selkie, which listens.', 'Selkie'],
    ['between commas', 'Hearing', 'We propose a patient tokenizer, KARL, which listens.', 'KARL'],
    [
      'by what it is',
      'On Hearing',
      'In this work, we propose a novel two-stage listening method for whales that works.',
      'the two-stage listening method for whales',
    ],
    [
      'as what is proposed, when it has no name',
      'On Hearing',
      'Our simple method hears whales.',
      'the proposed method',
    ],
    ['as a survey', 'A Survey of Hearing', 'We review hearing with LLMs.', 'this survey'],
    ['as a paper', 'On Hearing', 'Whales sing.', 'this paper'],
  ])('%s', (_, title, abstract, name) => {
    expect(subjectOf({ title, abstract }).text).toBe(name);
  });

  it.each([
    ['Best of Both Worlds: Hearing', 'Whales sing. We listen.'],
    ['On LLMs', 'We propose a way called LLMs to hear.'],
    ['On MoE', 'We introduce Mixture of Experts (MoE) to whales.'],
  ])('never takes a phrase or the name of a whole field for a name: %s', (title, abstract) => {
    expect(subjectOf({ title, abstract }).kind).not.toBe('name');
  });
});

describe('starting questions', () => {
  it('ask for what the sentences say, in their words', () => {
    expect(texts(KELP)).toEqual(
      expect.arrayContaining([
        'What problem with existing buoys does KelpEar address?',
        'How does KelpEar separate songs from waves?',
        'What role does the hanging net of hydrophones play in KelpEar?',
        'What are the three listening stages of KelpEar?',
        'On which datasets was KelpEar tried?',
        'By how much does KelpEar reduce the cost of listening?',
        'How does KelpEar do against deep buoys?',
        'What is KelpEar?',
      ]),
    );
  });

  it.each([
    ['KelpEar infers faster than buoys by 12x.', 'How much faster is KelpEar than buoys?'],
    ['KelpEar is 3x faster than deep buoys.', 'How much faster is KelpEar than deep buoys?'],
    ['KelpEar achieves a recall of 93.1 on Bay10.', 'What recall does KelpEar achieve on Bay10?'],
    [
      'With KelpEar we see a 3.2% improvement in coverage.',
      'How large is the improvement in coverage with KelpEar?',
    ],
    ['Our nets bring a speedup: KelpEar has a 4.1x speedup.', 'How large is the speedup of KelpEar?'],
  ])('ask how much: %s', (sentence, question) => {
    const abstract = `We propose KelpEar. ${sentence}`;
    expect(texts({ title: 'KelpEar: Kelp', abstract })).toContain(question);
  });

  it('say which sentence gives each, the most telling first', () => {
    const questions = startingQuestionsOf(KELP);
    expect(questions.find(({ text }) => text.startsWith('By how much does KelpEar reduce'))?.ordinal).toBe(6);
    const worths = questions.map(({ worth }) => worth);
    expect(worths).toEqual(worths.toSorted((a, b) => b - a));
  });

  it('leave out a phrase that could not stand in another sentence', () => {
    const abstract =
      'However, this often fails. We propose KelpEar, which (like others) filters them. It improves what they do by 3%.';
    for (const text of texts({ title: 'KelpEar: Kelp', abstract }))
      expect(text).not.toMatch(/\b(?:this|them|they|others)\b/u);
  });

  it('are plural for what is plural', () => {
    const abstract = 'We introduce kelp nets (KNs), which hear whales by hanging. KNs are slow.';
    expect(texts({ title: 'Kelp Nets', abstract })).toContain('What are KNs?');
  });

  it('of a survey ask for what it covers', () => {
    const abstract =
      'Whales sing. This survey reviews the hearing of whales. We categorize recorders by depth. Finally, we outline open problems in deep hearing.';
    expect(texts({ title: 'A Survey of Whale Song', abstract })).toEqual(
      expect.arrayContaining([
        'How does this survey categorize recorders?',
        'What open problems are there in deep hearing?',
      ]),
    );
  });

  it('are whole questions, whatever the abstract', () => {
    const words = fc.constantFrom(
      ...'we propose KelpEar however existing nets suffer from noise which reduces the cost by 12% and outperforms (a net) to hear, that ** <@1> ``` “q” it their two stages: first of . .'.split(
        ' ',
      ),
      '. ',
      '\n',
      '[x](http://evil.example)',
      '\u202e',
    );
    const abstract = fc.array(words, { maxLength: 60 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(abstract, abstract, (title, text) => {
        for (const { text: question } of startingQuestionsOf({ title, abstract: text })) {
          expect(question).toMatch(/^\p{Lu}.*\?$/u);
          expect(question.length).toBeLessThanOrEqual(220);
          expect(question).not.toMatch(/[\n<>`*]|https?:|\p{Bidi_C}/u);
        }
      }),
    );
  });
});
