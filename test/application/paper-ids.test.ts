import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/application/conversation.ts';
import { withTitles } from '../../src/application/paper-ids.ts';
import { collect, createBench, createDesk } from '../support/bench.ts';
import { paperOf, SMALL_CORPUS } from '../support/papers.ts';
import { createScriptedChat } from '../support/scripted-chat.ts';
import { reply } from './model-support.ts';

const VQGRAPH = SMALL_CORPUS[0];
const TITLE = `“${VQGRAPH?.title}”`;

async function read(question: string): Promise<string> {
  const { reader } = await createBench(SMALL_CORPUS);
  return (await withTitles({ question }, reader)).question;
}

describe('ids and links in a question', () => {
  it.each([
    '2308.02117',
    '2308.02117v2',
    'arXiv:2308.02117',
    'arxiv: 2308.02117v1',
    'https://arxiv.org/abs/2308.02117',
    '<https://arxiv.org/pdf/2308.02117v2.pdf>',
    'www.arxiv.org/html/2308.02117',
    'https://doi.org/10.48550/arXiv.2308.02117',
  ])('%s stands for the title', async (pasted) => {
    expect(await read(`What does ${pasted} say?`)).toBe(`What does ${TITLE} say?`);
    expect(await read(`Anyone read ${pasted}?`)).toBe(`Anyone read ${TITLE}?`);
  });

  it('of the old style stand for it, too', async () => {
    const old = paperOf({
      id: 'hep-th/9901001',
      title: 'Boundary Terms',
      abstract: 'We count boundary terms.',
    });
    const { reader } = await createBench([...SMALL_CORPUS, old]);
    for (const pasted of ['hep-th/9901001', 'hep-th/9901001v3', 'https://arxiv.org/abs/hep-th/9901001'])
      expect((await withTitles({ question: `What did ${pasted} show?` }, reader)).question).toBe(
        'What did “Boundary Terms” show?',
      );
    expect((await withTitles({ question: 'precision/1234567 and/or' }, reader)).question).toBe(
      'precision/1234567 and/or',
    );
  });

  it('of papers that are not here stay, and so do numbers', async () => {
    for (const words of [
      'What is 2401.00001?',
      'https://arxiv.org/abs/2401.00001',
      'is 0.5 or 1234.5 better?',
    ])
      expect(await read(words)).toBe(words);
  });

  it('stand for the sides of a comparison, too', async () => {
    const { reader } = await createBench(SMALL_CORPUS);
    const request = {
      question: 'Compare 2308.02117 and MoH',
      intent: { kind: 'compare', sides: ['2308.02117', 'MoH'], aspects: [] },
    } as const;
    expect(await withTitles(request, reader)).toMatchObject({
      question: `Compare ${TITLE} and MoH`,
      intent: { sides: [TITLE, 'MoH'] },
    });
  });

  it('are all that changes', async () => {
    const { reader } = await createBench(SMALL_CORPUS);
    await fc.assert(
      fc.asyncProperty(fc.string(), async (question) => {
        expect((await withTitles({ question }, reader)).question).toBe(question);
      }),
    );
  });

  it('are answered from that paper', async () => {
    const bench = await createBench(SMALL_CORPUS);
    const { answer } = await collect(
      createConversation(async () => bench).ask({ question: 'What does 2308.02117 say on inference?' }),
    );
    expect(answer).toMatchObject({ outcome: 'answered' });
    expect(answer.plan.question).toBe('What does 2308.02117 say on inference?');
    expect(answer.citations[0]?.paper.id).toBe('2308.02117');
  });
});

const eager = createScriptedChat(() => reply([]), { name: 'eager' });

describe.each([
  ['without a model', null],
  ['with one', eager],
] as const)('a question that points at nothing, %s', (_, chat) => {
  it.each(['and the second one?', 'How much faster is it?', 'what about the other one?', 'Why is that?'])(
    '%s is told so, and answered with nothing else',
    async (question) => {
      const bench = await createBench(SMALL_CORPUS, undefined, ...(chat === null ? [] : [createDesk(chat)]));
      const { answer } = await collect(createConversation(async () => bench).ask({ question }));
      expect(answer.outcome).toBe('not-in-corpus');
      expect(answer.notices.map(({ text }) => text).join()).toContain('name the paper that you mean');
      expect(answer).toMatchObject({ claims: [], nearest: [] });
    },
  );

  it('is none when it says what it is about', async () => {
    const bench = await createBench(SMALL_CORPUS);
    for (const question of [
      'How much faster is VQGraph, and is it accurate?',
      'Which papers are on graphs?',
    ]) {
      const { answer } = await collect(createConversation(async () => bench).ask({ question }));
      expect(answer.notices).toEqual([]);
    }
  });
});
