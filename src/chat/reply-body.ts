import type { OpenAI } from 'openai';
import type { EndpointError } from '../errors.ts';

export interface BodyOptions {
  /** Whose logger is told of broken events; without one they go to the console. */
  readonly client: OpenAI;
  /** Called for each piece that arrives, comments and keep-alives included. */
  heard(): void;
  /** Bytes that no reply to this request can have. */
  readonly mostBytes: number;
  fail(finding: string, remedy: string, retryable?: boolean): EndpointError;
  /** The server's words, fit to be shown. */
  quote(text: string): string;
}

/** A parsed event, or a whole completion, which some proxies send in answer to a request for a stream. */
export interface BodyEvent {
  readonly value: unknown;
  readonly whole: boolean;
}

const TO_BASE_URL = 'check OPENAI_BASE_URL: it usually ends in /v1';

/** Enough to know the first field of a stream of events by. */
const ENOUGH_TO_TELL = 16;

/**
 * The events of a response. What it is, its first bytes tell: servers send streams and whole bodies under any content type.
 * Throws the SDK's APIError for an error that the server tells in its stream or body, and SyntaxError for a body of broken JSON.
 */
export async function* readReplyBody(
  response: Response,
  options: BodyOptions,
): AsyncGenerator<BodyEvent, void, void> {
  const bytes = countedBytes(response, options);
  const { head, text } = await readHead(bytes);
  if (text === '') throw options.fail('sent an empty answer', 'look at the server’s log');
  if (/^[[{]/u.test(text)) {
    yield { value: await parseWhole(head, bytes, response.headers), whole: true };
    return;
  }
  if (text.startsWith('<')) throw options.fail('answered with an HTML page', TO_BASE_URL);
  if (!/^(?:data|event|id|retry|error)?\s*:/u.test(text)) {
    throw options.fail(`answered with text that is no stream of events: ${options.quote(text)}`, TO_BASE_URL);
  }
  const { Stream } = await import('openai/core/streaming');
  const body = new Response(ReadableStream.from(after(head, bytes)), { headers: response.headers });
  // The request has a controller of its own; this one only ends the reading.
  const values = Stream.fromSSEResponse(body, new AbortController(), options.client);
  try {
    for await (const value of values) yield { value, whole: false };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw options.fail(
      'sent an event of broken JSON',
      'try again; if it stays, look at the server’s log',
      true,
    );
  }
}

async function* countedBytes(
  response: Response,
  { heard, mostBytes, fail }: BodyOptions,
): AsyncGenerator<Uint8Array, void, void> {
  let count = 0;
  for await (const piece of response.body ?? []) {
    heard();
    count += piece.length;
    if (count > mostBytes) {
      throw fail(
        `sent far more than was asked for (over ${Math.floor(mostBytes / 2 ** 20)} MiB)`,
        'look at the server’s log, or use another IBID_CHAT_MODEL',
      );
    }
    yield piece;
  }
}

/** The pieces that tell what follows, and their text without the white space and the mark of byte order before it. */
async function readHead(bytes: AsyncGenerator<Uint8Array>): Promise<{ head: Uint8Array[]; text: string }> {
  const head: Uint8Array[] = [];
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < ENOUGH_TO_TELL && !/^[[{<]/u.test(text)) {
    const { value, done } = await bytes.next();
    if (done) break;
    head.push(value);
    text = (text + decoder.decode(value, { stream: true })).trimStart();
  }
  return { head, text };
}

async function* after(
  head: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  yield* head;
  yield* rest;
}

async function parseWhole(
  head: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
  headers: Headers,
): Promise<unknown> {
  const pieces = await Array.fromAsync(after(head, rest));
  // Decoding takes a mark of byte order away.
  const value: unknown = JSON.parse(new TextDecoder().decode(Buffer.concat(pieces)));
  if (typeof value === 'object' && value !== null && 'error' in value && value.error) {
    const { APIError } = await import('openai');
    throw new APIError(undefined, value.error, undefined, headers);
  }
  return value;
}
