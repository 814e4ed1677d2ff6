import type { Settings } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import type { Diagnosis, Ibid } from '../../ibid.ts';
import type { Logger } from '../../logger.ts';
import type { OutputStream, Page } from './page.ts';

/** Opens the application. It must not touch the index before it is asked something. */
export type CreateIbid = (options: { settings: Settings; logger: Logger }) => Promise<Ibid>;

/** The Discord bot: an adapter of its own, which the terminal starts and knows nothing else of. */
export interface DiscordAdapter {
  /** Throws UsageError when there is none. */
  requireToken(settings: Settings['discord']): string;
  /** Until the signal is raised. Throws IbidError when Discord does not let the bot in, or sends it away. */
  runDiscord(options: { ibid: Ibid; settings: Settings; logger: Logger; signal: AbortSignal }): Promise<void>;
  checkDiscord(settings: Settings['discord']): Promise<readonly Diagnosis[]>;
}

export type InputStream = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** All that the terminal adapter gets from the process. */
export interface CliEnvironment {
  /** Arguments behind the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: NodeJS.WritableStream & OutputStream;
  readonly stderr: NodeJS.WritableStream & OutputStream;
  readonly createIbid: CreateIbid;
  /** Loads the Discord bot. */
  readonly discord: () => Promise<DiscordAdapter>;
  /** Raised when the user asks the program to stop. */
  readonly signal: AbortSignal;
  /** The working folder. */
  readonly folder: string;
}

/** What a command works with. */
export interface CommandContext extends Omit<CliEnvironment, 'argv' | 'createIbid'> {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Results. */
  readonly page: Page;
  /** Notices, progress and questions: everything that is no result. */
  readonly notes: Page;
  /** Nothing may move where the output is no terminal, or where colours are unwanted. */
  readonly animated: boolean;
  /** Opens the application once; whoever runs the command closes it. */
  ibid(): Promise<Ibid>;
}

/** JSON on one line for programs, indented for people; both parse alike. */
export function printJson(context: CommandContext, value: unknown): void {
  const text = context.stdout.isTTY ? JSON.stringify(value, null, 2) : JSON.stringify(value);
  context.stdout.write(`${escapeForTerminal(text)}\n`);
}

/** C1 and bidi controls as JSON escapes: the same value to a parser, and nothing that a terminal obeys. */
export function escapeForTerminal(json: string): string {
  return json.replace(
    /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The words of a variadic argument as the one text they were meant as. Throws UsageError when nothing is said. */
export function requireText(words: readonly string[], what: { name: string; example: string }): string {
  const text = words.join(' ').trim();
  if (text === '')
    throw new UsageError(`the ${what.name} is missing`, { remedy: `Like this: ${what.example}` });
  return text;
}
