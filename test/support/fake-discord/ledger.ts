import type { Id } from './snowflakes.ts';

export interface ReceivedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One REST request as it arrived, and what it was answered. */
export interface RequestRecord {
  readonly method: string;
  /** Without base and version: `/channels/1/messages`. */
  readonly path: string;
  /** `POST /channels/:channel/messages`; null where the fake knows no such route. */
  route: string | null;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
  files: readonly ReceivedFile[];
  /** On the fake's clock, in ms since the epoch. */
  readonly at: number;
  endedAt: number | null;
  /** Null while it is not answered, and where the connection was broken on purpose. */
  status: number | null;
  /** Discord's own code of an error. */
  code: number | null;
  /** It was carried out, and the client was not told: it may well ask again. */
  lost: boolean;
  /** The message that it made, changed or removed. */
  messageId: Id | null;
}

/** All that happened, and what of it no good client does. */
export class Ledger {
  readonly violations: string[] = [];
  readonly requests: RequestRecord[] = [];

  violation(words: string): void {
    this.violations.push(words);
  }

  clear(): void {
    this.violations.length = 0;
    this.requests.length = 0;
  }
}
