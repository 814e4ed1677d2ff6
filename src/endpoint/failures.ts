import type { APIError } from 'openai';
import { EndpointError, IbidError } from '../errors.ts';
import { redactText } from '../redact.ts';
import type { Endpoint } from './endpoint.ts';

/** Which setting names the model. */
const SETTINGS = { embedding: 'IBID_EMBEDDING_MODEL', chat: 'IBID_CHAT_MODEL' } as const;

const OFFERS = { embedding: 'embeddings', chat: 'chat completions' } as const;

export interface RequestContext extends Pick<Endpoint, 'url' | 'apiKey' | 'secrets'> {
  readonly kind: keyof typeof SETTINGS;
  readonly model: string;
  readonly timeoutMilliseconds: number;
  readonly maxRetries: number;
}

/** Enough of a server's own words to recognise them. */
const LONGEST_QUOTE = 200;

/**
 * A failed request in words of our own: an EndpointError, or the error itself when it is an IbidError already. What the server
 * said is quoted without keys, and the SDK's error is not kept as a cause, because it holds the request's headers.
 */
export async function explainFailure(error: unknown, context: RequestContext): Promise<IbidError> {
  if (error instanceof IbidError) return error;
  const { APIConnectionError, APIConnectionTimeoutError, APIError } = await import('openai');
  const where = `the ${context.kind} model ${context.model} at ${context.url}`;
  const make = (message: string, remedy: string, retryable: boolean, status: number | null = null) =>
    new EndpointError(message, { url: context.url, status, retryable, remedy });
  if (error instanceof APIConnectionTimeoutError) {
    const seconds = context.timeoutMilliseconds / 1000;
    const tries = context.maxRetries === 0 ? '' : `, asked ${context.maxRetries + 1} times`;
    return make(
      `${where} did not answer within ${seconds} s${tries}`,
      'try again, or check that the server is not overloaded and the model is loaded',
      true,
    );
  }
  if (error instanceof APIConnectionError) {
    const [finding, remedy] = explainConnection(error);
    return make(`${where} cannot be reached: ${finding}`, remedy, true);
  }
  if (error instanceof APIError && error.status !== undefined) {
    return explainStatus(error, error.status, where, context);
  }
  if (error instanceof SyntaxError) {
    return make(`${where} answered with broken JSON`, 'check OPENAI_BASE_URL: it usually ends in /v1', false);
  }
  const [finding, remedy] = explainConnection(error);
  return make(`${where} broke off: ${quote(finding, context)}`, remedy, true);
}

function explainStatus(
  error: APIError,
  status: number,
  where: string,
  context: RequestContext,
): EndpointError {
  const setting = SETTINGS[context.kind];
  const said = quote(serverWords(error), context);
  const make = (finding: string, remedy: string, retryable = false) =>
    new EndpointError(`${where} ${finding} (${status})${said === '' ? '' : `: ${said}`}`, {
      url: context.url,
      status,
      retryable,
      remedy,
    });
  switch (status) {
    case 401:
      return context.apiKey === null
        ? make('asks for an API key, and none is set', 'set OPENAI_API_KEY')
        : make('refused the API key', 'check OPENAI_API_KEY, and that it belongs to this endpoint');
    case 403:
      return make(
        'is not allowed for this key',
        `use a key or project that may use the model, or another ${setting}`,
      );
    case 404:
      return make(
        'is not there',
        `check ${setting} and OPENAI_BASE_URL (it usually ends in /v1); a local server may have to load the model first`,
      );
    case 429:
      return error.code === 'insufficient_quota'
        ? make('refused: the quota of this key is used up', "check the account's plan and billing")
        : make('refused: too many requests', 'wait a minute and run it again', true);
    default:
      if (status >= 500) {
        return make('failed on its side', 'try again later; if it stays, look at the server’s log', true);
      }
      return make(
        'refused the request',
        `check ${setting} and that the server offers ${OFFERS[context.kind]}`,
      );
  }
}

/** What the server said, if it is a message at all; pages of HTML are none. */
function serverWords(error: APIError): string {
  const body: unknown = error.error;
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') {
    return body.message;
  }
  if (typeof body === 'string') return body;
  const text = error.message.replace(/^\d{3}\s*/, '');
  return text === 'status code (no body)' ? '' : text;
}

function quote(text: string, context: RequestContext): string {
  if (/<\/?(?:html|body|head|!doctype)/i.test(text)) return 'an HTML page';
  const clean = redactText(text, context.secrets)
    // Control characters of a server must not reach a terminal.
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return clean.length <= LONGEST_QUOTE ? clean : `${clean.slice(0, LONGEST_QUOTE)}…`;
}

/** Finding and remedy from the innermost error code of a chain of causes. */
function explainConnection(error: unknown): readonly [string, string] {
  const code = connectionCode(error);
  switch (code) {
    case 'ECONNREFUSED':
      return ['the connection was refused', 'start the server, or check OPENAI_BASE_URL'];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return ['its host name is not known', 'check OPENAI_BASE_URL and the network'];
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return ['the connection was cut', 'try again; if it stays, look at the server’s log'];
    default:
      return [
        code === null ? 'the connection failed' : `the connection failed (${code})`,
        'check OPENAI_BASE_URL, the network and proxy settings',
      ];
  }
}

function connectionCode(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 5) return null;
  if (error instanceof AggregateError && error.errors.length > 0) {
    const inner = connectionCode(error.errors[0], depth + 1);
    if (inner !== null) return inner;
  }
  const inner = connectionCode(error.cause, depth + 1);
  if (inner !== null) return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
