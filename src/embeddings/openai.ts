import type { OpenAI } from 'openai';
import { createClient } from '../endpoint/client.ts';
import { describeEndpoint } from '../endpoint/endpoint.ts';
import { explainFailure } from '../endpoint/failures.ts';
import { IbidError, InterruptedError, throwIfAborted, UsageError } from '../errors.ts';
import { type BatchLimits, PROTOCOL_LIMITS, planBatches } from './batching.ts';
import type { Embedder } from './embedder.ts';
import { mapInFlight } from './map-in-flight.ts';
import { parseVectors } from './openai-response.ts';

export interface OpenAIEmbedderOptions {
  /** Its name at the endpoint. */
  readonly model: string;
  /** Null or absent: requests carry no key, which only other endpoints than OpenAI's accept. */
  readonly apiKey?: string | null;
  /** Null or absent: OpenAI's own. */
  readonly baseURL?: string | null;
  /** Asks the endpoint for vectors of this width; absent: the model's own. */
  readonly dimensions?: number;
  /** For one request of documents, not counting its retries; 60 s. */
  readonly timeoutMilliseconds?: number;
  /** For the vector of a question, which is tried once: somebody waits, and full text can answer; 8 s. */
  readonly queryTimeoutMilliseconds?: number;
  /** Of 408, 409, 429, 5xx and broken connections, by the SDK, which alone retries; 2. */
  readonly maxRetries?: number;
  /** Texts in one request at most; 512, so that a retry costs little. */
  readonly inputsPerRequest?: number;
  /** Requests in flight at most; 3. */
  readonly concurrency?: number;
}

const DEFAULTS = {
  timeoutMilliseconds: 60_000,
  queryTimeoutMilliseconds: 8_000,
  maxRetries: 2,
  inputsPerRequest: 512,
  concurrency: 3,
};

/**
 * An embedder behind any endpoint that speaks OpenAI's embeddings protocol. Nothing is loaded or sent before the first text.
 * Throws UsageError for OpenAI's own endpoint without a key and for a base URL that is none; its methods throw EndpointError,
 * InterruptedError, and IbidError for an empty text.
 */
export function createOpenAIEmbedder(options: OpenAIEmbedderOptions): Embedder {
  const settings = { ...DEFAULTS, ...options };
  const endpoint = describeEndpoint(options);
  const { model, dimensions } = options;
  if (endpoint.isOpenAI && endpoint.apiKey === null) {
    throw new UsageError(
      `the embedding model ${model} at ${endpoint.url} needs an API key, and none is set`,
      {
        remedy: 'set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server, or use the built-in embedder',
      },
    );
  }
  const limits: BatchLimits = {
    ...PROTOCOL_LIMITS,
    inputs: Math.min(PROTOCOL_LIMITS.inputs, Math.max(1, settings.inputsPerRequest)),
  };
  let client: Promise<OpenAI> | null = null;
  let width = dimensions ?? null;

  async function request(
    texts: readonly string[],
    signal: AbortSignal,
    limits: { readonly timeout?: number; readonly maxRetries?: number } = {},
  ): Promise<Float32Array[]> {
    client ??= createClient(endpoint, settings);
    const { embeddings } = await client;
    try {
      const response: unknown = await embeddings.create(
        {
          model,
          input: [...texts],
          ...(dimensions === undefined ? {} : { dimensions }),
          // Several other servers answer base64, the SDK's default, with zeros or vectors of a quarter of the width.
          ...(endpoint.isOpenAI ? {} : { encoding_format: 'float' as const }),
        },
        { signal, ...limits },
      );
      const vectors = parseVectors(response, { texts, width, model, url: endpoint.url });
      width ??= vectors[0]?.length ?? null;
      return vectors;
    } catch (error) {
      if (signal.aborted) throw new InterruptedError();
      const timeoutMilliseconds = limits.timeout ?? settings.timeoutMilliseconds;
      throw await explainFailure(error, {
        ...endpoint,
        ...settings,
        kind: 'embedding',
        timeoutMilliseconds,
      });
    }
  }

  async function embedDocuments(
    texts: readonly string[],
    signal?: AbortSignal,
    patience: Parameters<typeof request>[2] = {},
  ): Promise<Float32Array[]> {
    throwIfAborted(signal);
    const empty = texts.findIndex((text) => text.trim() === '');
    if (empty >= 0) {
      throw new IbidError(`text ${empty + 1} of ${texts.length} is empty, and an empty text has no vector`, {
        remedy: 'leave empty texts out before embedding',
      });
    }
    const batches = planBatches(texts, limits);
    const vectors = await mapInFlight(batches, {
      limit: settings.concurrency,
      work: (batch, inner) => request(batch, inner, patience),
      signal,
    });
    return vectors.flat();
  }

  async function embedOne(text: string, signal?: AbortSignal): Promise<Float32Array> {
    const patience = { timeout: settings.queryTimeoutMilliseconds, maxRetries: 0 };
    const [vector] = await embedDocuments([text], signal, patience);
    if (vector === undefined) throw new IbidError(`the embedding model ${model} gave no vector`);
    return vector;
  }

  return {
    name: `openai ${model}`,
    fingerprint: `openai:${model}${dimensions === undefined ? '' : `@${dimensions}`}`,
    embedDocuments: (texts, signal) => embedDocuments(texts, signal),
    embedQuery: embedOne,
    dimensions: async (signal) => width ?? (await embedOne('width', signal)).length,
  };
}
