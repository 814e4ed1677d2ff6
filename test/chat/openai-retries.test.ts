import { describe, expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.ts';
import { asking, listen } from '../contract/chat-model.ts';
import { type ChatScript, refused, type ScriptedReply, streamed } from '../support/chat-endpoint.ts';
import { chatAt, chatEndpoints, failureOf } from './openai-support.ts';

const start = chatEndpoints();

const SOON = { 'retry-after-ms': '5' };
/** Says these things first, and then a reply. */
const first =
  (...replies: readonly ScriptedReply[]): ChatScript =>
  (_, n) =>
    replies[n] ?? streamed('ready');

async function hear(script: ChatScript, options: Parameters<typeof chatAt>[1] = {}) {
  const endpoint = await start(script);
  const work = listen(chatAt(endpoint.url, { maxRetries: 2, ...options }), asking('x'));
  return { endpoint, work };
}

describe('what may pass is asked again', () => {
  test.each([408, 409, 429, 500, 502, 503, 529])('%i', async (status) => {
    const { endpoint, work } = await hear(first(refused(status, 'later', { headers: SOON })));
    expect((await work).reply.text).toBe('ready');
    expect(endpoint.requests).toHaveLength(2);
  });

  test('a connection that is cut before an answer, after half a second', async () => {
    const { endpoint, work } = await hear(first({ kind: 'hang-up' }));
    expect((await work).reply.text).toBe('ready');
    expect(endpoint.requests).toHaveLength(2);
  });

  test('as often as is set, and no more', async () => {
    const late = refused(503, 'later', { headers: SOON });
    const { endpoint, work } = await hear(() => late);
    expect((await failureOf(work)).message).toMatch(/failed on its side \(503\): later$/);
    expect(endpoint.requests).toHaveLength(3);
    const never = await hear(() => late, { maxRetries: 0 });
    await failureOf(never.work);
    expect(never.endpoint.requests).toHaveLength(1);
  });

  test('a refused parameter is no retry', async () => {
    const { endpoint, work } = await hear(
      first(refused(400, 'temperature?'), refused(503, 'later', { headers: SOON })),
      { maxRetries: 1 },
    );
    expect((await work).reply.text).toBe('ready');
    expect(endpoint.requests).toHaveLength(3);
  });
});

describe('what does not pass is not asked again', () => {
  test.each([
    ['a refused key', refused(401, 'no')],
    ['a forbidden model', refused(403, 'no')],
    ['an unknown model', refused(404, 'no')],
    ['a request that cannot be met', refused(400, 'no')],
    ['what a server lacks', refused(501, 'no')],
    ['a used-up quota', refused(429, 'no', { code: 'insufficient_quota', headers: SOON })],
    ['a server that says so', refused(503, 'no', { headers: { ...SOON, 'x-should-retry': 'false' } })],
  ])('%s', async (_, reply) => {
    const { endpoint, work } = await hear(() => reply);
    await failureOf(work);
    expect(endpoint.requests).toHaveLength(1);
  });

  test('a server that is not running', async () => {
    const endpoint = await start(() => streamed('x'));
    await endpoint.close();
    const error = await failureOf(listen(chatAt(endpoint.url, { maxRetries: 50 }), asking('x')));
    expect(error.message).toMatch(/cannot be reached: the connection was refused$/);
  });

  test('a reply that began', async () => {
    for (const reply of [
      streamed('one', { ending: 'cut' }),
      streamed([], { ending: 'cut' }),
      streamed([{ event: { error: { message: 'later', code: 503 } } }]),
    ]) {
      const { endpoint, work } = await hear(first(reply));
      await failureOf(work);
      expect(endpoint.requests).toHaveLength(1);
    }
  });

  test('silence', async () => {
    const { endpoint, work } = await hear(first({ kind: 'silence' }), { firstTokenMilliseconds: 100 });
    expect((await failureOf(work)).message).toMatch(/did not send its first word within 0.1 s$/);
    expect(endpoint.requests).toHaveLength(1);
  });
});

describe('a server that says when', () => {
  test('is asked again then, when that is soon', async () => {
    const { endpoint, work } = await hear(first(refused(429, 'later', { headers: { 'retry-after': '0' } })));
    expect((await work).reply.text).toBe('ready');
    expect(endpoint.requests).toHaveLength(2);
  });

  test('is not waited for when that is late, and the reader is told when', async () => {
    for (const [wait, words] of [
      ['45', '45 seconds'],
      ['600', '10 minutes'],
    ] as const) {
      const { endpoint, work } = await hear(() =>
        refused(429, 'later', { headers: { 'retry-after': wait } }),
      );
      const error = await failureOf(work);
      expect(error.message).toMatch(/refused: too many requests \(429\): later$/);
      expect(error.remedy).toBe(`wait ${words} and run it again`);
      expect(endpoint.requests).toHaveLength(1);
    }
  });

  test('is not waited for after an abort', async () => {
    const endpoint = await start(() => refused(429, 'later', { headers: { 'retry-after': '15' } }));
    const controller = new AbortController();
    const work = listen(chatAt(endpoint.url, { maxRetries: 2 }), asking('x', controller.signal));
    while (endpoint.requests[0] === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await endpoint.requests[0].closed;
    controller.abort();
    await expect(work).rejects.toBeInstanceOf(InterruptedError);
    expect(endpoint.requests).toHaveLength(1);
  });
});
