import { createHash } from 'node:crypto';
import { EndpointError, InterruptedError } from '../errors.ts';
import type { ChatModel, Message, ReplyFormat } from './chat-model.ts';
import type { ModelCall } from './model-call.ts';
import type { Prompts } from './prompts.ts';
import { createReplyReader, type ReplyItem } from './read-reply.ts';
import { estimateTokens } from './tokens.ts';
import { addUsage, NO_USAGE, type Usage } from './usage.ts';

/** Tokens of one day. Neither method fails a question: a ledger that cannot be used is told where it is made. */
export interface Ledger {
  /** Throws LimitError when the day's tokens are used up. */
  allow(): Promise<void>;
  book(usage: Usage): Promise<void>;
}

/** Whole replies by what was asked, word for word. Neither method fails a question. */
export interface ReplyCache {
  find(key: string): Promise<string | null>;
  keep(key: string, text: string, usage: Usage): Promise<void>;
}

export interface ModelAsk {
  /** Name of the prompt's file. */
  readonly prompt: string;
  readonly values: Readonly<Record<string, string>>;
  readonly format: ReplyFormat;
  /** Stops this request alone; the session's own signal stops all. */
  readonly signal?: AbortSignal;
}

/** How a reply ended, once all its items were read. */
export interface ReplyEnd {
  /** The model had more to say than it may. */
  readonly cut: boolean;
  /** Keeps the reply for the next time that the same is asked: to be called when it was of use. */
  keep(): Promise<void>;
}

/** All that is asked of a model for one question: what it cost, and what came of it. */
export interface ModelSession {
  readonly name: string;
  /** Tokens that messages and reply may have together, and a reply at most. */
  readonly window: number;
  readonly outputTokens: number;
  readonly calls: readonly ModelCall[];
  /** Of all calls so far. */
  usage(): Usage;
  /** Tokens of a prompt with these values. */
  promptTokens(prompt: string, values: Readonly<Record<string, string>>): Promise<number>;
  /**
   * Asks, and hands out the parts of the reply as each is complete. The same asked twice is answered from memory. Leaving the loop stops
   * the request. Throws EndpointError, LimitError or InterruptedError.
   */
  ask(request: ModelAsk): AsyncGenerator<ReplyItem, ReplyEnd, void>;
}

export function createModelSession(given: {
  readonly chat: ChatModel;
  readonly prompts: Prompts;
  readonly outputTokens: number;
  readonly ledger: Ledger;
  readonly cache: ReplyCache;
  /** Takes secrets out of what a receipt keeps. */
  readonly redact: (text: string) => string;
  readonly signal?: AbortSignal;
}): ModelSession {
  const { chat, prompts, ledger, cache } = given;
  const calls: ModelCall[] = [];
  const memo = new Map<string, string>();
  /** An endpoint that failed once is not waited for again within the same question. */
  let down: EndpointError | null = null;

  async function* fromMemory(
    text: string,
    call: Omit<ModelCall, 'output' | 'milliseconds'>,
    started: number,
  ) {
    const reader = createReplyReader();
    yield* reader.push(text);
    yield* reader.end('complete');
    calls.push({ ...call, output: given.redact(text), milliseconds: performance.now() - started });
    return { cut: false, keep: async () => {} };
  }

  async function* ask(request: ModelAsk): AsyncGenerator<ReplyItem, ReplyEnd, void> {
    const prompt = await prompts.load(request.prompt);
    const messages = prompt.render(request.values);
    const key = keyOf(chat, request.format, given.outputTokens, messages);
    const started = performance.now();
    const about = { prompt: prompt.name, promptHash: prompt.hash, model: chat.name };
    const known = memo.get(key) ?? (await cache.find(key));
    if (known !== null)
      return yield* fromMemory(known, { ...about, usage: NO_USAGE, cached: true, failure: null }, started);
    if (down !== null) throw down;
    await ledger.allow();

    const reader = createReplyReader();
    let text = '';
    let usage: Usage | null = null;
    let failure: string | null = STOPPED;
    const signals = [given.signal, request.signal].filter((signal) => signal !== undefined);
    const reply = chat.reply({
      messages,
      format: request.format,
      maxOutputTokens: given.outputTokens,
      ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
    });
    try {
      for (;;) {
        const step = await reply.next();
        if (step.done === true) {
          ({ usage } = step.value);
          failure = step.value.finish === 'complete' ? null : 'cut at the limit of a reply';
          yield* reader.end(step.value.finish);
          break;
        }
        text += step.value;
        yield* reader.push(step.value);
      }
    } catch (error) {
      if (error instanceof EndpointError) down = error;
      if (!(error instanceof InterruptedError))
        failure = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      await reply.return({ text, finish: 'length', usage: NO_USAGE });
      // What was stopped or broke off has been paid for all the same.
      const spent = usage ?? estimated(messages, text, failure === STOPPED);
      calls.push({
        ...about,
        output: given.redact(text),
        usage: spent,
        cached: false,
        milliseconds: performance.now() - started,
        failure: failure === null ? null : given.redact(failure),
      });
      await ledger.book(spent);
    }
    const cut = failure !== null;
    if (!cut) memo.set(key, text);
    const paid = usage ?? NO_USAGE;
    return { cut, keep: async () => (cut ? undefined : cache.keep(key, text, paid)) };
  }

  return {
    name: chat.name,
    window: chat.window,
    outputTokens: given.outputTokens,
    calls,
    usage: () => calls.reduce((sum, call) => addUsage(sum, call.usage), NO_USAGE),
    async promptTokens(name, values) {
      const messages = (await prompts.load(name)).render(values);
      return messages.reduce((sum, { content }) => sum + estimateTokens(content) + PER_MESSAGE, 0);
    },
    ask,
  };
}

/** Why a request ended that its reader left. */
const STOPPED = 'stopped';
/** What a message costs beside its text, at the endpoints that tell. */
const PER_MESSAGE = 4;

/** A paper, the prompt or the model that changes makes another key: all that was asked stands in the messages. */
function keyOf(
  chat: ChatModel,
  format: ReplyFormat,
  outputTokens: number,
  messages: readonly Message[],
): string {
  return createHash('sha256')
    .update(JSON.stringify([chat.name, format.name, outputTokens, messages]))
    .digest('hex');
}

/** A request that failed before its first word cost nothing that is known of; one that was stopped had been read. */
function estimated(messages: readonly Message[], text: string, isStopped: boolean): Usage {
  if (text === '' && !isStopped) return NO_USAGE;
  const inputTokens = messages.reduce((sum, { content }) => sum + estimateTokens(content) + PER_MESSAGE, 0);
  return { inputTokens, outputTokens: estimateTokens(text), estimated: true };
}
