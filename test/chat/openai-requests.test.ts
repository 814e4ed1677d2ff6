import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ChatRequest } from '../../src/chat/chat-model.ts';
import { UsageError } from '../../src/errors.ts';
import { asking, listen } from '../contract/chat-model.ts';
import { type ChatEndpoint, type ChatScript, refused, refusing, streamed } from '../support/chat-endpoint.ts';
import { chatAt, chatEndpoints, failureOf, KEY } from './openai-support.ts';

const start = chatEndpoints();

const FORMAT = { name: 'answer', schema: z.object({ outcome: z.string() }) };
const formatted: ChatRequest = { ...asking('what? Answer in JSON.'), format: FORMAT };
const ok = () => streamed('{"outcome":"answered"}');

const formatsAsked = ({ requests }: ChatEndpoint) =>
  requests.map(({ body }) => body.response_format?.type ?? null);

describe('the ladder of formats', () => {
  /** A server that knows only some formats. */
  const knowing =
    (formats: readonly (string | null)[], refusal: ReturnType<typeof refused>): ChatScript =>
    (body) =>
      formats.includes(body.response_format?.type ?? null) ? ok() : refusal;

  test.each([
    [
      'OpenAI',
      refused(400, "'response_format' of type 'json_schema' is not supported", { param: 'response_format' }),
    ],
    ['a server that says nothing of it', refused(400, 'Bad request')],
    ['pydantic', refused(422, 'Input should be a valid dictionary')],
    ['a server that lacks it', refused(501, 'json_schema is not implemented')],
    ['a server that fails over it', refused(500, 'failed to parse grammar')],
  ])('goes down to any JSON object where the schema is refused: %s', async (_, refusal) => {
    const endpoint = await start(knowing(['json_object', null], refusal));
    const model = chatAt(endpoint.url);
    expect((await listen(model, formatted)).reply.text).toBe('{"outcome":"answered"}');
    expect(formatsAsked(endpoint)).toEqual(['json_schema', 'json_object']);
    // What was refused is not asked for again.
    await listen(model, formatted);
    expect(formatsAsked(endpoint)).toEqual(['json_schema', 'json_object', 'json_object']);
    // Another instance knows nothing of it.
    await listen(chatAt(endpoint.url), formatted);
    expect(formatsAsked(endpoint).slice(3)).toEqual(['json_schema', 'json_object']);
  });

  test('goes down to words alone', async () => {
    const endpoint = await start(knowing([null], refused(400, 'response_format is unknown')));
    const model = chatAt(endpoint.url);
    await listen(model, formatted);
    await listen(model, formatted);
    expect(formatsAsked(endpoint)).toEqual(['json_schema', 'json_object', null, null]);
  });

  test('a schema that is ignored is no failure: what came is given on', async () => {
    const endpoint = await start(() => streamed('The papers say that …'));
    expect((await listen(chatAt(endpoint.url), formatted)).reply.text).toBe('The papers say that …');
  });

  test('a request that is refused for another reason keeps its reason, and nothing is learnt from it', async () => {
    let broken = true;
    const endpoint = await start(() => (broken ? refused(400, 'no such adapter') : ok()));
    const model = chatAt(endpoint.url);
    const error = await failureOf(listen(model, formatted));
    expect(error.message).toMatch(/refused the request \(400\): no such adapter$/);
    broken = false;
    await listen(model, formatted);
    expect(formatsAsked(endpoint).at(-1)).toBe('json_schema');
  });

  test('replies at once learn together', async () => {
    const endpoint = await start(knowing(['json_object'], refused(400, 'no json_schema')));
    const model = chatAt(endpoint.url);
    await Promise.all([1, 2, 3].map(() => listen(model, formatted)));
    await listen(model, formatted);
    expect(formatsAsked(endpoint)).toHaveLength(7);
    expect(formatsAsked(endpoint).at(-1)).toBe('json_object');
  });
});

describe('parameters that a server refuses', () => {
  test.each([['stream_options'], ['temperature'], ['max_tokens']])('%s', async (parameter) => {
    const endpoint = await start(refusing([parameter], ok));
    const model = chatAt(endpoint.url);
    await listen(model, formatted);
    await listen(model, formatted);
    expect(endpoint.requests.map(({ body }) => body[parameter] !== undefined)).toEqual([true, false, false]);
    // The others stay.
    expect(formatsAsked(endpoint)).toEqual(['json_schema', 'json_schema', 'json_schema']);
    if (parameter === 'max_tokens') {
      expect(endpoint.requests[2]?.body['max_completion_tokens']).toBe(formatted.maxOutputTokens);
    }
  });

  test('all of them, one after the other', async () => {
    const all = ['response_format', 'temperature', 'max_tokens', 'max_completion_tokens', 'stream_options'];
    const endpoint = await start(refusing(all, ok));
    const { reply } = await listen(chatAt(endpoint.url), formatted);
    expect(reply.text).toBe('{"outcome":"answered"}');
    expect(reply.usage.estimated).toBe(true);
    expect(Object.keys(endpoint.requests.at(-1)?.body ?? {}).sort()).toEqual(['messages', 'model', 'stream']);
  });

  test('the system’s role', async () => {
    const endpoint = await start((body) =>
      body.messages.some(({ role }) => role === 'system') ? refused(400, 'System role not supported') : ok(),
    );
    const system = { role: 'system', content: 'Be brief.' } as const;
    await listen(chatAt(endpoint.url), { ...formatted, messages: [system, ...formatted.messages] });
    expect(endpoint.requests.map(({ body }) => body.messages)).toEqual([
      [system, { role: 'user', content: 'what? Answer in JSON.' }],
      [{ role: 'user', content: 'Be brief.\n\nwhat? Answer in JSON.' }],
    ]);
  });
});

describe('requests', () => {
  test('carry the key, or no header at all', async () => {
    const endpoint = await start(ok);
    await listen(chatAt(endpoint.url), asking('x'));
    await listen(chatAt(endpoint.url, { apiKey: null }), asking('x'));
    expect(endpoint.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${KEY}`,
      undefined,
    ]);
  });

  test('to OpenAI itself have its names, and need a key', async () => {
    const bodies: unknown[] = [];
    const server = setupServer(
      http.post('https://api.openai.com/v1/chat/completions', async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ choices: [{ message: { content: 'ready' }, finish_reason: 'stop' }] });
      }),
    );
    server.listen({ onUnhandledFrame: 'error' });
    try {
      expect((await listen(chatAt(null), asking('x'))).reply.text).toBe('ready');
    } finally {
      server.close();
    }
    expect(bodies).toEqual([
      {
        model: 'qwen3',
        messages: [{ role: 'user', content: 'x' }],
        stream: true,
        stream_options: { include_usage: true },
        max_completion_tokens: 500,
      },
    ]);
    expect(() => chatAt(null, { apiKey: null })).toThrow(UsageError);
    expect(() => chatAt(null, { apiKey: null })).toThrow(
      'the chat model qwen3 at https://api.openai.com/v1 needs an API key, and none is set',
    );
    expect(() => chatAt('localhost:11434')).toThrow(/no http or https URL/);
  });

  test('load openai, and nothing loads it before the first piece is asked for', async () => {
    const endpoint = await start(ok);
    const script = `
      const { createOpenAIChat } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/chat/openai-chat.ts'))});
      const { registerHooks } = await import('node:module');
      let loaded = 0;
      registerHooks({ load: (url, context, next) => { if (/node_modules.openai.index/.test(url)) loaded++; return next(url, context); } });
      const model = createOpenAIChat({ model: 'm', apiKey: null, baseURL: '${endpoint.url}', window: 9, firstTokenMilliseconds: 9000, idleMilliseconds: 9000, maxRetries: 0 });
      const reply = model.reply({ messages: [{ role: 'user', content: 'x' }], format: null, maxOutputTokens: 9 });
      const before = loaded;
      await reply.next();
      process.stdout.write(before + ' ' + (loaded > 0));
      process.exit(0);
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('0 true');
  });
});
