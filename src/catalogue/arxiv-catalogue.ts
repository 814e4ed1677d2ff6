import { throwIfAborted } from '../errors.ts';
import {
  type ArxivAnswer,
  type ArxivRequest,
  askArxiv,
  type FailedAnswer,
  failure,
  throttled,
} from './ask-arxiv.ts';
import type { LastAsked } from './last-asked.ts';
import { type Pace, SYSTEM_PACE } from './pace.ts';
import type { CatalogueRecord, PaperCatalogue } from './paper-catalogue.ts';
import { type FeedReading, readFeed, unknownPaper } from './read-feed.ts';
import { createTurns } from './turns.ts';

export interface ArxivCatalogueOptions {
  /** The address that takes `id_list`; `https://export.arxiv.org/api/query`. */
  readonly api: string;
  /** Names the program, so that arXiv can tell whom to ask to behave. */
  readonly userAgent: string;
  /** Shared with other processes; without it, requests of this one alone keep their distance. */
  readonly lastAsked?: LastAsked;
  readonly pace?: Pace;
  readonly timeoutMilliseconds?: number;
}

/** arXiv's terms: one request every three seconds, over one connection (info.arxiv.org/help/api/tou.html). */
const GAP_MILLISECONDS = 3_000;
const TIMEOUT_MILLISECONDS = 15_000;
const MOST_TRIES = 3;
/** arXiv now and then finds nothing where there is something, so that an empty feed is believed the second time. */
const EMPTY_TRIES = 2;
/** Nobody waits longer before a command; what is said then is when to try again. */
const LONGEST_WAIT = 20_000;

/**
 * arXiv's public API (info.arxiv.org/help/api/user-manual.html). Requests go one at a time, three seconds apart, and what fails in
 * passing is asked again twice, after as long a wait as arXiv asks for.
 */
export function createArxivCatalogue(options: ArxivCatalogueOptions): PaperCatalogue {
  const { api, userAgent, lastAsked, pace = SYSTEM_PACE } = options;
  const { timeoutMilliseconds = TIMEOUT_MILLISECONDS } = options;
  const turns = createTurns();
  let free = Number.NEGATIVE_INFINITY;

  async function ask(request: ArxivRequest): Promise<ArxivAnswer> {
    const ago = (await lastAsked?.ago()) ?? GAP_MILLISECONDS;
    const wait = Math.max(free - pace.now(), GAP_MILLISECONDS - ago);
    if (wait > 0) await pace.sleep(wait, request.signal);
    try {
      return await askArxiv(request);
    } finally {
      free = pace.now() + GAP_MILLISECONDS;
      await lastAsked?.note();
    }
  }

  async function fetchRecord(arxivId: string, request: ArxivRequest): Promise<CatalogueRecord> {
    for (let attempt = 1; ; attempt += 1) {
      throwIfAborted(request.signal);
      const answer = await ask(request);
      const reading = answer.kind === 'text' ? await readFeed(answer.text, arxivId) : null;
      if (reading?.kind === 'record') return reading.record;
      if (reading?.kind === 'empty') {
        if (attempt >= EMPTY_TRIES) throw unknownPaper(arxivId, '');
        continue;
      }
      const { error, wait } = failed(request, answer, reading);
      if (!error.retryable || attempt >= MOST_TRIES || (wait ?? 0) > LONGEST_WAIT) throw error;
      // A server in trouble is given longer each time.
      await pace.sleep(wait ?? GAP_MILLISECONDS * attempt, request.signal);
    }
  }

  return {
    fetch(arxivId, signal) {
      const url = new URL(api);
      url.searchParams.set('id_list', arxivId);
      url.searchParams.set('max_results', '1');
      return turns.take(() => fetchRecord(arxivId, { url, userAgent, timeoutMilliseconds, signal }), signal);
    },
  };
}

function failed(
  request: ArxivRequest,
  answer: ArxivAnswer,
  reading: Exclude<FeedReading, { kind: 'record' | 'empty' }> | null,
): FailedAnswer {
  if (answer.kind === 'failed') return answer;
  if (reading?.kind === 'throttled') return throttled(request, { status: null, wait: null });
  const error = failure(request, `answered with ${reading?.words ?? 'something unexpected'}`, {
    remedy: 'Try again in a few minutes; if it stays, check IBID_ARXIV_API.',
    retryable: true,
  });
  return { kind: 'failed', error, wait: null };
}
