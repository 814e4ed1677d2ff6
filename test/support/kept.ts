import type { KeptAnswer, KeptTurn } from '../../src/state/community-state.ts';

export const turn = (question: string, given: Partial<KeptTurn> = {}): KeptTurn => ({
  question,
  answer: `What is known of ${question} [1].`,
  paperIds: ['1706.03762'],
  user: 'ada',
  ...given,
});

export const answer = (id: string, given: Partial<KeptAnswer> = {}): KeptAnswer => ({
  id,
  conversation: 'thread',
  messages: [`${id}-1`, `${id}-2`],
  user: 'ada',
  question: 'and the second one?',
  standaloneQuestion: 'What does the second paper say of attention?',
  detail: 'normal',
  outcome: 'answered',
  citations: [
    { marker: 2, paperId: '1810.04805', quotes: ['It “attends” – naïvely\n🤖.', ''] },
    { marker: 1, paperId: '1706.03762', quotes: [] },
  ],
  ...given,
});
