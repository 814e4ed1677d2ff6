import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { createOpenAIEmbedder } from '../../src/embeddings/openai.ts';
import { UsageError } from '../../src/errors.ts';
import {
  answerWith,
  create,
  entriesOf,
  failureOf,
  fakeEndpoint,
  KEY,
  LOCAL,
  server,
} from './openai-support.ts';

fakeEndpoint();

describe('each failure has its own words', () => {
  const status =
    (code: number, body: object = {}) =>
    () =>
      HttpResponse.json(body, { status: code });
  const vectors = (data: unknown) => () => HttpResponse.json({ data });

  test.each([
    [
      'a refused key',
      status(401, { error: { message: `Incorrect API key provided: ${KEY}` } }),
      /refused the API key \(401\)/,
      false,
    ],
    [
      'a forbidden model',
      status(403, { error: { message: 'no access' } }),
      /not allowed for this key \(403\): no access/,
      false,
    ],
    [
      'an unknown model',
      status(404, { error: { message: 'model "nomic" not found' } }),
      /is not there \(404\): model "nomic" not found/,
      false,
    ],
    [
      'too many requests',
      status(429, { error: { message: 'slow down' } }),
      /too many requests \(429\)/,
      true,
    ],
    [
      'a used-up quota',
      status(429, { error: { code: 'insufficient_quota', message: 'pay' } }),
      /quota of this key is used up/,
      false,
    ],
    ['a failing server', status(503), /failed on its side \(503\)/, true],
    [
      'another refusal',
      status(422, { error: { message: 'too long' } }),
      /refused the request \(422\): too long/,
      false,
    ],
    [
      'a page instead of JSON',
      () => HttpResponse.html('<html><body>nginx</body></html>'),
      /answered with an HTML page/,
      false,
    ],
    [
      'an error page',
      () => HttpResponse.html('<html><body>Bad gateway</body></html>', { status: 502 }),
      /failed on its side \(502\): an HTML page/,
      true,
    ],
    [
      'broken JSON',
      () =>
        new HttpResponse('{"data": [{"embedding": [NaN]}]}', {
          headers: { 'content-type': 'application/json' },
        }),
      /broken JSON/,
      false,
    ],
    ['JSON of another kind', status(200, { choices: [] }), /no list of embeddings/, false],
    [
      'no body',
      () => new HttpResponse(null, { status: 200, headers: { 'content-type': 'application/json' } }),
      /no list of embeddings/,
      false,
    ],
    ['too few vectors', vectors(entriesOf(['one'])), /answered with 1 vectors for 2 texts/, false],
    [
      'one vector twice',
      vectors([...entriesOf(['one']), ...entriesOf(['two'])]),
      /left out the vector of text 2 of 2/,
      false,
    ],
    [
      'unequal widths',
      vectors([
        { index: 0, embedding: [1, 2] },
        { index: 1, embedding: [1] },
      ]),
      /text 2 of 2 a vector of 1 numbers where 2/,
      false,
    ],
    [
      'null in a vector',
      vectors([
        { index: 0, embedding: [1, null] },
        { index: 1, embedding: [1, 2] },
      ]),
      /text 1 of 2 a vector with null at place 2/,
      false,
    ],
    [
      'null for a vector',
      vectors([
        { index: 0, embedding: null },
        { index: 1, embedding: [1, 2] },
      ]),
      /text 1 of 2 null/,
      false,
    ],
    [
      'an infinite number',
      vectors([
        { index: 0, embedding: [1, 1e300] },
        { index: 1, embedding: [1, 2] },
      ]),
      /place 2 is not finite/,
      false,
    ],
    [
      'zeros',
      vectors([
        { index: 0, embedding: [0, 0] },
        { index: 1, embedding: [1, 2] },
      ]),
      /a vector of zeros/,
      false,
    ],
    [
      'base64 though floats were asked for',
      vectors([
        { index: 0, embedding: 'AAAA' },
        { index: 1, embedding: 'AAAA' },
      ]),
      /a string instead of a list/,
      false,
    ],
    [
      'nothing in a vector',
      vectors([
        { index: 0, embedding: [] },
        { index: 1, embedding: [] },
      ]),
      /an empty vector/,
      false,
    ],
  ] as const)('%s', async (_, answer, words, retryable) => {
    answerWith(answer);
    const error = await failureOf(create().embedDocuments(['one', 'two']));
    expect(error.message).toMatch(words);
    expect(error.message).toContain('nomic');
    expect(error.message).toContain(LOCAL);
    expect(error.remedy).not.toBeNull();
    expect(error.retryable).toBe(retryable);
    expect(
      JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause }),
    ).not.toContain(KEY);
  });

  test('a width that changes between requests', async () => {
    const embedder = create();
    answerWith(vectors([{ index: 0, embedding: [1, 2] }]));
    await embedder.embedQuery('one');
    answerWith(vectors([{ index: 0, embedding: [1, 2, 3] }]));
    expect((await failureOf(embedder.embedQuery('two'))).message).toMatch(/3 numbers where 2 were expected/);
  });

  test('a server that asks for a key when none is set', async () => {
    answerWith(status(401));
    const error = await failureOf(create({ apiKey: null }).embedQuery('one'));
    expect(error.message).toMatch(/asks for an API key, and none is set/);
  });

  test('a key that the server repeats in another form, and control characters, are not shown', async () => {
    answerWith(
      status(400, { error: { message: 'bad \u001b[31m key Bearer abcdefghijk and hunter2hunter2' } }),
    );
    const error = await failureOf(create({ apiKey: 'hunter2hunter2' }).embedQuery('one'));
    for (const shown of ['hunter2', 'abcdefghijk', '\u001b']) expect(error.message).not.toContain(shown);
  });

  test('a password in the base URL is never shown', async () => {
    server.use(http.post(`${LOCAL}/embeddings`, status(500)));
    const error = await failureOf(
      create({ baseURL: 'http://me:secretword@embeddings.test/v1' }).embedQuery('one'),
    );
    expect(error.message + error.url).not.toContain('secretword');
  });

  test('no key for OpenAI itself, and a base URL that is none', () => {
    expect(() => createOpenAIEmbedder({ model: 'm' })).toThrow(UsageError);
    expect(() => create({ baseURL: 'localhost:11434' })).toThrow(/no http or https URL/);
  });
});
