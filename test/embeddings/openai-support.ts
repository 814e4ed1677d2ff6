import { delay, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { z } from 'zod';
import { createOpenAIEmbedder, type OpenAIEmbedderOptions } from '../../src/embeddings/openai.ts';
import { EndpointError } from '../../src/errors.ts';

export const LOCAL = 'http://embeddings.test/v1';
export const KEY = 'sk-verysecretkey123456';

export const server = setupServer();

/** Called once in each file whose requests the faked endpoint answers. */
export function fakeEndpoint(): void {
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
}

export const requestSchema = z.object({
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

export const entriesOf = (input: readonly string[]) =>
  input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));

/** Answers as a well-behaved server does, and records what it was asked. */
export function serveWell(url = LOCAL): Request[] {
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

export const answerWith = (answer: () => Response) => server.use(http.post(`${LOCAL}/embeddings`, answer));

export const create = (options: Partial<OpenAIEmbedderOptions> = {}) =>
  createOpenAIEmbedder({ model: 'nomic', baseURL: LOCAL, apiKey: KEY, maxRetries: 0, ...options });

export async function failureOf(work: Promise<unknown>): Promise<EndpointError> {
  const error: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof EndpointError)) throw new Error(`expected an EndpointError, got ${String(error)}`);
  return error;
}
