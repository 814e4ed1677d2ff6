import type { z } from 'zod';
import { InputError } from '../errors.ts';
import { readBytes } from '../papers/readers/file-bytes.ts';
import { requireLines } from '../papers/readers/lines.ts';

export interface InputLine<Value> {
  /** 1-based. */
  readonly line: number;
  readonly value: Value;
}

const FAULTS_SHOWN = 10;

/** Collects what is wrong with a file, so that all of it (the first ten faults) is told at once. */
export class InputFaults {
  readonly #file: string;
  readonly #told: string[] = [];
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  add(line: number, what: string): void {
    this.#count++;
    if (this.#told.length < FAULTS_SHOWN) this.#told.push(`${this.#file}:${line}: ${what}`);
  }

  /** Throws InputError when anything was added. */
  throwIfAny(remedy: string): void {
    if (this.#count === 0) return;
    const more = this.#count > FAULTS_SHOWN ? [`and ${this.#count - FAULTS_SHOWN} more`] : [];
    throw new InputError([...this.#told, ...more].join('\n'), { remedy });
  }
}

/** The lines of a UTF-8 file (gzip is unpacked) that are not blank. Throws InputError, with the line, where it is no text. */
export async function* textLines(
  file: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<InputLine<string>, void, void> {
  for await (const { number, text } of requireLines(file, readBytes(file, { signal })))
    if (text.trim() !== '') yield { line: number, value: text };
}

/**
 * The values of a JSONL file, every one of them with an id of its own. Throws InputError naming each bad line and what is wrong with
 * it: nothing is measured on a file that is half right.
 */
export async function readJsonValues<Value>(given: {
  readonly file: string;
  readonly schema: z.ZodType<Value>;
  readonly idOf: (value: Value) => string;
  /** What a line must be, for people. */
  readonly expected: string;
  readonly signal: AbortSignal | undefined;
}): Promise<InputLine<Value>[]> {
  const { file, expected } = given;
  const faults = new InputFaults(file);
  const found: InputLine<Value>[] = [];
  const lineOfId = new Map<string, number>();
  for await (const { line, value: text } of textLines(file, given.signal)) {
    const parsed = parseLine(text, given.schema);
    if ('fault' in parsed) {
      faults.add(line, parsed.fault);
      continue;
    }
    const id = given.idOf(parsed.value);
    const earlier = lineOfId.get(id);
    if (earlier !== undefined)
      faults.add(line, `the id ${JSON.stringify(id)} is that of line ${earlier} too`);
    else lineOfId.set(id, line);
    found.push({ line, value: parsed.value });
  }
  faults.throwIfAny(`Each line must be ${expected}. Nothing was measured.`);
  if (found.length === 0)
    throw new InputError(`${file} is empty`, { remedy: `It must have one ${expected} a line.` });
  return found;
}

function parseLine<Value>(
  text: string,
  schema: z.ZodType<Value>,
): { readonly value: Value } | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { fault: `is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const issue = parsed.error.issues[0];
  if (issue === undefined || issue.path.length === 0) return { fault: 'is no JSON object' };
  return { fault: `${issue.path.join('.')} ${issue.message.replace(/^Invalid input: /u, '')}` };
}
