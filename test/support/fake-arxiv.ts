import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Pace } from '../../src/catalogue/pace.ts';
import { InterruptedError } from '../../src/errors.ts';

/** An answer of test/support/arxiv-answers, by its file's name. */
export function arxivAnswer(name: string): string {
  return readFileSync(new URL(`./arxiv-answers/${name}.xml`, import.meta.url), 'utf8');
}

export interface ArxivRequest {
  /** What `id_list` said. */
  readonly id: string | null;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}

/** What one request gets: a feed, or whatever the function does with the response. */
export type ArxivReply = string | ((response: ServerResponse, request: ArxivRequest) => void);

export interface FakeArxiv {
  /** For IBID_ARXIV_API. */
  readonly api: string;
  readonly requests: readonly ArxivRequest[];
  /** Requests that were open at the same time, at most. */
  mostAtOnce(): number;
}

/** arXiv's API on loopback: answers with what is scripted, in order, the last again and again. Closes with the test. */
export async function startFakeArxiv(...replies: readonly ArxivReply[]): Promise<FakeArxiv> {
  const requests: ArxivRequest[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((incoming, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    const { search, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
    const request = { id: searchParams.get('id_list'), query: search, headers: incoming.headers };
    const reply = replies[Math.min(requests.length, replies.length - 1)] ?? arxivAnswer('empty');
    requests.push(request);
    if (typeof reply === 'function') return reply(response, request);
    response.setHeader('content-type', 'application/atom+xml; charset=utf-8');
    response.end(reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { api: `http://127.0.0.1:${port}/api/query`, requests, mostAtOnce: () => most };
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}, body = ''): ArxivReply {
  return (response) => void response.writeHead(code, headers).end(body);
}

export interface FastPace extends Pace {
  /** Every wait, in milliseconds, in order. */
  readonly waits: readonly number[];
}

/** Time that passes only where somebody waits, and then at once. */
export function fastPace(): FastPace {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    async sleep(milliseconds, signal) {
      if (signal?.aborted) throw new InterruptedError();
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}
