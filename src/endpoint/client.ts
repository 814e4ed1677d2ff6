import type { OpenAI } from 'openai';
import type { Endpoint } from './endpoint.ts';

export interface ClientSettings {
  /** Until the headers of an answer are there; null: whoever asks watches the time. */
  readonly timeoutMilliseconds: number | null;
  readonly maxRetries: number;
}

/** What a timer takes at most: 24 days. */
const FOREVER = 2 ** 31 - 1;

/** A client of the endpoint. Loads openai, which nothing else does before the first request. */
export async function createClient(endpoint: Endpoint, settings: ClientSettings): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  const dispatcher = settings.timeoutMilliseconds === null ? patientDispatcher() : null;
  return new OpenAI({
    baseURL: endpoint.baseURL,
    apiKey: endpoint.apiKey ?? 'none',
    // A server that wants no key may refuse one that it does not know.
    ...(endpoint.apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
    timeout: settings.timeoutMilliseconds ?? FOREVER,
    ...(dispatcher === null ? {} : { fetchOptions: { dispatcher } }),
    maxRetries: settings.maxRetries,
    // Its log lines hold what servers say, keys included.
    logLevel: 'off',
  });
}

interface Dispatcher {
  dispatch(options: object, handler: object): boolean;
}

/**
 * Node's fetch gives up after 300 s without headers, and after as many between two pieces of a body, whatever a caller allows; a
 * large model on a small machine may take longer. This is Node's own dispatcher, proxies included, without those two limits; null
 * where Node keeps none.
 */
function patientDispatcher(): Dispatcher | null {
  // Where undici, which Node's fetch is, keeps it for all its copies in a process.
  const own: unknown = Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1'));
  if (!isDispatcher(own)) return null;
  return {
    dispatch: (options, handler) => own.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler),
  };
}

function isDispatcher(value: unknown): value is Dispatcher {
  return (
    typeof value === 'object' && value !== null && 'dispatch' in value && typeof value.dispatch === 'function'
  );
}
