import type { OpenAI } from 'openai';
import type { Endpoint } from './endpoint.ts';

/** A client of the endpoint. Loads openai, which nothing else does before the first request. */
export async function createClient(
  endpoint: Endpoint,
  settings: { readonly timeoutMilliseconds: number; readonly maxRetries: number },
): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    baseURL: endpoint.baseURL,
    apiKey: endpoint.apiKey ?? 'none',
    // A server that wants no key may refuse one that it does not know.
    ...(endpoint.apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
    timeout: settings.timeoutMilliseconds,
    maxRetries: settings.maxRetries,
    // Its log lines hold what servers say, keys included.
    logLevel: 'off',
  });
}
