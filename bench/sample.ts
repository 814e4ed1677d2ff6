import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** The first `count` lines of a JSONL file (gzipped or not), or of a folder's files in order of name. */
export async function firstLines(path: string, count: number): Promise<string[]> {
  const files = (await stat(path)).isDirectory()
    ? (await readdir(path))
        .filter((name) => /\.jsonl(?:\.gz)?$/u.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];
  const lines: string[] = [];
  for (const file of files) {
    const raw = createReadStream(file);
    const input = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
    for await (const line of createInterface({ input })) {
      if (line.trim() !== '') lines.push(line);
      if (lines.length === count) return lines;
    }
  }
  return lines;
}
