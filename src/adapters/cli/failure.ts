import { IbidError, InterruptedError } from '../../errors.ts';
import { redactText } from '../../redact.ts';
import { terminalSafe } from './terminal-safe.ts';

export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

export interface Failure {
  readonly exitCode: number;
  /** What stderr shows: what happened, then what to do; with the stack when it was asked for. No secret is in it. */
  readonly text: string;
}

/** The words and the exit code of whatever was thrown. `interrupted`: the user's signal had been raised by then. */
export function describeFailure(
  thrown: unknown,
  options: { interrupted: boolean; debug: boolean; secrets: readonly string[] },
): Failure {
  const error = options.interrupted && isAbort(thrown) ? new InterruptedError() : thrown;
  const lines = [`ibid: ${messageOf(error)}`];
  const remedy = remedyOf(error);
  if (remedy !== null) lines.push(remedy);
  if (options.debug) lines.push(stackOf(error));
  return {
    exitCode: exitCodeOf(error),
    text: `${terminalSafe(redactText(lines.join('\n'), options.secrets))}\n`,
  };
}

function exitCodeOf(error: unknown): number {
  if (!(error instanceof IbidError)) return EXIT.failed;
  switch (error.kind) {
    case 'failed':
      return EXIT.failed;
    case 'usage':
      return EXIT.usage;
    case 'interrupted':
      return EXIT.interrupted;
  }
}

/** Libraries raise an abort in words of their own. */
function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'APIUserAbortError');
}

function messageOf(error: unknown): string {
  if (error instanceof IbidError) return error.message;
  return `something unforeseen failed: ${error instanceof Error ? error.message : String(error)}`;
}

function remedyOf(error: unknown): string | null {
  if (error instanceof IbidError) return error.remedy;
  return 'This is a fault of ibid. Run it again with --log debug to see where, and report that.';
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? ''}${cause}`;
}
