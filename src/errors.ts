/** What a failure is, for callers that branch and for the exit code: 1 failed, 2 wrong usage, 130 interrupted. */
export type ErrorKind = 'failed' | 'usage' | 'interrupted';

/**
 * A failure that a user can meet. `message` says what happened, with the value or the file and line it happened on;
 * `remedy` says what to do about it. Neither may hold a secret.
 */
export class IbidError extends Error {
  readonly kind: ErrorKind;
  readonly remedy: string | null;

  constructor(message: string, options: { kind?: ErrorKind; remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.kind = options.kind ?? 'failed';
    this.remedy = options.remedy ?? null;
  }
}

/** Wrong command, flag, argument or setting. */
export class UsageError extends IbidError {
  constructor(message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, { ...options, kind: 'usage' });
  }
}

/** The user or a caller's AbortSignal stopped the work. Nothing that was stored before is lost. */
export class InterruptedError extends IbidError {
  constructor(message = 'interrupted') {
    super(message, { kind: 'interrupted' });
  }
}

/** A file, folder or record could not be taken in. */
export class InputError extends IbidError {}

/** The index is missing, is of another make than the settings ask for, or cannot be read. */
export class IndexError extends IbidError {
  readonly reason: 'missing' | 'mismatch' | 'unreadable' | 'busy' | 'corrupt';

  constructor(
    reason: IndexError['reason'],
    message: string,
    options: { remedy?: string; cause?: unknown } = {},
  ) {
    super(message, options);
    this.reason = reason;
  }
}

/**
 * What the program keeps beside the index cannot be read or written. What was stored before is still there: nothing is repaired,
 * overwritten or deleted. A question can be answered without it.
 */
export class StateError extends IbidError {
  readonly reason: 'unwritable' | 'full' | 'busy' | 'corrupt' | 'foreign' | 'newer' | 'failed';

  constructor(
    reason: StateError['reason'],
    message: string,
    options: { remedy?: string; cause?: unknown } = {},
  ) {
    super(message, options);
    this.reason = reason;
  }
}

/** A remote endpoint (embeddings; later chat) did not do what was asked. `retryable`: the same call may work later. */
export class EndpointError extends IbidError {
  readonly url: string;
  readonly status: number | null;
  readonly retryable: boolean;

  constructor(
    message: string,
    options: { url: string; status?: number | null; retryable: boolean; remedy?: string; cause?: unknown },
  ) {
    super(message, options);
    this.url = options.url;
    this.status = options.status ?? null;
    this.retryable = options.retryable;
  }
}

/** The tokens that a chat model may use today are used up. The message says whose, and when there are some again. */
export class LimitError extends IbidError {}

/** Throws InterruptedError when the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new InterruptedError();
}
