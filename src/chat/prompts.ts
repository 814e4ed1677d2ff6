import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IbidError } from '../errors.ts';
import type { Message } from './chat-model.ts';
import { type MessageTemplate, parsePrompt } from './parse-prompt.ts';

/** Two folders up from src/chat/ and from dist/chat/ alike lies the package. */
const BUNDLED_PROMPTS = fileURLToPath(new URL('../../prompts', import.meta.url));

/** A prompt as its file has it; prompts/README.md says how one is written. */
export interface Prompt {
  readonly name: string;
  /** SHA-256 of the file's bytes, in hex: tells answers of one wording from those of another. */
  readonly hash: string;
  /** The variables that the file names, each once, in the order of their first mention. */
  readonly variables: readonly string[];
  /**
   * The messages with every variable's value in its place, verbatim: what a value holds is text and never scanned for variables.
   * Throws IbidError when the values are not those of exactly the prompt's variables.
   */
  render(values: Readonly<Record<string, string>>): Message[];
}

export interface Prompts {
  /** Reads a prompt once. Throws IbidError naming the file when it is missing, empty or malformed. */
  load(name: string): Promise<Prompt>;
}

/** The prompts of a folder, that of the package when none is given. Each is read when it is first asked for, and kept. */
export function createPrompts(options: { readonly folder?: string } = {}): Prompts {
  const folder = options.folder ?? BUNDLED_PROMPTS;
  const loaded = new Map<string, Promise<Prompt>>();
  return {
    load(name) {
      const known = loaded.get(name);
      if (known !== undefined) return known;
      const loading = loadPrompt(folder, name).catch((error: unknown) => {
        // A file that is mended is read at the next call.
        loaded.delete(name);
        throw error;
      });
      loaded.set(name, loading);
      return loading;
    },
  };
}

async function loadPrompt(folder: string, name: string): Promise<Prompt> {
  const file = join(folder, `${name}.md`);
  const bytes = await readPrompt(file);
  const templates = parsePrompt(bytes, file);
  const variables = [
    ...new Set(
      templates.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.kind === 'variable' ? [part.name] : [])),
      ),
    ),
  ];
  return {
    name,
    hash: createHash('sha256').update(bytes).digest('hex'),
    variables,
    render(values) {
      requireSame({ file, name, variables, given: Object.keys(values) });
      return templates.map((template) => renderMessage(template, values));
    },
  };
}

async function readPrompt(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new IbidError(
      missing ? `the prompt ${file} is missing` : `the prompt ${file} cannot be read: ${words}`,
      { remedy: 'Restore the file from the package (npm ci, or git checkout prompts).', cause },
    );
  }
}

function requireSame(given: {
  readonly file: string;
  readonly name: string;
  readonly variables: readonly string[];
  readonly given: readonly string[];
}): void {
  const missing = given.variables.filter((variable) => !given.given.includes(variable));
  if (missing.length > 0)
    throw new IbidError(
      `the prompt ${given.name} (${given.file}) has ${listed(missing)}, for which the program gives no value`,
      { remedy: 'Remove that variable from the file, or restore the file from the package.' },
    );
  const unknown = given.given.filter((variable) => !given.variables.includes(variable));
  if (unknown.length > 0)
    throw new IbidError(
      `the prompt ${given.name} (${given.file}) lacks ${listed(unknown)}, which the program has a value for`,
      { remedy: 'Put that variable where its value belongs, or restore the file from the package.' },
    );
}

function listed(variables: readonly string[]): string {
  return variables.map((variable) => `{{${variable}}}`).join(' and ');
}

function renderMessage({ role, parts }: MessageTemplate, values: Readonly<Record<string, string>>): Message {
  const content = parts
    .map((part) => (part.kind === 'text' ? part.text : (values[part.name] ?? '')))
    .join('');
  return { role, content };
}
