import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from './core.ts';
import { DiscordError, noSuchRoute, unauthorized } from './discord-error.ts';
import type { Fault } from './faults.ts';
import type { RequestRecord } from './ledger.ts';
import { limited } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import { type FoundRoute, findRoute, type Route } from './route-table.ts';
import { APPLICATION_ROUTES } from './routes-application.ts';
import { CHANNEL_ROUTES } from './routes-channels.ts';
import { INTERACTION_ROUTES } from './routes-interactions.ts';
import { MESSAGE_ROUTES } from './routes-messages.ts';
import { WEBHOOK_ROUTES } from './routes-webhooks.ts';

const ROUTES: readonly Route[] = [
  ...APPLICATION_ROUTES,
  ...CHANNEL_ROUTES,
  ...INTERACTION_ROUTES,
  ...MESSAGE_ROUTES,
  ...WEBHOOK_ROUTES,
];
const BASE = '/api/v10';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Answers one request of the REST API, and writes down what came and what was answered. */
export async function answerRest(
  core: Core,
  latencyMilliseconds: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const record: RequestRecord = {
    method: request.method ?? 'GET',
    path: url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : url.pathname,
    route: null,
    query: url.searchParams,
    headers: request.headers,
    body: undefined,
    files: [],
    at: core.clock.now(),
    endedAt: null,
    status: null,
    code: null,
    lost: false,
    messageId: null,
  };
  core.ledger.requests.push(record);
  response.on('close', () => {
    if (!response.writableFinished) record.lost = true;
  });
  const answer = await answered(core, record, request, url.pathname.startsWith(`${BASE}/`));
  if (latencyMilliseconds > 0) await sleep(latencyMilliseconds);
  record.endedAt = core.clock.now();
  if (answer === null) {
    record.lost = true;
    response.destroy();
    return;
  }
  record.status = answer.status;
  // An answer without a body has no type either: a client would try to read JSON from nothing.
  const type = answer.body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(answer.status, { ...type, ...answer.headers });
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}

/** Null: the connection is to break. */
async function answered(
  core: Core,
  record: RequestRecord,
  request: IncomingMessage,
  known: boolean,
): Promise<Answer | null> {
  try {
    Object.assign(record, await readBody(request));
    const found = known ? findRoute(ROUTES, record.method, record.path) : undefined;
    if (found === undefined) throw noSuchRoute('This fake knows no such route.');
    record.route = found.route.name;
    const planned = core.faults.take(found.route.name);
    if (planned?.fault.kind === 'slow') await sleep(planned.fault.milliseconds);
    if (planned !== undefined && planned.fault.kind !== 'slow') {
      if (planned.afterwards) handle(core, record, found);
      record.lost = planned.afterwards;
      return faulty(planned.fault);
    }
    return handle(core, record, found);
  } catch (error) {
    return failed(core, record, error);
  }
}

function handle(core: Core, record: RequestRecord, { route, params }: FoundRoute): Answer {
  if (!/^DiscordBot \(\S+, \S+\)/u.test(String(record.headers['user-agent']))) {
    core.ledger.violation(
      `${record.method} ${record.path}: the User-Agent is not "DiscordBot (url, version)".`,
    );
  }
  if (route.auth === 'bot' && record.headers['authorization'] !== `Bot ${core.application.token}`) {
    // A token that is wrong is what a user gives; no token at all is what a program forgets.
    throw unauthorized(record.headers['authorization'] === undefined ? 'There is no Authorization.' : null);
  }
  const major = params['channel'] ?? params['guild'] ?? params['token'] ?? '';
  const headers = core.limits.count(route.name, major);
  const { query, body, files } = record;
  const reply = route.handle({ core, params, query, body, files, record });
  return { status: reply.status, headers, body: reply.body };
}

function faulty(fault: Exclude<Fault, { kind: 'slow' }>): Answer | null {
  switch (fault.kind) {
    case 'dropped':
      return null;
    case 'limited':
      throw limited({ seconds: fault.seconds, global: fault.global ?? false });
    case 'status':
      return { status: fault.status, headers: {}, body: { message: `${fault.status}: planned`, code: 0 } };
  }
}

function failed(core: Core, record: RequestRecord, error: unknown): Answer {
  if (!(error instanceof DiscordError)) {
    core.ledger.violation(`${record.method} ${record.path}: the fake itself failed: ${String(error)}`);
    return { status: 500, headers: {}, body: { message: '500: Internal Server Error', code: 0 } };
  }
  record.code = error.code;
  // A client that never heard of its success may well ask again.
  const repeated =
    error.code === 40060 && core.ledger.requests.some(({ path, lost }) => lost && path === record.path);
  if (error.violation !== null && !repeated) {
    core.ledger.violation(
      `${record.method} ${record.path}: ${error.code} ${error.message}: ${error.violation}`,
    );
  }
  return {
    status: error.status,
    headers: error.headers,
    body: {
      message: error.message,
      code: error.code,
      ...(error.errors === null ? {} : { errors: error.errors }),
      ...error.extra,
    },
  };
}
