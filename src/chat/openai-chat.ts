import type { OpenAI } from 'openai';
import { createClient } from '../endpoint/client.ts';
import { describeEndpoint } from '../endpoint/endpoint.ts';
import { explainFailure, modelAt } from '../endpoint/failures.ts';
import { quoteServer } from '../endpoint/server-words.ts';
import { IbidError, InterruptedError, throwIfAborted, UsageError } from '../errors.ts';
import { openReply } from './attempts.ts';
import type { ChatModel, ChatReply, ChatRequest } from './chat-model.ts';
import type { Feature } from './dialect.ts';
import { readReplyBody } from './reply-body.ts';
import { type ReplyEvent, readReplyEvent } from './reply-events.ts';
import { createReplyFailures } from './reply-failures.ts';
import { createThinkingFilter } from './thinking.ts';
import { estimateTokens } from './tokens.ts';
import type { Usage } from './usage.ts';
import { createWatchdog } from './watchdog.ts';

export interface OpenAIChatOptions {
  /** Its name at the endpoint. */
  readonly model: string;
  /** Null: requests carry no key, which only other endpoints than OpenAI's accept. */
  readonly apiKey: string | null;
  /** Null: OpenAI's own. */
  readonly baseURL: string | null;
  /** Tokens that the messages and the reply may have together. */
  readonly window: number;
  /** From a request to its first word, reasoning included; for each attempt. */
  readonly firstTokenMilliseconds: number;
  /** Between two signs of life after the first word. */
  readonly idleMilliseconds: number;
  /** Of 408, 409, 429, 5xx and cut connections before the reply begins. A reply that has begun is never asked for again. */
  readonly maxRetries: number;
}

/** After the end of a reply its usage may follow; a server that forgets to hang up holds nobody up. */
const CLOSING_MILLISECONDS = 1000;

/**
 * A chat model behind any endpoint that speaks OpenAI's Chat Completions. Nothing is loaded or sent before the first piece of a
 * reply is asked for. What a server refuses (a format, a parameter) it is not asked for again by the same instance. Throws
 * UsageError for OpenAI's own endpoint without a key and for a base URL that is none.
 */
export function createOpenAIChat(options: OpenAIChatOptions): ChatModel {
  const endpoint = describeEndpoint(options);
  const { model, window, firstTokenMilliseconds, idleMilliseconds, maxRetries } = options;
  const context = {
    ...endpoint,
    kind: 'chat',
    model,
    timeoutMilliseconds: firstTokenMilliseconds,
    maxRetries: 0,
  } as const;
  if (endpoint.isOpenAI && endpoint.apiKey === null) {
    throw new UsageError(`${modelAt(context)} needs an API key, and none is set`, {
      remedy: 'set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server',
    });
  }
  const limits = { firstTokenMilliseconds, idleMilliseconds, closingMilliseconds: CLOSING_MILLISECONDS };
  const failures = createReplyFailures(context, limits);
  const refused = new Set<Feature>();
  let loading: Promise<OpenAI> | null = null;

  function readEvent(value: unknown, whole: boolean): ReplyEvent {
    const event = readReplyEvent(value);
    const wrong = typeof event === 'string' ? event : whole && !event.hasChoice ? 'choices' : null;
    if (typeof event === 'string' || wrong !== null) {
      throw failures.fail(
        `answered with JSON that is no chat completion (wrong at ${wrong})`,
        'check OPENAI_BASE_URL and that the server offers chat completions',
      );
    }
    return whole ? { ...event, finish: event.finish ?? 'stop' } : event;
  }

  async function* converse(
    request: ChatRequest,
    stop: AbortController,
  ): AsyncGenerator<string, ChatReply, void> {
    const watchdog = createWatchdog(limits, (what) => stop.abort(failures.overdue(what)));
    const thinking = createThinkingFilter();
    let text = '';
    let refusal = '';
    let finish: string | null = null;
    let reported: ReplyEvent['usage'] = null;
    /** All that it wrote, for an estimate of what it costs. */
    let written = '';
    loading ??= createClient(endpoint, { timeoutMilliseconds: null, maxRetries: 0 });
    const client = await loading;
    const response = await openReply({
      client,
      request,
      model,
      isOpenAI: endpoint.isOpenAI,
      refused,
      maxRetries,
      watchdog,
      signal: stop.signal,
    });
    const events = readReplyBody(response, {
      client,
      heard: watchdog.heard,
      mostBytes: 16 * 2 ** 20 + 4096 * request.maxOutputTokens,
      fail: failures.fail,
      quote: (words) => quoteServer(words, endpoint.secrets),
    });
    try {
      for (;;) {
        const next = await watchdog.during(() => events.next());
        // Of a reply that is stopped, what was there already is not shown either.
        if (next.done || stop.signal.aborted) break;
        const event = readEvent(next.value.value, next.value.whole);
        if (event.text !== '' || event.thought !== '' || event.refusal !== '') watchdog.word();
        if (event.finish !== null) watchdog.whole();
        finish = event.finish ?? finish;
        reported = event.usage ?? reported;
        refusal += event.refusal;
        written += event.thought + event.refusal + event.text;
        const piece = thinking.push(event.text);
        text += piece;
        if (piece !== '') yield piece;
      }
    } catch (error) {
      // Whatever breaks after the end of a reply takes nothing from it.
      if (finish === null) throw error;
    }
    if (stop.signal.reason instanceof IbidError) throw stop.signal.reason;
    const ending = failures.ending({ text: written, refusal, finish });
    const rest = thinking.end();
    if (rest !== '') yield rest;
    return { text: text + rest, finish: ending, usage: usageOf(request, reported, written) };
  }

  async function* supervise(
    request: ChatRequest,
    stop: AbortController,
  ): AsyncGenerator<string, ChatReply, void> {
    throwIfAborted(request.signal);
    const interrupt = (): void => stop.abort(new InterruptedError());
    request.signal?.addEventListener('abort', interrupt, { once: true });
    try {
      return yield* converse(request, stop);
    } catch (error) {
      if (stop.signal.reason instanceof IbidError) throw stop.signal.reason;
      throw await explainFailure(error, context);
    } finally {
      request.signal?.removeEventListener('abort', interrupt);
      // Closes the connection of a reply that is left early, and does nothing to one that has ended.
      interrupt();
    }
  }

  return {
    name: model,
    window,
    reply(request) {
      const stop = new AbortController();
      const reply = supervise(request, stop);
      const leave = reply.return.bind(reply);
      // A generator that waits would hear of being left only with the next piece.
      reply.return = (value) => {
        stop.abort(new InterruptedError());
        return leave(value);
      };
      return reply;
    },
  };
}

function usageOf(request: ChatRequest, reported: ReplyEvent['usage'], written: string): Usage {
  if (reported !== null) return { ...reported, estimated: false };
  return {
    inputTokens: request.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0),
    outputTokens: estimateTokens(written),
    estimated: true,
  };
}
