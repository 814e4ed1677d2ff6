import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ChatRequest } from '../../src/chat/chat-model.ts';
import { type Feature, refusedFeature, toWire } from '../../src/chat/dialect.ts';

const ALL: ReadonlySet<Feature> = new Set<Feature>([
  'json_schema',
  'stream_options',
  'temperature',
  'max_tokens',
  'system role',
]);
const refusedBy = (status: number, words: string, param: string | null = null, features = ALL) =>
  refusedFeature({ status, words, param }, features);

const REQUEST: ChatRequest = {
  messages: [
    { role: 'system', content: 'Answer in JSON.' },
    { role: 'user', content: 'What is MoH?' },
  ],
  format: {
    name: 'answer',
    schema: z.object({
      outcome: z.enum(['answered', 'silent']),
      claims: z.array(z.object({ claim: z.string(), source: z.int().nullable() })),
    }),
  },
  maxOutputTokens: 700,
};
const wire = (refused: readonly Feature[] = [], isOpenAI = false, request = REQUEST) =>
  toWire(request, { model: 'qwen3', isOpenAI, refused: new Set(refused) });

describe('a request on the wire', () => {
  test('asks for a stream with usage, and for the schema in the strict form', () => {
    const { body, features } = wire();
    expect(body).toEqual({
      model: 'qwen3',
      messages: REQUEST.messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 700,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'answer',
          strict: true,
          schema: {
            type: 'object',
            properties: {
              outcome: { type: 'string', enum: ['answered', 'silent'] },
              claims: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    claim: { type: 'string' },
                    source: {
                      type: ['integer', 'null'],
                    },
                  },
                  required: ['claim', 'source'],
                  additionalProperties: false,
                },
              },
            },
            required: ['outcome', 'claims'],
            additionalProperties: false,
          },
        },
      },
    });
    expect(features).toEqual(ALL);
  });

  test('asks OpenAI itself for its new name of the limit, and for no temperature', () => {
    const { body } = wire([], true);
    expect(body).toMatchObject({ max_completion_tokens: 700 });
    expect(Object.keys(body)).not.toContain('temperature');
    expect(Object.keys(body)).not.toContain('max_tokens');
  });

  test('has no format where none is asked for', () => {
    expect(wire([], false, { ...REQUEST, format: null }).body.response_format).toBeUndefined();
  });

  test('goes down rung by rung: schema, any JSON object, words alone', () => {
    expect(wire(['json_schema']).body.response_format).toEqual({ type: 'json_object' });
    expect(wire(['json_schema', 'json_object']).body.response_format).toBeUndefined();
  });

  test('names the limit as the server will have it, or not at all', () => {
    expect(wire(['max_tokens']).body).toMatchObject({ max_completion_tokens: 700 });
    expect(wire(['max_completion_tokens'], true).body).toMatchObject({ max_tokens: 700 });
    const { body } = wire(['max_tokens', 'max_completion_tokens']);
    expect(Object.keys(body).filter((key) => key.startsWith('max'))).toEqual([]);
  });

  test('puts what the system says before the question where there is no such role', () => {
    const history = [...REQUEST.messages, { role: 'assistant', content: 'A method.' } as const];
    expect(wire(['system role'], false, { ...REQUEST, messages: history }).body.messages).toEqual([
      { role: 'user', content: 'Answer in JSON.\n\nWhat is MoH?' },
      { role: 'assistant', content: 'A method.' },
    ]);
    const alone = { ...REQUEST, messages: REQUEST.messages.slice(0, 1) };
    expect(wire(['system role'], false, alone).body.messages).toEqual([
      { role: 'user', content: 'Answer in JSON.' },
    ]);
  });
});

describe('what a server refused', () => {
  test.each([
    [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'max_tokens',
    ],
    [
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      'temperature',
    ],
    [
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
      'json_schema',
    ],
    ["'response_format.type' must be 'json_object' or 'text'", 'json_schema'],
    ['This response_format type is unavailable now', 'json_schema'],
    ['This model does not support response format `json_schema`.', 'json_schema'],
    ['Failed to parse grammar', 'json_schema'],
    [
      '{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}',
      'stream_options',
    ],
    ['System role not supported', 'system role'],
    ['Conversation roles must alternate user/assistant/user/assistant/...', 'system role'],
    // A bad request that names nothing: the format is the likeliest reason.
    ['Bad request', 'json_schema'],
    ['', 'json_schema'],
  ] as const)('%s', (words, feature) => {
    expect(refusedBy(400, words)).toBe(feature);
    expect(refusedBy(422, words)).toBe(feature);
  });

  test('the parameter that it names tells more than its words', () => {
    expect(refusedBy(400, 'the temperature of this JSON is wrong', 'max_tokens')).toBe('max_tokens');
  });

  test('only what was sent can have been refused', () => {
    const few: ReadonlySet<Feature> = new Set<Feature>(['max_completion_tokens', 'json_object']);
    expect(refusedBy(400, "'max_tokens' and temperature are unknown", null, few)).toBe('json_object');
    expect(refusedBy(400, 'Bad request', null, new Set<Feature>(['temperature']))).toBeNull();
    expect(refusedBy(400, 'no json_object here', null, few)).toBe('json_object');
  });

  test('a server that fails without a word of it refused nothing', () => {
    expect(refusedBy(500, 'out of memory')).toBeNull();
    expect(refusedBy(500, 'response_format is not implemented')).toBe('json_schema');
    expect(refusedBy(501, 'stream_options: not implemented')).toBe('stream_options');
    for (const status of [401, 403, 404, 413, 429, 503]) {
      expect(refusedBy(status, 'response_format, temperature and max_tokens')).toBeNull();
    }
  });

  test('a request that is too long is not mended by leaving a parameter out', () => {
    for (const words of [
      "'max_tokens' is too large: 5000. This model's maximum context length is 4096 tokens and your request has 1000.",
      'the request exceeds the available context size, try increasing it',
      'The input token count (2000000) exceeds the maximum number of tokens allowed (1048575).',
      'prompt is too long: 208310 tokens > 200000 maximum',
    ]) {
      expect(refusedBy(400, words)).toBeNull();
    }
  });
});
