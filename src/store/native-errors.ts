import { IbidError, IndexError } from '../errors.ts';

/** The first sentence of a native error, without the places in LanceDB's own source that follow it. */
export function nativeMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [first = ''] = text.split(/\s+Caused by:/u);
  return first.replace(/,? ?\/\S+\.rs:\d+(?::\d+)?/gu, '').trim();
}

/** Runs a read of the index. What LanceDB throws comes back as IndexError `unreadable`; `onFailure` hears of it first. */
export async function reading<Result>(given: {
  readonly address: string;
  readonly what: string;
  readonly read: () => Promise<Result>;
  readonly onFailure?: () => void;
}): Promise<Result> {
  try {
    return await given.read();
  } catch (error) {
    if (error instanceof IbidError) throw error;
    given.onFailure?.();
    throw new IndexError(
      'unreadable',
      `${given.what} in the index at ${given.address} failed: ${nativeMessage(error)}`,
      {
        remedy: 'try again; if it stays so, delete the index and build it again with `ibid index`',
        cause: error,
      },
    );
  }
}

/** The index holds something else than was written there. */
export function corrupt(message: string): IndexError {
  return new IndexError('corrupt', message, {
    remedy: 'delete the index and build it again with `ibid index`',
  });
}
