import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answerer, AnswererResult } from '../../src/answerer/answerer.ts';
import { createConversation } from '../../src/application/conversation.ts';
import { questionsOf, startingQuestions } from '../../src/application/starting-questions.ts';
import { UsageError } from '../../src/errors.ts';
import { collect, createBench, createDesk } from '../support/bench.ts';
import { paperOf, SMALL_CORPUS } from '../support/papers.ts';
import { createScriptedChat } from '../support/scripted-chat.ts';

const KELP = paperOf({
  id: 'kelp',
  title: 'KelpEar: Hearing Whales through Forests of Kelp',
  abstract:
    'Whale song is heard by many. However, existing buoys suffer from the noise of waves. We propose KelpEar, a recorder that separates songs from waves. Experiments on public datasets show that KelpEar outperforms deep buoys. KelpEar reduces the cost of listening by 40%.',
});
const ANSWERED: AnswererResult = {
  outcome: 'answered',
  missing: [],
  search: [],
  answerer: 'scripted',
  degraded: null,
  drafts: [],
};
const CORPUS = [...SMALL_CORPUS, KELP];

describe('the questions to start with', () => {
  it('are answered by this paper alone, each with a sentence of its own, in the order of the abstract', async () => {
    const bench = await createBench(CORPUS);
    const questions = await startingQuestions('kelp', async () => bench);
    expect(questions).toEqual([
      'What problem with existing buoys does KelpEar address?',
      'How does KelpEar separate songs from waves?',
      'By how much does KelpEar reduce the cost of listening?',
    ]);
    for (const question of questions) {
      const conversation = createConversation(async () => bench);
      const { answer } = await collect(conversation.ask({ question, about: ['kelp'] }));
      expect(answer.outcome).toBe('answered');
      expect(answer.citations.map(({ paper }) => paper.id)).toEqual(['kelp']);
    }
  });

  it('ask for the parts that an abstract has, where too little can be asked in its own words', async () => {
    const sentences = [
      'Whale song is heard by many.',
      'However, hearing it is hard.',
      'We propose KelpEar.',
      'Specifically, KelpEar uses a hanging net.',
      'We show that it is heard better than before.',
    ];
    const plain = { ...KELP, abstract: sentences.join(' ') };
    const bench = await createBench([...SMALL_CORPUS, plain]);
    const questions = await startingQuestions('kelp', async () => bench);
    expect(questions).toEqual([
      'What problem does KelpEar address?',
      'How does KelpEar work?',
      'What results are reported for KelpEar?',
    ]);
    const first = await Promise.all(
      questions.map(async (question) => {
        const asking = createConversation(async () => bench).ask({ question, about: ['kelp'] });
        return (await collect(asking)).answer.claims[0]?.text;
      }),
    );
    expect(first).toEqual([sentences[1], sentences[3], sentences[4]]);
  });

  it('are put otherwise for a survey, and for a paper that names nothing of its own', async () => {
    const survey = paperOf({
      id: 'survey',
      title: 'A Survey of Whale Song',
      abstract:
        'Whale song is heard by many. However, its hearing remains unexplored. This survey reviews it. We find that nets hear better than buoys.',
    });
    const unnamed = paperOf({
      id: 'unnamed',
      title: 'On Whale Song',
      abstract:
        'Whale song is heard by many. However, its hearing remains unexplored. We study how whales sing. We find that nets hear better than buoys.',
    });
    const bench = await createBench([...SMALL_CORPUS, survey, unnamed]);
    await expect(startingQuestions('survey', async () => bench)).resolves.toEqual([
      'What problem does this survey address?',
      'What does this survey cover?',
      'What does this survey conclude?',
    ]);
    await expect(startingQuestions('unnamed', async () => bench)).resolves.toEqual([
      'What problem does this paper address?',
      'What does this paper study?',
      'What does this paper find?',
    ]);
  });

  it('are never two alike, nor two whose answers begin alike, whatever the abstract', async () => {
    const sentences = fc.constantFrom(
      'Whale song is heard by many.',
      'However, existing buoys suffer from the noise of waves.',
      'However, hearing it is hard.',
      'We propose KelpEar, a recorder that separates songs from waves.',
      'Specifically, KelpEar uses a hanging net of hydrophones to filter the noise.',
      'It consists of three listening stages: hanging, hearing and sorting.',
      'Experiments on public datasets show that KelpEar outperforms deep buoys.',
      'KelpEar reduces the cost of listening by 40%.',
      'We show that it is heard better than before.',
      'Grey stones lie below.',
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(sentences, { minLength: 1 }), async (abstract) => {
        const bench = await createBench([{ ...KELP, abstract: abstract.join(' ') }]);
        const questions = await startingQuestions('kelp', async () => bench);
        expect(questions.length).toBeLessThanOrEqual(3);
        expect(new Set(questions).size).toBe(questions.length);
        // A button finds its question again, whatever else is in the index by then.
        const given = await questionsOf('kelp', bench.reader);
        expect(questions.filter((question) => !given.includes(question))).toEqual([]);
        const beginnings = new Set<string | undefined>();
        for (const question of questions) {
          const asking = createConversation(async () => bench).ask({ question, about: ['kelp'] });
          const told = (await collect(asking)).answer.claims[0]?.text ?? '';
          beginnings.add(abstract.find((sentence) => told.startsWith(sentence)));
        }
        expect(beginnings.size).toBe(questions.length);
      }),
      { numRuns: 60 },
    );
  });

  it('are none where the abstract answers none', async () => {
    const mute = paperOf({ id: 'mute', title: 'Mossbank', abstract: 'Grey stones beside green water.' });
    const bench = await createBench([...CORPUS, mute]);
    await expect(startingQuestions('mute', async () => bench)).resolves.toEqual([]);
  });

  it('leave out what is not answered, and ask one sentence once', async () => {
    const refusing: Answerer = {
      async *answer() {
        yield { type: 'refusal', outcome: 'not-stated' };
        return { ...ANSWERED, outcome: 'not-stated' };
      },
    };
    const quoting: Answerer = {
      async *answer({ papers, markers }) {
        for (const { paper } of papers) {
          const quote = { marker: markers.markerOf(paper.id), text: paper.abstract };
          yield { type: 'claim', claim: { text: paper.abstract, quotes: [quote], check: 'quote' } };
        }
        return { ...ANSWERED, outcome: 'not-stated' };
      },
    };
    for (const answerer of [refusing, quoting]) {
      const bench = await createBench(CORPUS, answerer);
      await expect(startingQuestions('kelp', async () => bench)).resolves.toEqual([]);
    }
    const abstract = 'We propose KelpEar, a recorder that separates songs from waves.';
    const bench = await createBench([...SMALL_CORPUS, { ...KELP, abstract }]);
    await expect(startingQuestions('kelp', async () => bench)).resolves.toHaveLength(1);
  });

  it('cost nothing of a chat model', async () => {
    const chat = createScriptedChat([], { name: 'costly' });
    const bench = await createBench(CORPUS, undefined, createDesk(chat));
    await expect(startingQuestions('kelp', async () => bench)).resolves.toHaveLength(3);
    expect(chat.requests).toEqual([]);
  });

  it('fail with words for a paper that is not there', async () => {
    const bench = await createBench(CORPUS);
    await expect(startingQuestions('gone', async () => bench)).rejects.toThrow(UsageError);
  });

  it('stop when nobody waits for them any longer', async () => {
    const bench = await createBench(CORPUS);
    await expect(startingQuestions('kelp', async () => bench, AbortSignal.abort())).rejects.toThrow();
  });
});
