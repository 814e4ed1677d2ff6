import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { InputError } from '../../src/errors.ts';

const trainingRecordSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  abstract: z.string().min(1),
});

/** One paper to learn from, as its line gives it. */
export type TrainingRecord = z.infer<typeof trainingRecordSchema>;

/**
 * Every record of the folder's *.jsonl and *.jsonl.gz files, files by name and lines in order. Throws InputError with file and
 * line for a line that is no such record, and when the folder has no such file.
 */
export async function readTrainingRecords(folder: string): Promise<TrainingRecord[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new InputError(`the folder ${folder} cannot be read`, {
      remedy: 'name a folder with *.jsonl or *.jsonl.gz files of {"id", "title", "abstract"}',
      cause,
    });
  });
  const files = names.filter((name) => /\.jsonl(\.gz)?$/.test(name)).sort();
  if (files.length === 0) {
    throw new InputError(`the folder ${folder} has no *.jsonl or *.jsonl.gz file`, {
      remedy:
        'put arXiv metadata there, one {"id", "title", "abstract"} a line (models/README.md says from where)',
    });
  }
  const records: TrainingRecord[] = [];
  for (const name of files) await readFileInto(records, join(folder, name));
  return records;
}

async function readFileInto(records: TrainingRecord[], file: string): Promise<void> {
  const bytes = createReadStream(file);
  const unpacked = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.on('error', (error) => unpacked.destroy(error));
  let number = 0;
  try {
    for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() !== '') records.push(parseLine(line, file, number));
    }
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${file} cannot be read after line ${number}: ${String(cause)}`, { cause });
  }
}

function parseLine(line: string, file: string, number: number): TrainingRecord {
  const wanted = 'each line must be a JSON object with non-empty strings "id", "title" and "abstract"';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputError(`${file}:${number} is not JSON`, { remedy: wanted, cause });
  }
  const parsed = trainingRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new InputError(`${file}:${number} is no record: "${field}" is missing, empty or not a string`, {
    remedy: wanted,
  });
}
