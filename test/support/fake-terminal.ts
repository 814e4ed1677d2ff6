import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished, vi } from 'vitest';
import type { CliEnvironment, CreateIbid } from '../../src/adapters/cli/context.ts';
import { run } from '../../src/adapters/cli/run.ts';
import { createFakeIbid, type IbidScript } from './fake-ibid.ts';

export interface FakeOutput extends PassThrough {
  isTTY?: boolean;
  columns?: number;
  /** Everything written so far. */
  text(): string;
}

export function createFakeOutput(terminal?: { columns: number }): FakeOutput {
  const written: string[] = [];
  const stream = Object.assign(new PassThrough(), {
    ...(terminal === undefined ? {} : { isTTY: true, columns: terminal.columns }),
    text: () => written.join(''),
  });
  stream.on('data', (chunk: Buffer) => written.push(chunk.toString('utf8')));
  return stream;
}

/** A keyboard: what is written to it is typed. */
function createFakeKeyboard(): PassThrough & { isTTY: boolean; setRawMode(mode: boolean): void } {
  return Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ibid-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface FakeRunOptions {
  readonly script?: IbidScript;
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in. */
  readonly stdin?: string;
  /** stdout is a terminal of this width. */
  readonly columns?: number;
  /** stderr is a terminal of this width, so that something may move there. */
  readonly stderrColumns?: number;
  readonly folder?: string;
  readonly signal?: AbortSignal;
  readonly createIbid?: CreateIbid;
  readonly discord?: CliEnvironment['discord'];
}

export interface FakeRunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process, as from a shell: output to pipes unless `columns` says that it is a terminal. */
export async function runCli(argv: readonly string[], options: FakeRunOptions = {}): Promise<FakeRunResult> {
  const output = (columns?: number) => createFakeOutput(columns === undefined ? undefined : { columns });
  const stdout = output(options.columns);
  const stderr = output(options.stderrColumns);
  const stdin = new PassThrough();
  stdin.end(options.stdin ?? '');
  const folder = options.folder ?? temporaryFolder();
  const exitCode = await run({
    argv,
    env: { IBID_HOME: join(folder, 'home'), ...options.env },
    stdin,
    stdout,
    stderr,
    signal: options.signal ?? new AbortController().signal,
    folder,
    createIbid: options.createIbid ?? (async () => createFakeIbid(options.script ?? {})),
    discord: options.discord ?? noDiscord,
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

async function noDiscord(): Promise<never> {
  throw new Error('the test did not script Discord');
}

/** A chat on a terminal that a test types into. */
export interface FakeChat {
  type(text: string): void;
  /** Waits until the terminal shows the text, colours aside, behind what earlier waits have seen. */
  seen(text: string): Promise<void>;
  screen(): string;
  readonly folder: string;
  readonly exitCode: Promise<number>;
  readonly stderr: FakeOutput;
}

export function startChat(options: {
  script: IbidScript;
  env?: Readonly<Record<string, string>>;
  folder?: string;
  signal?: AbortSignal;
}): FakeChat {
  const stdout = createFakeOutput({ columns: 80 });
  const stderr = createFakeOutput({ columns: 80 });
  const stdin = createFakeKeyboard();
  const folder = options.folder ?? temporaryFolder();
  let position = 0;
  const screen = () => stripVTControlCharacters(stdout.text()).replaceAll('\r', '');
  const exitCode = run({
    argv: ['chat'],
    env: { IBID_HOME: join(folder, 'home'), TERM: 'xterm', ...options.env },
    stdin,
    stdout,
    stderr,
    signal: options.signal ?? new AbortController().signal,
    folder,
    createIbid: async () => createFakeIbid(options.script),
    discord: noDiscord,
  });
  return {
    type: (text) => stdin.write(text),
    async seen(text) {
      await vi.waitFor(
        () => {
          const at = screen().indexOf(text, position);
          if (at < 0) throw new Error(`${JSON.stringify(text)} is not shown in ${screen().slice(position)}`);
          position = at + text.length;
        },
        { timeout: 5000, interval: 5 },
      );
    },
    screen,
    folder,
    exitCode,
    stderr,
  };
}
