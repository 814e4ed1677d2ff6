import { explainConnection } from '../endpoint/connection.ts';
import { describeWait, retryAfterMilliseconds } from '../endpoint/retry-after.ts';
import { EndpointError, InterruptedError } from '../errors.ts';

/** One request, as it ended. */
export type ArxivAnswer = { readonly kind: 'text'; readonly text: string } | FailedAnswer;

export interface FailedAnswer {
  readonly kind: 'failed';
  readonly error: EndpointError;
  /** How long arXiv asks to wait, in milliseconds; null when it does not say. */
  readonly wait: number | null;
}

export interface ArxivRequest {
  readonly url: URL;
  readonly userAgent: string;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal | undefined;
}

/** A paper with thousands of authors has half a megabyte. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** Asks once, to the end of the answer. Throws InterruptedError alone. */
export async function askArxiv(request: ArxivRequest): Promise<ArxivAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMilliseconds);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  try {
    const response = await follow(request, signal);
    if (response.status !== 200) {
      await response.body?.cancel();
      return refused(request, response);
    }
    return { kind: 'text', text: await readText(request, response) };
  } catch (error) {
    if (request.signal?.aborted) throw new InterruptedError();
    if (error instanceof EndpointError) return { kind: 'failed', error, wait: null };
    return unreached(request, error, timeout.aborted);
  }
}

/** Redirects are followed by hand, so that a circle of them costs arXiv three requests and not twenty. */
async function follow(request: ArxivRequest, signal: AbortSignal): Promise<Response> {
  let { url } = request;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await fetch(url, {
      headers: { 'User-Agent': request.userAgent, Accept: 'application/atom+xml' },
      redirect: 'manual',
      signal,
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
    if (next === null || !/^https?:$/u.test(next.protocol)) break;
    url = next;
  }
  throw failure(request, 'sends on from address to address without an end', {
    remedy: 'Check IBID_ARXIV_API, and whether a proxy stands in between.',
  });
}

async function readText(request: ArxivRequest, response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    // Leaving the loop ends the connection.
    if (size > LARGEST_ANSWER)
      throw failure(request, `answered with more than ${LARGEST_ANSWER / 1024 / 1024} MB for one paper`, {
        remedy: 'Check that IBID_ARXIV_API is the address of an arXiv API.',
      });
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw failure(request, 'answered with something that is no text', {
      remedy: 'Check that IBID_ARXIV_API is the address of an arXiv API.',
    });
  }
}

function refused(request: ArxivRequest, { status, headers }: Response): FailedAnswer {
  const wait = retryAfterMilliseconds(headers);
  const later = `Try again in ${wait === null ? 'a few minutes' : describeWait(wait)}.`;
  const fail = (finding: string, options: { remedy: string; retryable?: boolean }): FailedAnswer => ({
    kind: 'failed',
    error: failure(request, `${finding} (${status})`, { ...options, status }),
    wait,
  });
  if (status === 429) return throttled(request, { status, wait });
  if (status >= 500) return fail('is not able to answer just now', { remedy: later, retryable: true });
  if (status === 400)
    return fail('does not take the question', {
      remedy: 'Check the id; if it is right, IBID_ARXIV_API may be wrong.',
    });
  if (status === 401 || status === 403)
    return fail('does not let this program ask', {
      remedy: 'arXiv shuts out addresses that asked too often; wait a day, or ask its help desk.',
    });
  if (status === 404) return fail('has nothing at this address', { remedy: 'Check IBID_ARXIV_API.' });
  return fail('answered with something unexpected', {
    remedy: 'Check IBID_ARXIV_API, and whether a proxy stands in between.',
  });
}

/** arXiv has been asked too often, by this program or by others behind the same address. */
export function throttled(
  request: Pick<ArxivRequest, 'url'>,
  { status, wait }: { readonly status: number | null; readonly wait: number | null },
): FailedAnswer {
  const remedy = `Try again in ${wait === null ? 'a few minutes' : describeWait(wait)}.`;
  const number = status === null ? '' : ` (${status})`;
  return {
    kind: 'failed',
    error: failure(request, `has been asked too often${number}`, { remedy, retryable: true, status }),
    wait,
  };
}

function unreached(request: ArxivRequest, error: unknown, late: boolean): FailedAnswer {
  const { finding, passing } = explainConnection(error);
  const failed = late
    ? failure(request, `did not answer within ${request.timeoutMilliseconds / 1000} s`, {
        remedy: 'Try again in a few minutes.',
        retryable: true,
      })
    : failure(request, `cannot be reached: ${finding}`, {
        remedy: passing
          ? 'Try again in a few minutes.'
          : 'Check the network, proxy settings and IBID_ARXIV_API.',
        retryable: passing,
      });
  return { kind: 'failed', error: failed, wait: null };
}

/** "arXiv (export.arxiv.org) …". The message names no more of the address, which may hold a password. */
export function failure(
  { url }: Pick<ArxivRequest, 'url'>,
  finding: string,
  options: { readonly remedy: string; readonly retryable?: boolean; readonly status?: number | null },
): EndpointError {
  const { remedy, retryable = false, status = null } = options;
  return new EndpointError(`arXiv (${url.host}) ${finding}`, { url: url.origin, status, retryable, remedy });
}
