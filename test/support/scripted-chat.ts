import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatModel, ChatReply, ChatRequest } from '../../src/chat/chat-model.ts';
import type { Usage } from '../../src/chat/usage.ts';
import { InterruptedError, throwIfAborted } from '../../src/errors.ts';

/** What the model says to one request. A string alone is a whole reply in one piece. */
export interface ScriptedAnswer {
  readonly pieces: readonly string[];
  readonly finish?: ChatReply['finish'];
  readonly usage?: Usage;
  /** Before each piece; 0. */
  readonly pieceMilliseconds?: number;
  /** Thrown after the pieces. */
  readonly error?: Error;
}

export type Answering = string | Error | ScriptedAnswer;

export interface ScriptedChat extends ChatModel {
  /** In the order in which they began. */
  readonly requests: readonly (ChatRequest & {
    /** It was left, or its signal aborted, before the reply was whole. */
    readonly stopped: boolean;
  })[];
}

/**
 * A ChatModel in memory. It gives the replies in the order of the requests, the last again and again; or what a function makes of
 * a request and its number, counted from 0. An Error is thrown before the first piece.
 */
export function createScriptedChat(
  replies: readonly Answering[] | ((request: ChatRequest, n: number) => Answering),
  options: { readonly name?: string; readonly window?: number } = {},
): ScriptedChat {
  const requests: (ChatRequest & { stopped: boolean })[] = [];

  function answerTo(request: ChatRequest, n: number): ScriptedAnswer {
    const found =
      typeof replies === 'function' ? replies(request, n) : (replies[n] ?? replies[replies.length - 1]);
    if (found === undefined) throw new Error('no reply is scripted');
    if (typeof found === 'string') return { pieces: [found] };
    return found instanceof Error ? { pieces: [], error: found } : found;
  }

  async function* reply(request: ChatRequest): AsyncGenerator<string, ChatReply, void> {
    throwIfAborted(request.signal);
    const record = { ...request, stopped: true };
    const answer = answerTo(request, requests.push(record) - 1);
    let text = '';
    for (const piece of answer.pieces) {
      // Even without a delay a piece comes in a turn of its own, as from the network.
      await sleep(answer.pieceMilliseconds ?? 0, undefined, { signal: request.signal }).catch(() => {
        throw new InterruptedError();
      });
      text += piece;
      yield piece;
      throwIfAborted(request.signal);
    }
    record.stopped = false;
    if (answer.error !== undefined) throw answer.error;
    return {
      text,
      finish: answer.finish ?? 'complete',
      usage: answer.usage ?? {
        inputTokens: tokens(request.messages.map(({ content }) => content).join(' ')),
        outputTokens: tokens(text),
        estimated: true,
      },
    };
  }

  return { name: options.name ?? 'scripted', window: options.window ?? 8192, requests, reply };
}

const tokens = (text: string): number => Math.ceil(text.length / 4);
