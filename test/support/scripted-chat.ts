import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatModel, ChatReply, ChatRequest } from '../../src/chat/chat-model.ts';
import type { Usage } from '../../src/chat/usage.ts';
import { InterruptedError, throwIfAborted } from '../../src/errors.ts';

/** What the model says to one request. */
export interface ScriptedAnswer {
  readonly pieces: readonly string[];
  readonly finish?: ChatReply['finish'];
  /** By default an estimate: a token for four characters. */
  readonly usage?: Usage;
  /** Before each piece; 0. */
  readonly pieceMilliseconds?: number;
  /** Thrown after the pieces. */
  readonly error?: Error;
  /** Nothing follows the pieces until the reply is left or interrupted. */
  readonly silence?: boolean;
}

/** A string is a whole reply in one piece; an Error is thrown before the first. */
export type Answering = string | Error | ScriptedAnswer;

export interface ScriptedRequest extends ChatRequest {
  /** It was left, or its signal aborted, before the reply was whole. */
  readonly stopped: boolean;
  /** Resolves when the reply is whole, has failed or was stopped. */
  readonly closed: Promise<void>;
}

export interface ScriptedChat extends ChatModel {
  /** In the order in which they began. */
  readonly requests: readonly ScriptedRequest[];
}

/**
 * A ChatModel in memory. It gives the replies in the order of the requests, the last again and again; or what a function makes of
 * a request and its number, counted from 0.
 */
export function createScriptedChat(
  replies: readonly Answering[] | ((request: ChatRequest, n: number) => Answering),
  options: { readonly name?: string; readonly window?: number } = {},
): ScriptedChat {
  const requests: ScriptedRequest[] = [];

  function answerTo(request: ChatRequest, n: number): ScriptedAnswer {
    const found = typeof replies === 'function' ? replies(request, n) : (replies[n] ?? replies.at(-1));
    if (found === undefined) throw new Error('no reply is scripted');
    if (typeof found === 'string') return { pieces: [found] };
    return found instanceof Error ? { pieces: [], error: found } : found;
  }

  async function* speak(request: ChatRequest, left: AbortSignal): AsyncGenerator<string, ChatReply, void> {
    throwIfAborted(request.signal);
    const stop = request.signal === undefined ? left : AbortSignal.any([left, request.signal]);
    const { promise, resolve } = Promise.withResolvers<void>();
    const record = { ...request, stopped: false, closed: promise };
    stop.addEventListener('abort', () => {
      record.stopped = true;
      resolve();
    });
    const pause = (milliseconds: number): Promise<void> =>
      sleep(milliseconds, undefined, { signal: stop }).catch(() => {
        throw new InterruptedError();
      });
    const answer = answerTo(request, requests.push(record) - 1);
    let text = '';
    for (const piece of answer.pieces) {
      // Even without a delay a piece comes in a turn of its own, as from the network.
      await pause(answer.pieceMilliseconds ?? 0);
      text += piece;
      yield piece;
    }
    while (answer.silence === true) await pause(60_000);
    throwIfAborted(stop);
    resolve();
    if (answer.error !== undefined) throw answer.error;
    const usage = answer.usage ?? {
      inputTokens: tokens(request.messages.map(({ content }) => content).join(' ')),
      outputTokens: tokens(text),
      estimated: true,
    };
    return { text, finish: answer.finish ?? 'complete', usage };
  }

  return {
    name: options.name ?? 'scripted',
    window: options.window ?? 8192,
    requests,
    reply(request) {
      const left = new AbortController();
      let whole = false;
      async function* listened(): AsyncGenerator<string, ChatReply, void> {
        try {
          const reply = yield* speak(request, left.signal);
          whole = true;
          return reply;
        } finally {
          if (!whole) left.abort();
        }
      }
      const reply = listened();
      const leave = reply.return.bind(reply);
      // A generator that waits would hear of being left only with the next piece.
      reply.return = (value) => {
        left.abort();
        return leave(value);
      };
      return reply;
    },
  };
}

const tokens = (text: string): number => Math.ceil(text.length / 4);
