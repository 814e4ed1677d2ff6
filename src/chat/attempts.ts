import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import { explainConnection } from '../endpoint/connection.ts';
import { retryAfterMilliseconds } from '../endpoint/retry-after.ts';
import { isOutOfQuota, serverWords } from '../endpoint/server-words.ts';
import type { ChatRequest } from './chat-model.ts';
import { type Feature, refusedFeature, toWire } from './dialect.ts';
import type { Watchdog } from './watchdog.ts';

export interface AttemptOptions {
  readonly client: OpenAI;
  readonly request: ChatRequest;
  readonly model: string;
  readonly isOpenAI: boolean;
  /** What this server is known to refuse. Grows by what it turned out to refuse, once it took the request without that. */
  readonly refused: Set<Feature>;
  readonly maxRetries: number;
  readonly watchdog: Watchdog;
  readonly signal: AbortSignal;
}

/** All waits for one request together. Somebody sits there, and there is an answer without a model. */
const LONGEST_WAIT = 20_000;

/**
 * The response of the first attempt that the server takes. Asks again, without it, when a feature is refused; and after a wait, up
 * to `maxRetries` times, for what may pass: 408, 409, 429, 5xx and cut connections. It alone retries; the SDK's own retries are
 * off, because they ask again in a second where a server says that it wants minutes. Throws what the SDK throws.
 */
export async function openReply(options: AttemptOptions): Promise<Response> {
  const { client, request, watchdog, signal } = options;
  const { APIError, APIConnectionError } = await import('openai');
  let refused: ReadonlySet<Feature> = new Set(options.refused);
  let retries = 0;
  let waited = 0;
  for (;;) {
    const { body, features } = toWire(request, { ...options, refused });
    watchdog.restart();
    try {
      const response = await watchdog.during(() =>
        client.chat.completions.create(body, { signal }).asResponse(),
      );
      for (const feature of refused) options.refused.add(feature);
      return response;
    } catch (error) {
      if (signal.aborted || !(error instanceof APIError)) throw error;
      const feature = featureRefusedBy(error, features);
      if (feature !== null) {
        refused = new Set([...refused, feature]);
        continue;
      }
      const passing = error instanceof APIConnectionError ? explainConnection(error).passing : mayPass(error);
      const wait = retryAfterMilliseconds(error.headers) ?? backoff(retries);
      if (!passing || retries >= options.maxRetries || waited + wait > LONGEST_WAIT) throw error;
      retries += 1;
      waited += wait;
      await sleep(wait, undefined, { signal });
    }
  }
}

type Refusal = InstanceType<typeof OpenAI.APIError>;

function featureRefusedBy(error: Refusal, features: ReadonlySet<Feature>): Feature | null {
  if (error.status === undefined) return null;
  return refusedFeature(
    { status: error.status, param: error.param ?? null, words: serverWords(error) },
    features,
  );
}

function mayPass(error: Refusal): boolean {
  // Not in any standard; OpenAI's way to say that it knows better.
  const said = error.headers?.get('x-should-retry');
  if (said === 'true' || said === 'false') return said === 'true';
  if (isOutOfQuota(error) || error.status === undefined || error.status === 501) return false;
  return [408, 409, 429].includes(error.status) || error.status >= 500;
}

/** Half a second, doubled each time, up to a quarter less, so that many who were refused together do not return together. */
function backoff(retries: number): number {
  return 500 * 2 ** retries * (1 - Math.random() * 0.25);
}
