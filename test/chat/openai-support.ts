import { afterEach } from 'vitest';
import { createOpenAIChat, type OpenAIChatOptions } from '../../src/chat/openai-chat.ts';
import { EndpointError } from '../../src/errors.ts';
import { asking, listen } from '../contract/chat-model.ts';
import {
  type ChatEndpoint,
  type ChatScript,
  type ScriptedReply,
  startChatEndpoint,
} from '../support/chat-endpoint.ts';

export const KEY = 'sk-verysecretkey123456';

export const chatAt = (baseURL: string | null, options: Partial<OpenAIChatOptions> = {}) =>
  createOpenAIChat({
    model: 'qwen3',
    apiKey: KEY,
    baseURL,
    window: 8192,
    firstTokenMilliseconds: 20_000,
    idleMilliseconds: 20_000,
    maxRetries: 0,
    ...options,
  });

/** Endpoints of one file's tests; each is closed after its test. */
export function chatEndpoints(): (script: ChatScript) => Promise<ChatEndpoint> {
  const open: ChatEndpoint[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((endpoint) => endpoint.close()));
  });
  return async (script) => {
    const endpoint = await startChatEndpoint(script);
    open.push(endpoint);
    return endpoint;
  };
}

export async function failureOf(work: Promise<unknown>): Promise<EndpointError> {
  const error: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof EndpointError)) throw new Error(`expected an EndpointError, got ${String(error)}`);
  return error;
}

/** Streams of one scripted reply each, from such endpoints. */
export function hearingBy(start: (script: ChatScript) => Promise<ChatEndpoint>) {
  /** What a model makes of one scripted reply. */
  async function hear(reply: ScriptedReply, options: Parameters<typeof chatAt>[1] = {}) {
    const endpoint = await start(() => reply);
    return listen(chatAt(endpoint.url, options), asking('what?'));
  }
  return {
    hear,
    failing: (reply: ScriptedReply, options: Parameters<typeof chatAt>[1] = {}) =>
      failureOf(hear(reply, options)),
    text: async (reply: ScriptedReply) => (await hear(reply)).reply.text,
  };
}
