import { createInterface } from 'node:readline';
import { InterruptedError } from '../../../errors.ts';
import type { InputStream } from '../context.ts';
import { EXIT } from '../failure.ts';
import type { Page } from '../page.ts';
import { completeCommand } from './commands.ts';
import { type ChatHistory, HISTORY_LINES } from './history.ts';
import { createInputCollector } from './input-collector.ts';
import type { ChatSession } from './session.ts';

const PROMPT = '> ';
const FENCE_PROMPT = '… ';
/** Lines of a paste come within this; nobody types a line so fast. */
const PASTE_MILLISECONDS = 30;
const LEAVE_MILLISECONDS = 2000;

/**
 * The chat on a terminal. Ctrl-C stops the answer; clears what is typed; twice within two seconds on an empty line it
 * leaves with 130. Ctrl-D leaves with 0. Gives the exit code.
 */
export function runTerminalChat(options: {
  session: ChatSession;
  input: InputStream;
  output: NodeJS.WritableStream;
  page: Page;
  notes: Page;
  history: ChatHistory;
  signal: AbortSignal;
  tellFailure: (thrown: unknown) => void;
}): Promise<number> {
  const { session, input, output, page, notes, history, signal, tellFailure } = options;
  const collector = createInputCollector();
  const waiting: string[] = [];
  let answering: AbortController | null = null;
  let exitCode: number = EXIT.done;
  let closed = false;
  let pasteTimer: NodeJS.Timeout | undefined;
  let lastInterrupt = Number.NEGATIVE_INFINITY;

  const readline = createInterface({
    input,
    output,
    terminal: true,
    prompt: PROMPT,
    history: [...history.lines],
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    completer: completeCommand,
  });

  function prompt(): void {
    if (closed) return;
    readline.setPrompt(collector.open ? FENCE_PROMPT : PROMPT);
    // Keeps what was typed while the answer was on its way.
    readline.prompt(true);
  }

  function leave(code: number): void {
    exitCode = code;
    readline.close();
  }

  function takeLines(): void {
    // A paste that does not end with a line feed leaves its last line in the editor; it is sent by Enter, with the rest.
    if (readline.line !== '' && !collector.open && answering === null) return;
    waiting.push(...collector.take());
    if (answering === null) answerAll();
  }

  /** Errors of single inputs are told where they happen; nothing else can be thrown. */
  function answerAll(): void {
    const next = closed ? undefined : waiting.shift();
    if (next === undefined) {
      prompt();
      return;
    }
    const current = new AbortController();
    answering = current;
    session
      .handle(next, AbortSignal.any([current.signal, signal]))
      .then((outcome) => {
        if (outcome === 'leave') leave(EXIT.done);
      })
      .catch((error: unknown) => {
        if (!current.signal.aborted) tellFailure(error);
        else if (!closed) notes.write(`${notes.colours.dim('Stopped.')}\n`);
      })
      .finally(() => {
        answering = null;
        if (!closed) page.write('\n');
        answerAll();
        settle();
      });
  }

  function interrupt(): void {
    if (answering?.signal.aborted) {
      // It was asked to stop and has not done so: whoever presses again wants to be gone.
      leave(EXIT.interrupted);
      return;
    }
    if (answering !== null) {
      // What was typed ahead was meant to follow the answer that is not wanted now.
      waiting.length = 0;
      answering.abort();
      return;
    }
    const typed = readline.line !== '';
    if (typed || collector.pending) {
      clearTimeout(pasteTimer);
      collector.drop();
      // Ctrl-U clears only what stands before the cursor.
      readline.write(null, { ctrl: true, name: 'e' });
      readline.write(null, { ctrl: true, name: 'u' });
      if (!typed) output.write('\n');
      prompt();
      return;
    }
    const now = Date.now();
    if (now - lastInterrupt < LEAVE_MILLISECONDS) {
      output.write('\n');
      leave(EXIT.interrupted);
      return;
    }
    lastInterrupt = now;
    output.write('\n');
    notes.write(`${notes.colours.dim('Ctrl-C again leaves; so does Ctrl-D.')}\n`);
    prompt();
  }

  const { promise, resolve, reject } = Promise.withResolvers<number>();
  function settle(): void {
    if (!closed || (answering !== null && exitCode !== EXIT.interrupted)) return;
    if (signal.aborted) reject(new InterruptedError());
    else resolve(exitCode);
  }

  readline.on('line', (line) => {
    history.add(line);
    collector.push(line);
    clearTimeout(pasteTimer);
    pasteTimer = setTimeout(takeLines, PASTE_MILLISECONDS);
  });
  readline.on('SIGINT', interrupt);
  readline.on('close', () => {
    closed = true;
    clearTimeout(pasteTimer);
    signal.removeEventListener('abort', close);
    if (exitCode === EXIT.done) output.write('\n');
    answering?.abort();
    settle();
  });
  function close(): void {
    readline.close();
  }
  signal.addEventListener('abort', close);

  prompt();
  return promise;
}
