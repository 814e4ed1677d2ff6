import type { z } from 'zod';
import type { Usage } from './usage.ts';

/** What is said to a chat model, on the wire; never a turn of a conversation. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** The shape a reply is to have. A server that cannot be held to it is asked in words alone. */
export interface ReplyFormat {
  /** For the wire: letters, digits and underscores. */
  readonly name: string;
  /** What the JSON Schema is made from: objects whose every field is required, nothing that JSON Schema cannot say. */
  readonly schema: z.ZodType;
}

export interface ChatRequest {
  readonly messages: readonly Message[];
  /** Null: free text. */
  readonly format: ReplyFormat | null;
  readonly maxOutputTokens: number;
  readonly signal?: AbortSignal;
}

/** How a reply ended. Cut at the limit, it may break off in the middle of a word. */
export interface ChatReply {
  /** All that was yielded, together. */
  readonly text: string;
  readonly finish: 'complete' | 'length';
  readonly usage: Usage;
}

/** A model behind a chat endpoint. */
export interface ChatModel {
  /** The model's name, as people know it. */
  readonly name: string;
  /** Tokens that the messages and the reply may have together. */
  readonly window: number;
  /**
   * Yields pieces of the reply as they arrive. Leaving the loop early, or aborting the signal, stops the request upstream at
   * once. Throws EndpointError for whatever goes wrong at the endpoint, also in the middle of a reply and when a reply ends without
   * saying that it is whole, and InterruptedError when the signal is aborted.
   */
  reply(request: ChatRequest): AsyncGenerator<string, ChatReply, void>;
}
