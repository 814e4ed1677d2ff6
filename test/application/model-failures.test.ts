import { describe, expect, it } from 'vitest';
import { createConversation } from '../../src/application/conversation.ts';
import type { ChatRequest } from '../../src/chat/chat-model.ts';
import { EndpointError } from '../../src/errors.ts';
import { collect, createBench, createDesk } from '../support/bench.ts';
import { SMALL_CORPUS } from '../support/papers.ts';
import { type Answering, createScriptedChat } from '../support/scripted-chat.ts';
import { ask, claim, GOOD, onSpeed, QUESTION, reply, talk } from './model-support.ts';

describe('when the model fails', () => {
  const failure = new EndpointError('the chat model scripted at http://127.0.0.1 refused the API key (401)', {
    url: 'http://127.0.0.1',
    status: 401,
    retryable: false,
  });

  it.each([
    [
      'cannot be had',
      failure,
      'The chat model was not available: the chat model scripted at http://127.0.0.1 refused the API key (401). The abstracts are quoted instead.',
    ],
    [
      'talks of something else',
      'I am sorry, I cannot do that.',
      'The chat model scripted gave no usable answer: its reply had not the form that was asked for. The abstracts are quoted instead.',
    ],
    ['says nothing', '', 'gave no usable answer'],
    ['claims nothing', reply([]), 'it made no claim'],
    [
      'invents',
      reply([claim(1, 'We win everything.', 'They win everything.')]),
      'gave no usable answer: its one claim did not pass the checks',
    ],
  ])('quotes the abstracts when it %s', async (_, answering, words) => {
    const { answer, events } = await ask([answering]);
    expect(answer.answerer).toBe('extractive');
    expect(answer.degraded).toContain(words);
    expect(answer.claims[0]?.check).toBe('quote');
    expect(answer.markdown).toContain('828x');
    expect(events.filter(({ type }) => type === 'notice')).toHaveLength(1);
  });

  it('keeps what was shown when it breaks off, and quotes the rest', async () => {
    const { answer } = await ask((request) => ({
      pieces: [`{"outcome":"answered","claims":[${JSON.stringify(onSpeed(request, GOOD))},{"quotes":[{"so`],
      error: failure,
    }));
    expect(answer.claims[0]).toMatchObject({ text: GOOD, check: 'checked' });
    expect(answer.degraded).toContain('The rest is quoted from the abstracts.');
    expect(answer.answerer).toBe('scripted');
  });

  it('does not wait for an endpoint again that has just failed', async () => {
    const { conversation, chat } = await talk([reply([]), failure]);
    await collect(conversation.ask({ question: QUESTION }));
    const before = chat.requests.length;
    const { answer } = await collect(conversation.ask({ question: 'and what does it gain?' }));
    expect(chat.requests.length - before).toBe(1);
    expect(answer.degraded).toContain('401');
  });
});

describe('what it costs', () => {
  const usage = { inputTokens: 1000, outputTokens: 50, estimated: false };
  const replies = (request: ChatRequest): Answering => ({ pieces: [reply([onSpeed(request, GOOD)])], usage });

  it('is told as the endpoint reports it, and with money where there are prices', async () => {
    const { conversation } = await talk(replies, {
      prices: { inputPerMillion: 1, outputPerMillion: 10, currency: 'USD' },
    });
    const { answer } = await collect(conversation.ask({ question: QUESTION }));
    expect(answer.usage).toEqual(usage);
    expect(answer.cost).toBe('$0.0015');
  });

  it('is nothing for the same question asked again, until a paper that it cites changes', async () => {
    const chat = createScriptedChat(replies);
    const desk = createDesk(chat);
    const bench = await createBench(SMALL_CORPUS, undefined, desk);
    const first = await collect(createConversation(async () => bench).ask({ question: QUESTION }));
    const again = await collect(createConversation(async () => bench).ask({ question: QUESTION }));
    expect(chat.requests).toHaveLength(1);
    expect(again.answer.markdown).toBe(first.answer.markdown);
    expect(again.answer.usage).toEqual({ inputTokens: 0, outputTokens: 0, estimated: false });
    expect(again.answer.receipt.calls[0]?.cached).toBe(true);
    const changed = SMALL_CORPUS.map((paper) =>
      paper.id === '2308.02117' ? { ...paper, abstract: paper.abstract.replace('3.90%', '4.90%') } : paper,
    );
    const other = await createBench(changed, undefined, desk);
    await collect(createConversation(async () => other).ask({ question: QUESTION }));
    expect(chat.requests).toHaveLength(2);
  });

  it('ends with the day’s tokens: then the abstracts are quoted, and it says when there are more', async () => {
    const { conversation, chat } = await talk(replies, { limits: { perUser: 1000, total: null } });
    await collect(conversation.ask({ question: QUESTION, user: 'ada' }));
    const { answer } = await collect(
      conversation.ask({ question: 'What is mixture of experts?', user: 'ada' }),
    );
    expect(answer.answerer).toBe('extractive');
    expect(answer.degraded).toContain(
      'The chat model was not asked. Your 1,000 tokens of today are used up; they begin again at 00:00 UTC, in 12 h.',
    );
    const before = chat.requests.length;
    const bob = await collect(conversation.ask({ question: QUESTION, user: 'bob' }));
    expect(bob.answer.answerer).toBe('scripted');
    expect(chat.requests.length).toBeGreaterThan(before);
  });
});
