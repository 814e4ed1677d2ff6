import type { Answer, Strictness } from '../../../answerer/answer.ts';
import type { Settings } from '../../../config.ts';
import type { Conversation, Ibid } from '../../../ibid.ts';
import type { Page } from '../page.ts';
import type { Spent } from './spent.ts';

/** What a session remembers beside its conversation. */
export interface ChatMemory {
  /** How claims of a chat model are held to their quotes from now on. */
  check: Strictness;
  /** Of the last answer that came whole; null before the first. */
  receipt: Answer['receipt'] | null;
  spent: Spent;
}

export interface ChatCommandContext {
  readonly ibid: Ibid;
  readonly conversation: Conversation;
  readonly page: Page;
  readonly memory: ChatMemory;
  readonly settings: Settings;
  /** The working folder: files that are named begin there. */
  readonly folder: string;
}

export interface ChatCommand {
  readonly name: string;
  /** What stands behind it, for the list of commands; empty when nothing may. */
  readonly argument: string;
  readonly meaning: string;
  /** All that may stand behind it, where that is known. */
  readonly values?: readonly string[];
  /** Gives what is to be printed, or null to leave the chat. */
  run(context: ChatCommandContext, argument: string): Promise<string | null>;
}
