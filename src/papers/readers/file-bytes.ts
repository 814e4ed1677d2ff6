import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { InputError, InterruptedError, throwIfAborted } from '../../errors.ts';

/** Told after every chunk: bytes of the file read so far, and its size. Of a gzip file both count compressed bytes. */
export type BytesListener = (read: number, size: number) => void;

interface ByteOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: BytesListener | undefined;
}

const CHUNK_SIZE = 256 * 1024;
const REMEDY_TEXT = 'Save it as UTF-8 text.';

/** The size of a file that is there and is a file. Throws InputError when it is missing, a folder, or may not be read. */
async function fileSize(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) {
      throw new InputError(`${file} is a folder, where a file was expected`, {
        remedy: 'Name a file in it, or give the folder itself as a path to index.',
      });
    }
    if (!found.isFile()) {
      throw new InputError(`${file} is no ordinary file (a pipe, socket or device)`, {
        remedy: 'Save its contents as a file first.',
      });
    }
    return found.size;
  } catch (error) {
    throw asInputError(file, error);
  }
}

/** A failed read in words; errors that already have words stay as they are. */
export function asInputError(file: string, error: unknown): Error {
  if (error instanceof InputError || error instanceof InterruptedError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ABORT_ERR' || (error instanceof Error && error.name === 'AbortError'))
    return new InterruptedError();
  switch (code) {
    case 'ENOENT':
      return new InputError(`${file} does not exist`, { remedy: 'Check the path.', cause: error });
    case 'EACCES':
    case 'EPERM':
      return new InputError(`${file} may not be read (permission denied)`, {
        remedy: 'Give yourself permission to read it.',
        cause: error,
      });
    case 'ELOOP':
      return new InputError(`${file} is a symbolic link that leads back to itself`, {
        remedy: 'Remove or mend the link.',
        cause: error,
      });
    default:
      if (code.startsWith('Z_') || code.startsWith('ERR_ZLIB')) {
        const reason = error instanceof Error ? error.message : code;
        return new InputError(`${file} is a gzip file that is broken or cut short (${reason})`, {
          remedy: 'Fetch or compress it again; "gzip -t" tells whether it is whole.',
          cause: error,
        });
      }
      return new InputError(
        `${file} could not be read (${error instanceof Error ? error.message : String(error)})`,
        {
          remedy: 'Check the file and the disk it is on.',
          cause: error,
        },
      );
  }
}

/**
 * The file's text as UTF-8 bytes, in chunks: gzip is unpacked and UTF-16 (by its byte order mark) rewritten, byte order marks are
 * left out. Throws InputError when it cannot be read to its end, InterruptedError when the signal is aborted.
 */
export async function* readBytes(
  file: string,
  options: ByteOptions = {},
): AsyncGenerator<Buffer, void, void> {
  const size = await fileSize(file);
  try {
    const packed = (await firstBytes(file, 2)).equals(Buffer.from([0x1f, 0x8b]));
    yield* toUtf8(file, packed ? unpacked(file, size, options) : rawChunks(file, size, options));
  } catch (error) {
    throw asInputError(file, error);
  }
}

async function firstBytes(file: string, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* rawChunks(
  file: string,
  size: number,
  options: ByteOptions,
): AsyncGenerator<Buffer, void, void> {
  let read = 0;
  const stream = createReadStream(file, { highWaterMark: CHUNK_SIZE });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    throwIfAborted(options.signal);
    read += chunk.length;
    options.onBytes?.(read, size);
    yield chunk;
  }
}

async function* unpacked(
  file: string,
  size: number,
  options: ByteOptions,
): AsyncGenerator<Buffer, void, void> {
  const gunzip = createGunzip({ chunkSize: CHUNK_SIZE });
  // Errors of either end reach the loop below, because pipeline destroys gunzip with them.
  pipeline(rawChunks(file, size, options), gunzip, () => {});
  for await (const chunk of gunzip as AsyncIterable<Buffer>) yield chunk;
}

async function* toUtf8(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let decoder: TextDecoder | null = null;
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (head !== null) {
      bytes = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      head = bytes.length < 3 ? bytes : null;
      if (head !== null) continue;
      const utf16 = utf16Name(bytes);
      if (utf16 !== null) decoder = new TextDecoder(utf16, { fatal: true });
      else if (bytes.subarray(0, 3).equals(UTF8_MARK)) bytes = bytes.subarray(3);
    }
    yield decoder === null ? bytes : Buffer.from(decodeUtf16(file, decoder, bytes));
  }
  if (head !== null && head.length > 0 && utf16Name(head) === null) yield head;
  if (decoder !== null) decodeUtf16(file, decoder, undefined);
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function utf16Name(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function decodeUtf16(file: string, decoder: TextDecoder, bytes: Buffer | undefined): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (error) {
    throw new InputError(`${file} begins as UTF-16 and is not: it holds a broken character`, {
      remedy: REMEDY_TEXT,
      cause: error,
    });
  }
}
