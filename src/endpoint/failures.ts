import type { APIError } from 'openai';
import { EndpointError, IbidError } from '../errors.ts';
import { explainConnection } from './connection.ts';
import type { Endpoint } from './endpoint.ts';
import { describeWait, retryAfterMilliseconds } from './retry-after.ts';
import { isOutOfQuota, isTooLong, quoteServer, serverWords } from './server-words.ts';

/** Which setting names the model, and what its server must offer. */
const KINDS = {
  embedding: { setting: 'IBID_EMBEDDING_MODEL', offers: 'embeddings' },
  chat: { setting: 'IBID_CHAT_MODEL', offers: 'chat completions' },
} as const;

export interface ModelContext extends Pick<Endpoint, 'url' | 'apiKey' | 'secrets'> {
  readonly kind: keyof typeof KINDS;
  readonly model: string;
}

export interface RequestContext extends ModelContext {
  readonly timeoutMilliseconds: number;
  readonly maxRetries: number;
}

/** "the chat model X at URL", with which a message about it begins. */
export function modelAt({ kind, model, url }: ModelContext): string {
  return `the ${kind} model ${model} at ${url}`;
}

/**
 * A failed request in words of our own: an EndpointError, or the error itself when it is an IbidError already. What the server
 * said is quoted without keys, and the SDK's error is not kept as a cause, because it holds the request's headers.
 */
export async function explainFailure(error: unknown, context: RequestContext): Promise<IbidError> {
  if (error instanceof IbidError) return error;
  const { APIConnectionError, APIConnectionTimeoutError, APIError } = await import('openai');
  const where = modelAt(context);
  const make = (message: string, remedy: string, retryable: boolean) =>
    new EndpointError(message, { url: context.url, retryable, remedy });
  const { code, finding, remedy } = explainConnection(error);
  // A connection that did not come about is told as that, though the SDK calls it a time-out too.
  if (
    error instanceof APIConnectionTimeoutError &&
    !/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/u.test(code ?? '')
  ) {
    const seconds = context.timeoutMilliseconds / 1000;
    const tries = context.maxRetries === 0 ? '' : `, asked ${context.maxRetries + 1} times`;
    return make(
      `${where} did not answer within ${seconds} s${tries}`,
      'try again, or check that the server is not overloaded and the model is loaded',
      true,
    );
  }
  if (error instanceof APIConnectionError) {
    return make(`${where} cannot be reached: ${finding}`, remedy, true);
  }
  if (error instanceof APIError) return explainRefusal(error, context);
  if (error instanceof SyntaxError) {
    return make(`${where} answered with broken JSON`, 'check OPENAI_BASE_URL: it usually ends in /v1', false);
  }
  return make(`${where} broke off: ${finding}`, remedy, true);
}

/** A server that said no, by a status or by an error in the middle of a stream. */
function explainRefusal(error: APIError, context: RequestContext): EndpointError {
  const { setting, offers } = KINDS[context.kind];
  const words = serverWords(error);
  const said = quoteServer(words, context.secrets);
  // In a stream some servers name a status as the error's code.
  const status = error.status ?? statusOf(error.code);
  const make = (finding: string, remedy: string, retryable = false) => {
    const number = status === null ? '' : ` (${status})`;
    return new EndpointError(`${modelAt(context)} ${finding}${number}${said === '' ? '' : `: ${said}`}`, {
      url: context.url,
      status,
      retryable,
      remedy,
    });
  };
  if (isOutOfQuota(error)) {
    return make('refused: the quota of this key is used up', "check the account's plan and billing");
  }
  if (
    context.kind === 'chat' &&
    (status === 413 || ((status ?? 400) < 500 && isTooLong(words, error.code)))
  ) {
    return make(
      'refused: the question and its sources are longer than it takes',
      'set IBID_CHAT_WINDOW to the number of tokens that the model takes at this server',
    );
  }
  const wait = retryAfterMilliseconds(error.headers);
  const patience = wait === null ? null : `wait ${describeWait(wait)} and run it again`;
  switch (status) {
    case null:
      return make('failed while it answered', 'try again; if it stays, look at the server’s log', true);
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
      return make('refused: too many requests', patience ?? 'wait a minute and run it again', true);
    default:
      if (status >= 500) {
        return make(
          'failed on its side',
          patience ?? 'try again later; if it stays, look at the server’s log',
          true,
        );
      }
      return make('refused the request', `check ${setting} and that the server offers ${offers}`);
  }
}

function statusOf(code: unknown): number | null {
  const number = Number(code);
  return Number.isInteger(number) && number >= 400 && number < 600 ? number : null;
}
