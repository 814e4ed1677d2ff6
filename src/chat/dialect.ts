import type { OpenAI } from 'openai';
import { z } from 'zod';
import { isTooLong } from '../endpoint/server-words.ts';
import type { ChatRequest, Message } from './chat-model.ts';

/** What servers that speak the protocol have been seen to refuse. A request is made without what its server refused before. */
export type Feature =
  | 'json_schema'
  | 'json_object'
  | 'stream_options'
  | 'temperature'
  | 'max_tokens'
  | 'max_completion_tokens'
  | 'system role';

/** How a refusal names each of them. The special ones come first: what speaks of formats is said in many words. */
const NAMED: readonly (readonly [Feature, RegExp])[] = [
  ['stream_options', /stream_options|include_usage/iu],
  ['temperature', /\btemperature\b/iu],
  ['max_completion_tokens', /max_completion_tokens/iu],
  ['max_tokens', /max_tokens/iu],
  ['system role', /system[\s_-]*(?:role|message|prompt)|roles must alternate/iu],
  ['json_schema', /response_format|json|schema|grammar|guided|structured/iu],
  ['json_object', /response_format|json|grammar|guided|structured/iu],
];

type Body = OpenAI.ChatCompletionCreateParamsStreaming;

export interface WireRequest {
  readonly body: Body;
  /** What of all this a server might refuse. */
  readonly features: ReadonlySet<Feature>;
}

/**
 * A request as it goes on the wire to a server that is known to refuse some features. OpenAI's newer models take only the new name
 * of the output limit and no temperature; other servers may know only the old one, and are asked for their likeliest answer.
 */
export function toWire(
  request: ChatRequest,
  server: { readonly model: string; readonly isOpenAI: boolean; readonly refused: ReadonlySet<Feature> },
): WireRequest {
  const { model, isOpenAI, refused } = server;
  const features = new Set<Feature>();
  const use = (feature: Feature): boolean => {
    if (refused.has(feature)) return false;
    features.add(feature);
    return true;
  };
  const names = isOpenAI
    ? (['max_completion_tokens', 'max_tokens'] as const)
    : (['max_tokens', 'max_completion_tokens'] as const);
  const limit = names.find((name) => !refused.has(name));
  const hasSystem = request.messages.some(({ role }) => role === 'system');
  const body: Body = {
    model,
    messages: hasSystem && !use('system role') ? withoutSystem(request.messages) : [...request.messages],
    stream: true,
    ...(use('stream_options') ? { stream_options: { include_usage: true } } : {}),
    ...(!isOpenAI && use('temperature') ? { temperature: 0 } : {}),
    ...(limit !== undefined && use(limit) ? { [limit]: request.maxOutputTokens } : {}),
    ...responseFormat(request, use),
  };
  return { body, features };
}

/** The feature that a server refused; null when it refused something else, which asking in another way does not mend. */
export function refusedFeature(
  refusal: { readonly status: number; readonly param: string | null; readonly words: string },
  features: ReadonlySet<Feature>,
): Feature | null {
  const { status, param, words } = refusal;
  if (![400, 422, 500, 501].includes(status) || isTooLong(words, null)) return null;
  const naming = (text: string): Feature | null =>
    NAMED.find(([feature, pattern]) => features.has(feature) && pattern.test(text))?.[0] ?? null;
  const named = (param === null ? null : naming(param)) ?? naming(words);
  if (named !== null || status >= 500) return named;
  // Some say no to a format in words that name nothing of it.
  return (['json_schema', 'json_object'] as const).find((feature) => features.has(feature)) ?? null;
}

function responseFormat(
  { format }: ChatRequest,
  use: (feature: Feature) => boolean,
): Pick<Body, 'response_format'> {
  if (format === null) return {};
  if (use('json_schema')) {
    // Objects of the output are closed, which the strict form asks for; the dialect's name is nothing that servers look for.
    const { $schema: _, ...schema } = z.toJSONSchema(format.schema, { override: withoutSafeBounds });
    return {
      response_format: { type: 'json_schema', json_schema: { name: format.name, strict: true, schema } },
    };
  }
  return use('json_object') ? { response_format: { type: 'json_object' } } : {};
}

/** zod bounds every integer by what JavaScript can count: that says nothing, and some servers refuse schemas with bounds. */
function withoutSafeBounds({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** For models whose template knows only user and assistant: what the system says goes before the first thing the user says. */
function withoutSystem(messages: readonly Message[]): Message[] {
  const said = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  const first = others.findIndex(({ role }) => role === 'user');
  if (first < 0) return [{ role: 'user', content: said.join('\n\n') }, ...others];
  return others.map((message, place) =>
    place === first ? { role: 'user', content: [...said, message.content].join('\n\n') } : message,
  );
}
