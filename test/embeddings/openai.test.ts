import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delay, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createOpenAIEmbedder, type OpenAIEmbedderOptions } from '../../src/embeddings/openai.ts';
import { EndpointError, InterruptedError, UsageError } from '../../src/errors.ts';
import { describeEmbedder } from '../contract/embedder.ts';

const LOCAL = 'http://embeddings.test/v1';
const KEY = 'sk-verysecretkey123456';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const requestSchema = z.object({
  model: z.string(),
  input: z.array(z.string()),
  encoding_format: z.string().optional(),
  dimensions: z.number().optional(),
});
type Request = z.infer<typeof requestSchema> & { readonly authorization: string | null };

/** A vector that tells texts apart. */
function vectorOf(text: string): number[] {
  const letters = Array.from({ length: 8 }, () => 0.5);
  for (let at = 0; at < text.length; at++)
    letters[(at * 7 + text.charCodeAt(at)) % 8] = text.charCodeAt(at) + at;
  return letters;
}

const entriesOf = (input: readonly string[]) =>
  input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));

/** Answers as a well-behaved server does, and records what it was asked. */
function serveWell(url = LOCAL): Request[] {
  const requests: Request[] = [];
  server.use(
    http.post(`${url}/embeddings`, async ({ request }) => {
      const body = requestSchema.parse(await request.json());
      requests.push({ ...body, authorization: request.headers.get('authorization') });
      // A real answer takes a turn of the event loop at least; without it nothing else would run in between.
      await delay(1);
      return HttpResponse.json({ object: 'list', data: entriesOf(body.input), model: body.model });
    }),
  );
  return requests;
}

const answerWith = (answer: () => Response) => server.use(http.post(`${LOCAL}/embeddings`, answer));

const create = (options: Partial<OpenAIEmbedderOptions> = {}) =>
  createOpenAIEmbedder({ model: 'nomic', baseURL: LOCAL, apiKey: KEY, maxRetries: 0, ...options });

async function failureOf(work: Promise<unknown>): Promise<EndpointError> {
  const error: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof EndpointError)) throw new Error(`expected an EndpointError, got ${String(error)}`);
  return error;
}

describeEmbedder('the OpenAI-compatible embedder', async () => {
  serveWell();
  return create();
});

describe('requests', () => {
  test('keep within the inputs of a request, and results keep the order of the texts', async () => {
    const requests = serveWell();
    const texts = Array.from({ length: 25 }, (_, index) => `text number ${index}`);
    const vectors = await create({ inputsPerRequest: 10 }).embedDocuments(texts);
    expect(requests.map(({ input }) => input.length).sort()).toEqual([10, 10, 5]);
    const alone = await create().embedQuery('text number 17');
    expect(vectors[17]).toEqual(alone);
  });

  test('never hold more than 2,048 texts, whatever is asked for', async () => {
    const requests = serveWell();
    await create({ inputsPerRequest: 5000 }).embedDocuments(
      Array.from({ length: 2100 }, (_, index) => `t${index}`),
    );
    expect(requests.map(({ input }) => input.length).sort()).toEqual([2048, 52]);
  });

  test('cut a text that is longer than a model reads, and leave the others whole', async () => {
    const requests = serveWell();
    await create().embedDocuments(['word '.repeat(20_000), 'short']);
    expect(requests[0]?.input[0]?.length).toBeLessThan(13_000);
    expect(requests[0]?.input[0]?.length).toBeGreaterThan(8000);
    expect(requests[0]?.input[1]).toBe('short');
  });

  test('order vectors by index, not by their place in the answer', async () => {
    answerWith(() => HttpResponse.json({ data: entriesOf(['one', 'two', 'three']).reverse() }));
    const shuffled = await create().embedDocuments(['one', 'two', 'three']);
    serveWell();
    expect(shuffled).toEqual(await create().embedDocuments(['one', 'two', 'three']));
  });

  test('ask other servers for plain floats, and for a width only when one is set', async () => {
    const requests = serveWell();
    await create().embedQuery('question');
    await create({ dimensions: 8 }).embedQuery('question');
    expect(requests[0]).toMatchObject({ model: 'nomic', encoding_format: 'float' });
    expect(requests.map(({ dimensions }) => dimensions)).toEqual([undefined, 8]);
  });

  test('let the SDK choose the encoding at OpenAI itself, whose base64 comes back as numbers', async () => {
    const formats: unknown[] = [];
    server.use(
      http.post('https://api.openai.com/v1/embeddings', async ({ request }) => {
        const body = requestSchema.parse(await request.json());
        formats.push(body.encoding_format);
        const packed = Buffer.from(Float32Array.from([3, 4]).buffer).toString('base64');
        return HttpResponse.json({ data: [{ index: 0, embedding: packed }] });
      }),
    );
    const embedder = createOpenAIEmbedder({ model: 'text-embedding-3-small', apiKey: KEY });
    const vector = await embedder.embedQuery('question');
    expect(vector[0]).toBeCloseTo(0.6);
    expect(formats).toEqual(['base64']);
    expect(embedder.fingerprint).toBe('openai:text-embedding-3-small');
  });

  test('carry the key, and none when there is none', async () => {
    const requests = serveWell();
    await create().embedQuery('question');
    await create({ apiKey: null }).embedQuery('question');
    expect(requests.map(({ authorization }) => authorization)).toEqual([`Bearer ${KEY}`, null]);
  });

  test('are repeated as often as is set, and no more', async () => {
    let asked = 0;
    answerWith(() => {
      asked += 1;
      return asked < 3
        ? HttpResponse.json({}, { status: 503, headers: { 'retry-after-ms': '1' } })
        : HttpResponse.json({ data: entriesOf(['question']) });
    });
    await expect(create({ maxRetries: 2 }).embedDocuments(['question'])).resolves.toHaveLength(1);
    expect(asked).toBe(3);
  });

  test('are not made for a question: somebody waits, and full text can answer', async () => {
    let asked = 0;
    answerWith(() => {
      asked += 1;
      return HttpResponse.json({}, { status: 503 });
    });
    await failureOf(create({ maxRetries: 2 }).embedQuery('question'));
    expect(asked).toBe(1);
  });

  test('stop after the first failure instead of paying for the rest', async () => {
    let asked = 0;
    answerWith(() => {
      asked += 1;
      return HttpResponse.json({ error: { message: 'no' } }, { status: 400 });
    });
    const texts = Array.from({ length: 50 }, (_, index) => `t${index}`);
    await failureOf(create({ inputsPerRequest: 1, concurrency: 2 }).embedDocuments(texts));
    expect(asked).toBeLessThanOrEqual(2);
  });

  test('an empty text is refused before anything is sent', async () => {
    await expect(create().embedDocuments(['one', ' \n'])).rejects.toThrow('text 2 of 2 is empty');
  });
});

describe('width and fingerprint', () => {
  test('the width is asked for once, with one text, when it is not known', async () => {
    const requests = serveWell();
    const embedder = create();
    expect([await embedder.dimensions(), await embedder.dimensions()]).toEqual([8, 8]);
    expect(requests).toHaveLength(1);
    expect(await create({ dimensions: 512 }).dimensions()).toBe(512);
    expect(requests).toHaveLength(1);
  });

  test('model and width make another fingerprint; key, host and path, which name no other vectors, do not', () => {
    expect(create().fingerprint).toBe('openai:nomic');
    expect(create({ dimensions: 256 }).fingerprint).toBe('openai:nomic@256');
    expect(create({ apiKey: null, baseURL: 'http://elsewhere.test/other/v1/' }).fingerprint).toBe(
      create().fingerprint,
    );
    expect(create().name).toBe('openai nomic');
  });
});

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

describe('connections, on a loopback server', () => {
  const running: Server[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) {
      one.closeAllConnections();
      await new Promise((resolve) => one.close(resolve));
    }
  });
  beforeAll(() => server.close());
  afterAll(() => server.listen({ onUnhandledFrame: 'error' }));

  async function listen(listener: RequestListener): Promise<string> {
    const one = createServer(listener);
    running.push(one);
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(one.address() as AddressInfo).port}/v1`;
  }

  test('a server that is not running', async () => {
    const baseURL = await listen(() => undefined);
    for (const one of running.splice(0)) await new Promise((resolve) => one.close(resolve));
    const error = await failureOf(create({ baseURL }).embedQuery('one'));
    expect(error.message).toMatch(/cannot be reached: the connection was refused/);
    expect(error.retryable).toBe(true);
  });

  test('a host that is not known', async () => {
    const error = await failureOf(create({ baseURL: 'http://nowhere.invalid/v1' }).embedQuery('one'));
    expect(error.message).toMatch(/cannot be reached: its host name is not known/);
  });

  test('a server that never answers', async () => {
    const baseURL = await listen(() => undefined);
    const error = await failureOf(create({ baseURL, queryTimeoutMilliseconds: 100 }).embedQuery('one'));
    expect(error.message).toMatch(/did not answer within 0.1 s/);
  });

  test('a server that begins an answer and stalls', async () => {
    const baseURL = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data": [');
    });
    const error = await failureOf(create({ baseURL, timeoutMilliseconds: 100 }).embedDocuments(['one']));
    expect(error.message).toMatch(/did not answer within 0.1 s/);
  });

  test('a connection that is cut', async () => {
    const baseURL = await listen((request) => request.socket.destroy());
    const error = await failureOf(create({ baseURL }).embedQuery('one'));
    expect(error.message).toMatch(/the connection was cut/);
  });

  test('an answer that is cut in the middle', async () => {
    const baseURL = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"data": [', () => response.socket?.destroy());
    });
    const error = await failureOf(create({ baseURL }).embedQuery('one'));
    expect(error.retryable).toBe(true);
    expect(error.message).toMatch(/broke off|cut/);
  });

  test('an abort while the server thinks interrupts at once and closes the request', async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const baseURL = await listen((_, response) => {
      response.on('close', () => closed.resolve());
      controller.abort();
    });
    const work = create({ baseURL, maxRetries: 5 }).embedDocuments(['one'], controller.signal);
    await expect(work).rejects.toBeInstanceOf(InterruptedError);
    await closed.promise;
  });
});
