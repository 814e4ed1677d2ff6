import type { Core } from './core.ts';
import type { ReceivedFile, RequestRecord } from './ledger.ts';

/** A request that found its route. */
export interface Call {
  readonly core: Core;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly ReceivedFile[];
  readonly record: RequestRecord;
}

export interface Reply {
  readonly status: number;
  /** Absent: no body. */
  readonly body?: unknown;
}

export interface Route {
  /** `POST /channels/:channel/messages` */
  readonly name: string;
  /** `bot`: with the bot's token in the header; `token`: the interaction's token in the path is enough. */
  readonly auth: 'bot' | 'token';
  readonly handle: (call: Call) => Reply;
}

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route ${call.record.route} has no :${name}.`);
  return value;
}

export interface FoundRoute {
  readonly route: Route;
  readonly params: Record<string, string>;
}

/** The first route whose method and segments fit; a `:name` takes any one segment. */
export function findRoute(routes: readonly Route[], method: string, path: string): FoundRoute | undefined {
  const given = path.split('/').map(decodeURIComponent);
  for (const route of routes) {
    const [verb, template = ''] = route.name.split(' ');
    const wanted = template.split('/');
    if (verb !== method || wanted.length !== given.length) continue;
    const fits = wanted.every(
      (segment, n) => segment === given[n] || (segment.startsWith(':') && given[n] !== ''),
    );
    if (!fits) continue;
    const params = wanted.flatMap((segment, n) =>
      segment.startsWith(':') ? [[segment.slice(1), given[n] ?? ''] as const] : [],
    );
    return { route, params: Object.fromEntries(params) };
  }
  return undefined;
}
