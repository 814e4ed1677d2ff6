import { describe, expect, it } from 'vitest';
import { askedPart } from '../../src/answerer/asked-part.ts';

const KELP = {
  title: 'KelpEar: Hearing Whales through Forests of Kelp',
  abstract: 'We propose KelpEar, a recorder that separates songs from waves. Attention helps it.',
};
const UNNAMED = {
  title: 'On Hearing',
  abstract: 'We propose a novel two-stage listening method for whales that works.',
};

describe('the part of a paper that a question asks for', () => {
  it.each([
    ['What problem does KelpEar address?', 'problem'],
    ['which problem is it trying to solve', 'problem'],
    ['Why is KelpEar needed?', 'problem'],
    ['What was the motivation?', 'problem'],
    ['What is the background of this paper?', 'background'],
    ['What does this paper study?', 'aim'],
    ['What does this survey cover?', 'aim'],
    ['What does this paper propose?', 'proposal'],
    ['What are the main contributions?', 'proposal'],
    ['How does KelpEar work?', 'method'],
    ['and how does kelpear work', 'method'],
    ['How does the proposed method work, exactly?', 'method'],
    ['What results are reported for KelpEar?', 'result'],
    ['What results does KelpEar report?', 'result'],
    ['What did they find?', 'result'],
    ['What are the key findings of the paper?', 'result'],
    ['What do the experiments show about KelpEar?', 'result'],
    ['How well does it work?', 'result'],
  ])('%s', (question, part) => {
    expect(askedPart(question, KELP)).toBe(part);
    expect(askedPart(`About “${KELP.title}”: ${question}`, KELP)).toBe(part);
  });

  it.each([
    'How does attention work?',
    'How does VQGraph work?',
    'How does KelpEar work on deep water?',
    'How does KelpEar work without training?',
    'What problem with existing buoys does KelpEar address?',
    'What problem does KelpEar address, and how does it work?',
    'What results does KelpEar achieve on Bay10?',
    'What do the experiments on Bay10 show about KelpEar?',
    'What do the online A/B tests with KelpEar show?',
    'How much faster is KelpEar?',
    'How does KelpEar separate songs from waves?',
    'What is KelpEar?',
    'What are the limitations?',
    'Summarize “KelpEar: Hearing Whales through Forests of Kelp”',
    'Does it work?',
    '',
  ])('is none of a question that says more, or something else: %s', (question) => {
    expect(askedPart(question, KELP)).toBeNull();
  });

  it('is asked of a paper by its title, and by what it proposes when that has no name', () => {
    expect(askedPart('What does “On Hearing” propose?', UNNAMED)).toBe('proposal');
    expect(askedPart('How does the two-stage listening method for whales work?', UNNAMED)).toBe('method');
    expect(askedPart('How does the three-stage listening method for whales work?', UNNAMED)).toBeNull();
  });
});
