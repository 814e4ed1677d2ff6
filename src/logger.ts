import { createRequire } from 'node:module';
import type { Logger as PinoLogger } from 'pino';
import { redactText, redactValue } from './redact.ts';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
type LineLevel = Exclude<LogLevel, 'silent'>;

type LogFields = Readonly<Record<string, unknown>>;

/** What happened inside, for whoever runs the program. Results and progress are not logs. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LogStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * Writes lines of the given level and above to `stream`: JSON when it is not a terminal, short readable lines when it
 * is. The `secrets`, and all that looks like a key or token, are taken out of messages and fields. pino is loaded by the
 * first line that is really written, so that a quiet run does not pay for it.
 */
export function createLogger(options: {
  level: LogLevel;
  stream: LogStream;
  secrets?: readonly string[];
}): Logger {
  const { level: threshold, stream, secrets = [] } = options;
  let pino: PinoLogger | null = null;

  function write(level: LineLevel, message: string, fields: LogFields): void {
    if (LOG_LEVELS.indexOf(level) > LOG_LEVELS.indexOf(threshold)) return;
    pino ??= openPino(threshold, stream);
    pino[level](redactValue(fields, secrets), '%s', redactText(message, secrets));
  }

  return {
    debug: (message, fields = {}) => write('debug', message, fields),
    info: (message, fields = {}) => write('info', message, fields),
    warn: (message, fields = {}) => write('warn', message, fields),
    error: (message, fields = {}) => write('error', message, fields),
  };
}

function openPino(level: LogLevel, stream: LogStream): PinoLogger {
  // `require` because a line must be out before the process may end, and `import()` would come later.
  const { pino } = createRequire(import.meta.url)('pino') as typeof import('pino');
  const destination = { write: (line: string) => stream.write(stream.isTTY ? readableLine(line) : line) };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** One of pino's lines as `warn  message  name=value`. */
function readableLine(line: string): string {
  const { level, time: _time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const shown = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${[String(level).padEnd(5), printable(String(msg)), ...shown.map(printable)].join('  ')}\n`;
}

/** Control characters could move the cursor or recolour what stands on the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, ' ');
}
