import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { asking, listen } from '../contract/chat-model.ts';
import { startChatEndpoint, streamed } from '../support/chat-endpoint.ts';
import { chatAt, failureOf, KEY } from './openai-support.ts';

const LOCAL = 'http://chat.test/v1';
const server = setupServer();

const failing = (answer: () => Response, options: Parameters<typeof chatAt>[1] = {}) => {
  server.use(http.post(`${LOCAL}/chat/completions`, answer));
  return failureOf(listen(chatAt(LOCAL, options), asking('x')));
};
const status =
  (code: number, error: object = {}, headers: Record<string, string> = {}) =>
  () =>
    HttpResponse.json({ error }, { status: code, headers });

describe('each failure has its own words and its remedy', () => {
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  test.each([
    [
      'a refused key',
      status(401, { message: `Incorrect API key provided: ${KEY}` }),
      'refused the API key (401): Incorrect API key provided: [redacted]',
      /OPENAI_API_KEY/,
      false,
    ],
    [
      'a forbidden model',
      status(403, { message: 'no' }),
      'is not allowed for this key (403): no',
      /IBID_CHAT_MODEL/,
      false,
    ],
    [
      'an unknown model',
      status(404, { message: 'pull it' }),
      'is not there (404): pull it',
      /IBID_CHAT_MODEL and OPENAI_BASE_URL/,
      false,
    ],
    [
      'too many requests',
      status(429),
      'refused: too many requests (429)',
      /^wait a minute and run it again$/,
      true,
    ],
    [
      'too many requests for two minutes',
      status(429, { message: 'slow' }, { 'retry-after': '120' }),
      'refused: too many requests (429): slow',
      /^wait 2 minutes and run it again$/,
      true,
    ],
    [
      'a used-up quota',
      status(429, { message: 'pay', code: 'insufficient_quota' }),
      'refused: the quota of this key is used up (429): pay',
      /billing/,
      false,
    ],
    [
      'nothing paid',
      status(402, { message: 'pay' }),
      'refused: the quota of this key is used up (402): pay',
      /billing/,
      false,
    ],
    [
      'a failing server',
      status(500, { message: 'out of memory' }),
      'failed on its side (500): out of memory',
      /log/,
      true,
    ],
    [
      'an overloaded server',
      status(503, {}, { 'retry-after': '90' }),
      'failed on its side (503)',
      /wait 90 seconds/,
      true,
    ],
    [
      'a request that is too long',
      status(400, { message: 'however you requested 9000 tokens', code: 'context_length_exceeded' }),
      'refused: the question and its sources are longer than it takes (400): however you requested 9000 tokens',
      /IBID_CHAT_WINDOW/,
      false,
    ],
    [
      'a body that is too long',
      status(413),
      'refused: the question and its sources are longer than it takes (413)',
      /IBID_CHAT_WINDOW/,
      false,
    ],
    [
      'another refusal',
      status(400, { message: 'no' }),
      'refused the request (400): no',
      /IBID_CHAT_MODEL and that the server offers chat/,
      false,
    ],
    [
      'words in another form',
      () => HttpResponse.json({ detail: 'Not Found' }, { status: 404 }),
      'is not there (404): Not Found',
      /OPENAI_BASE_URL/,
      false,
    ],
    [
      'words in a form of its own',
      () => HttpResponse.json({ reason: 'no' }, { status: 400 }),
      'refused the request (400): {"reason":"no"}',
      /IBID_CHAT_MODEL/,
      false,
    ],
    [
      'an error page',
      () => HttpResponse.html('<html><body>Bad gateway</body></html>', { status: 502 }),
      'failed on its side (502): an HTML page',
      /log/,
      true,
    ],
    [
      'an error without a word',
      () => new HttpResponse(null, { status: 404 }),
      'is not there (404)',
      /OPENAI_BASE_URL/,
      false,
    ],
  ] as const)('%s', async (_, answer, words, remedy, retryable) => {
    const error = await failing(answer);
    expect(error.message).toBe(`the chat model qwen3 at ${LOCAL} ${words}`);
    expect(error.remedy).toMatch(remedy);
    expect(error.retryable).toBe(retryable);
    expect(
      JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause }),
    ).not.toContain('verysecret');
  });

  test('a server that asks for a key when none is set', async () => {
    const error = await failing(status(401), { apiKey: null });
    expect(error.message).toMatch(/asks for an API key, and none is set \(401\)$/);
    expect(error.remedy).toBe('set OPENAI_API_KEY');
  });

  test('a long story is cut, control characters and keys in any form are not shown', async () => {
    const message = `\u001b[31mno\u202e Bearer abcdefghijk and hunter2hunter2 ${'and so on '.repeat(100)}`;
    const error = await failing(status(403, { message }), { apiKey: 'hunter2hunter2' });
    for (const shown of ['hunter2', 'abcdefghijk', '\u001b', '\u202e'])
      expect(error.message).not.toContain(shown);
    expect(error.message.length).toBeLessThan(320);
  });

  test('a password in the base URL is never shown', async () => {
    server.use(http.post(`${LOCAL}/chat/completions`, status(500, { message: 'me:secretword' })));
    const model = chatAt('http://me:secretword@chat.test/v1');
    const error = await failureOf(listen(model, asking('x')));
    expect(error.message + error.url + error.remedy).not.toContain('secretword');
  });
});

describe('servers that cannot be reached', () => {
  test('a host that is not known', async () => {
    const error = await failureOf(listen(chatAt('http://nowhere.invalid/v1'), asking('x')));
    expect(error.message).toMatch(/cannot be reached: its host name is not known$/);
    expect(error.remedy).toMatch(/OPENAI_BASE_URL/);
  });

  test('https where a server speaks plain http', async () => {
    const endpoint = await startChatEndpoint(() => streamed('x'));
    const secure = endpoint.url.replace('http:', 'https:');
    const error = await failureOf(listen(chatAt(secure), asking('x')));
    await endpoint.close();
    expect(error.message).toMatch(/cannot be reached: no secure connection came about/);
    expect(error.remedy).toMatch(/http:\/\//);
  });
});
