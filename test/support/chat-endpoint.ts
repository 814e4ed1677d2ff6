import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
});
export type ChatBody = z.infer<typeof bodySchema>;

/** One thing that happens in a streamed reply. A bare string is a piece of text. */
export type Step =
  | string
  /** Goes in the delta as it is: `{ reasoning_content: '…' }`, `{ refusal: '…' }`. */
  | { readonly delta: Readonly<Record<string, unknown>> }
  /** A whole event of the server's own making, such as `{ error: { message: '…' } }`. */
  | { readonly event: unknown }
  /** Bytes as they are. */
  | { readonly raw: string }
  /** Milliseconds of silence. */
  | { readonly wait: number };

export interface StreamedReply {
  readonly kind: 'stream';
  readonly steps: readonly Step[];
  /** Before each piece of text; 0. */
  readonly pieceMilliseconds?: number;
  /** Before the first byte, headers included; 0. */
  readonly beforeMilliseconds?: number;
  /** Begins with a delta that names the role; true. */
  readonly role?: boolean;
  /** Null: none is sent. By default 'stop', and none where the reply is cut or stalls. */
  readonly finish?: string | null;
  /** In a chunk of its own without choices, as the protocol has it; null, the default: none is sent. */
  readonly usage?: { readonly input: number; readonly output: number } | null;
  /** `done`: with [DONE]; `end`: without it; `cut`: the socket is destroyed; `stall`: silence until the client goes. */
  readonly ending?: 'done' | 'end' | 'cut' | 'stall';
}

export interface WholeReply {
  readonly kind: 'whole';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body: unknown;
}

/** `silence`: no byte, ever; `hang-up`: the socket is destroyed before the first byte. */
export type ScriptedReply = StreamedReply | WholeReply | { readonly kind: 'silence' | 'hang-up' };

/** What the endpoint does with its nth request, counted from 0. */
export type ChatScript = (body: ChatBody, n: number) => ScriptedReply | Promise<ScriptedReply>;

/** A reply in pieces. */
export function streamed(
  steps: string | readonly Step[],
  options: Omit<StreamedReply, 'kind' | 'steps'> = {},
): StreamedReply {
  return { kind: 'stream', steps: typeof steps === 'string' ? [steps] : steps, ...options };
}

/** A completion in one body, which is what some proxies answer to a request for a stream. */
export function whole(
  text: string | null,
  options: { finish?: string; usage?: { input: number; output: number } } = {},
): WholeReply {
  const { finish = 'stop', usage } = options;
  return {
    kind: 'whole',
    status: 200,
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
      ...(usage === undefined ? {} : { usage: usageOf(usage) }),
    },
  };
}

/** An HTTP error with a body like OpenAI's. */
export function refused(
  status: number,
  message: string,
  options: { code?: string; param?: string; headers?: Record<string, string> } = {},
): WholeReply {
  const { headers, ...rest } = options;
  return {
    kind: 'whole',
    status,
    ...(headers === undefined ? {} : { headers }),
    body: { error: { message, type: 'invalid_request_error', ...rest } },
  };
}

/** A page of HTML. */
export function page(text: string, status = 200): WholeReply {
  return {
    kind: 'whole',
    status,
    headers: { 'content-type': 'text/html' },
    body: `<!DOCTYPE html><html><body>${text}</body></html>`,
  };
}

/** Refuses with 400 the first of the parameters that a request has, by name; else answers as scripted. */
export function refusing(parameters: readonly string[], script: ChatScript): ChatScript {
  return (body, n) => {
    const found = parameters.find((name) => body[name] !== undefined);
    return found === undefined
      ? script(body, n)
      : refused(400, `Unsupported parameter: '${found}' is not supported with this model.`, { param: found });
  };
}

export interface RecordedRequest {
  readonly body: ChatBody;
  readonly headers: IncomingHttpHeaders;
  /** The client hung up before the reply was whole. */
  readonly aborted: boolean;
  /** Resolves when the reply is whole or the client has hung up. */
  readonly closed: Promise<void>;
}

export interface ChatEndpoint {
  /** A base URL: ends in /v1. */
  readonly url: string;
  /** In the order of their arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Cuts what is still open. */
  close(): Promise<void>;
}

/** An OpenAI-compatible chat endpoint on the loopback interface that does what a script says, to many clients at once. */
export async function startChatEndpoint(script: ChatScript): Promise<ChatEndpoint> {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A script that throws, or a request of another protocol, is a mistake of the test: it shall be seen there.
      if (!response.headersSent) response.writeHead(418, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `the scripted endpoint failed: ${String(error)}` } }));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && request.url === '/v1/models') {
      return send(response, {
        kind: 'whole',
        status: 200,
        body: { object: 'list', data: [{ id: 'scripted' }] },
      });
    }
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      return send(response, refused(404, `no route ${request.method} ${request.url}`));
    }
    const body = bodySchema.parse(JSON.parse(await readAll(request)));
    const closed = Promise.withResolvers<void>();
    const record = { body, headers: request.headers, aborted: false, closed: closed.promise };
    response.on('close', () => {
      record.aborted = !response.writableFinished;
      closed.resolve();
    });
    const reply = await script(body, requests.push(record) - 1);
    switch (reply.kind) {
      case 'silence':
        return;
      case 'hang-up':
        request.socket.destroy();
        return;
      case 'whole':
        return send(response, reply);
      case 'stream':
        if (body.stream === true) return stream(response, reply, body);
        return send(response, whole(reply.steps.filter((step) => typeof step === 'string').join('')));
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function stream(response: ServerResponse, reply: StreamedReply, body: ChatBody): Promise<void> {
  const { pieceMilliseconds = 0, role = true, usage = null, ending = 'done' } = reply;
  const { finish = ending === 'cut' || ending === 'stall' ? null : 'stop' } = reply;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const pause = async (milliseconds: number): Promise<void> => {
    if (milliseconds > 0)
      await sleep(milliseconds, undefined, { signal: gone.signal }).catch(() => undefined);
  };
  const chunk = (rest: object) => event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', ...rest });
  const choice = (delta: object, finish_reason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta, finish_reason }] });

  await pause(reply.beforeMilliseconds ?? 0);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  if (role) response.write(choice({ role: 'assistant', content: '' }));
  for (const step of reply.steps) {
    if (gone.signal.aborted) return;
    if (typeof step === 'string') {
      await pause(pieceMilliseconds);
      response.write(choice({ content: step }));
    } else if ('wait' in step) await pause(step.wait);
    else if ('delta' in step) response.write(choice(step.delta));
    else if ('event' in step) response.write(event(step.event));
    else response.write(step.raw);
  }
  if (finish !== null) response.write(choice({}, finish));
  if (usage !== null && body.stream_options?.include_usage === true) {
    response.write(chunk({ choices: [], usage: usageOf(usage) }));
  }
  switch (ending) {
    case 'done':
      response.end('data: [DONE]\n\n');
      return;
    case 'end':
      response.end();
      return;
    case 'cut':
      // What was written before must be on its way first.
      response.write(': cut\n\n', () => response.socket?.destroy());
      return;
    case 'stall':
      return;
  }
}

function send(response: ServerResponse, reply: WholeReply): void {
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
  response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
}

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const usageOf = ({ input, output }: { input: number; output: number }) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
