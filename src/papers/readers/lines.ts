import { InputError } from '../../errors.ts';

/** Longer than any record of a paper; a longer line is reported and left out, so that memory stays bounded. */
export const LONGEST_LINE = 4 * 1024 * 1024;

interface Line {
  /** 1-based. */
  readonly number: number;
  /** Without its line break; null when it could not be taken in. */
  readonly text: string | null;
  /** What was wrong with it, for a message; null for a sound line. */
  readonly fault: string | null;
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Splits UTF-8 bytes into lines. A line that is too long or is not UTF-8 comes with its fault instead of its text. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let pending: Buffer[] = [];
  let pendingLength = 0;
  let number = 0;

  const finish = (last: Buffer): Line => {
    number += 1;
    const length = pendingLength + last.length;
    const bytes = pending.length === 0 ? last : Buffer.concat([...pending, last]);
    pending = [];
    pendingLength = 0;
    if (length > LONGEST_LINE) {
      const megabytes = (length / 1024 / 1024).toFixed(1);
      return {
        number,
        text: null,
        fault: `the line is ${megabytes} MB long; at most ${LONGEST_LINE / 1024 / 1024} MB is read`,
      };
    }
    const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    try {
      return { number, text: decoder.decode(bytes.subarray(0, end)), fault: null };
    } catch {
      return { number, text: null, fault: 'the line is not UTF-8 text' };
    }
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield finish(chunk.subarray(start, end));
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    pendingLength += rest.length;
    // Of a line that is too long only its length is kept.
    if (pendingLength > LONGEST_LINE) {
      pending = [];
    } else if (rest.length > 0) pending.push(rest);
  }
  if (pendingLength > 0) yield finish(Buffer.alloc(0));
}

/** The lines of a format in which every line matters: one that cannot be read is an InputError with its number. */
export async function* requireLines(
  file: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ number: number; text: string }, void, void> {
  for await (const line of splitLines(chunks)) {
    if (line.text === null) throw unreadableLine(file, line.number, line.fault ?? 'the line cannot be read');
    yield { number: line.number, text: line.text };
  }
}

/** Decoded text in pieces of any length, for formats that do not go by lines. Throws InputError where it is not UTF-8. */
export async function* decodeText(
  file: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  let begun = false;
  for await (const chunk of chunks) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw unreadableLine(file, line + linesBeforeFault(chunk, !begun), 'the line is not UTF-8 text');
    }
    begun = true;
    line += countNewlines(text);
    yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw unreadableLine(file, line, 'the file ends in the middle of a character');
  }
}

export function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** How many lines of these bytes stand before the first that is not UTF-8. `whole`: they begin where the file begins. */
export function linesBeforeFault(bytes: Buffer, whole: boolean): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 0;
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      // The first line of a chunk may begin in the middle of a character, which is no fault.
      if (start > 0 || whole) return lines;
    }
    lines += 1;
    start = end + 1;
  }
  return lines;
}

function unreadableLine(file: string, line: number, fault: string): InputError {
  return new InputError(`${file}:${line}: ${fault}`, {
    remedy: 'Save the file as UTF-8 text; ibid also reads UTF-16 with a byte order mark.',
  });
}
