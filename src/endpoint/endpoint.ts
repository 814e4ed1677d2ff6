import { UsageError } from '../errors.ts';
import { secretsInUrl } from '../redact.ts';

/** Where an OpenAI-compatible server is and how it is spoken to. */
export interface Endpoint {
  /** For requests; may hold a user and password. */
  readonly baseURL: string;
  /** For messages: without user, password and query. */
  readonly url: string;
  readonly apiKey: string | null;
  readonly isOpenAI: boolean;
  /** What must never be shown. */
  readonly secrets: readonly string[];
}

const OPENAI_URL = 'https://api.openai.com/v1';

/** Null, absent and empty mean OpenAI's own URL, and no key. Throws UsageError for a base URL that is none. */
export function describeEndpoint(options: {
  readonly baseURL?: string | null;
  readonly apiKey?: string | null;
}): Endpoint {
  const baseURL = options.baseURL?.trim() || OPENAI_URL;
  const apiKey = options.apiKey?.trim() || null;
  const parsed = URL.parse(baseURL);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new UsageError('the base URL of the endpoint is no http or https URL', {
      remedy: 'set OPENAI_BASE_URL to something like http://localhost:11434/v1, or leave it unset for OpenAI',
    });
  }
  const secrets = [apiKey ?? '', ...secretsInUrl(baseURL)].filter((secret) => secret !== '');
  return {
    baseURL,
    url: `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`,
    apiKey,
    isOpenAI: parsed.hostname === 'api.openai.com',
    secrets,
  };
}
