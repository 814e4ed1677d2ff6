import { afterEach } from 'vitest';
import { createOpenAIChat, type OpenAIChatOptions } from '../../src/chat/openai-chat.ts';
import { EndpointError } from '../../src/errors.ts';
import { type ChatEndpoint, type ChatScript, startChatEndpoint } from '../support/chat-endpoint.ts';

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
