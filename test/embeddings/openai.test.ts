import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { createOpenAIEmbedder } from '../../src/embeddings/openai.ts';
import { describeEmbedder } from '../contract/embedder.ts';
import {
  answerWith,
  create,
  entriesOf,
  failureOf,
  fakeEndpoint,
  KEY,
  requestSchema,
  server,
  serveWell,
} from './openai-support.ts';

fakeEndpoint();

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
