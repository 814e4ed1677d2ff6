import type { Usage } from './usage.ts';

/** One request to a chat model, for the receipt. */
export interface ModelCall {
  /** Name of the prompt's file, without its ending. */
  readonly prompt: string;
  /** SHA-256 of the prompt's file, in hex. */
  readonly promptHash: string;
  readonly model: string;
  /** What the model wrote, as far as it came; secrets are taken out. */
  readonly output: string;
  readonly usage: Usage;
  /** Answered from the cache, at no cost. */
  readonly cached: boolean;
  readonly milliseconds: number;
  /** Why it failed or was stopped; null when its reply came whole. */
  readonly failure: string | null;
}
