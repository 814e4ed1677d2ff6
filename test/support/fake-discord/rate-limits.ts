import { DiscordError } from './discord-error.ts';

export interface BucketRule {
  /** How a route begins: `PATCH /channels/:channel/messages/:message`. */
  readonly route: string;
  readonly limit: number;
  /** Of real time: a client waits in real time as well. */
  readonly perMilliseconds: number;
}

export interface RateLimitOptions {
  readonly buckets?: readonly BucketRule[];
  /** Over all routes but those of interactions; no limit by default. Discord's own is 50. */
  readonly globalPerSecond?: number | null;
  /** Edits of messages older than an hour, for each channel. 3 in 20 s is what people observe. */
  readonly oldEdits?: { readonly limit: number; readonly perMilliseconds: number };
}

/** What bots observe: edits and messages about five in five seconds for each channel. */
export const OBSERVED_LIMITS: RateLimitOptions = {
  globalPerSecond: 50,
  buckets: [
    { route: 'PATCH /channels/:channel/messages/:message', limit: 5, perMilliseconds: 5000 },
    { route: 'POST /channels/:channel/messages', limit: 5, perMilliseconds: 5000 },
    { route: 'PATCH /webhooks/:application/:token/messages/:message', limit: 5, perMilliseconds: 5000 },
    { route: 'POST /webhooks/:application/:token', limit: 5, perMilliseconds: 5000 },
  ],
};

interface Window {
  readonly endsAt: number;
  used: number;
}

/** Counts requests in windows that begin with the first request after the last window. */
export class RateLimits {
  readonly #options: RateLimitOptions;
  readonly #windows = new Map<string, Window>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /**
   * Counts a request and gives the headers that its answer carries.
   * @throws 429 where a limit is used up.
   */
  count(route: string, major: string): Record<string, string> {
    const { globalPerSecond = null, buckets = [] } = this.#options;
    if (globalPerSecond !== null && !route.includes('/interactions/') && !route.includes('/webhooks/')) {
      const { window, over } = this.#use('global', globalPerSecond, 1000);
      if (over) throw limited({ seconds: secondsTo(window), global: true });
    }
    const rule = buckets.find((bucket) => route.startsWith(bucket.route));
    if (rule === undefined) return {};
    const { window, over } = this.#use(`${rule.route} ${major}`, rule.limit, rule.perMilliseconds);
    const headers = {
      'x-ratelimit-limit': String(rule.limit),
      'x-ratelimit-remaining': String(Math.max(0, rule.limit - window.used)),
      'x-ratelimit-reset': String((Date.now() + secondsTo(window) * 1000) / 1000),
      'x-ratelimit-reset-after': secondsTo(window).toFixed(3),
      'x-ratelimit-bucket': Buffer.from(rule.route).toString('hex').slice(0, 32),
    };
    if (over) throw limited({ seconds: secondsTo(window), headers });
    return headers;
  }

  /**
   * Counts an edit of a message that is older than an hour.
   * @throws 429 with the code 30046.
   */
  countOldEdit(channelId: string): void {
    const { limit, perMilliseconds } = this.#options.oldEdits ?? { limit: 3, perMilliseconds: 20_000 };
    const { window, over } = this.#use(`old ${channelId}`, limit, perMilliseconds);
    if (!over) return;
    throw limited({
      seconds: secondsTo(window),
      code: 30046,
      message: 'Maximum number of edits to messages older than 1 hour reached. Try again later.',
    });
  }

  #use(key: string, limit: number, milliseconds: number): { window: Window; over: boolean } {
    const now = performance.now();
    const current = this.#windows.get(key);
    const window =
      current === undefined || current.endsAt <= now ? { endsAt: now + milliseconds, used: 0 } : current;
    this.#windows.set(key, window);
    const over = window.used >= limit;
    if (!over) window.used += 1;
    return { window, over };
  }
}

function secondsTo(window: Window): number {
  return Math.max(0, window.endsAt - performance.now()) / 1000;
}

/** 429 as Discord has it. Seconds are exact in the header too, so that tests need not wait for whole ones. */
export function limited(given: {
  seconds: number;
  global?: boolean;
  code?: number;
  message?: string;
  headers?: Readonly<Record<string, string>>;
}): DiscordError {
  const { seconds, global = false, code = 0, message = 'You are being rate limited.', headers = {} } = given;
  return new DiscordError({
    status: 429,
    code,
    message,
    headers: {
      ...headers,
      'retry-after': seconds.toFixed(3),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
    extra: { retry_after: seconds, global },
  });
}
