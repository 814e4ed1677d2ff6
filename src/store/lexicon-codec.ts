import { z } from 'zod';
import { buildLexicon, type Lexicon } from '../papers/lexicon.ts';
import type { PaperNames } from '../papers/names.ts';
import { corrupt } from './native-errors.ts';

const namesSchema = z.object({
  names: z.array(z.string()),
  acronyms: z.array(z.object({ short: z.string(), long: z.string() })),
});
const formsSchema = z.array(z.tuple([z.string(), z.array(z.string())]));
const lexiconSchema = z.object({ names: formsSchema, acronyms: formsSchema });

/** Builds the lexicon of an index from the names that are stored with its papers, and lays it out for the manifest. */
export function encodeLexicon(
  papers: Iterable<{ readonly id: string; readonly names: PaperNames }>,
): Uint8Array {
  const entries = function* () {
    for (const { id, names } of papers) yield { id, ...names };
  };
  const { names, acronyms } = buildLexicon(entries());
  return Buffer.from(JSON.stringify({ names: [...names], acronyms: [...acronyms] }));
}

/** Throws IndexError `corrupt`. */
export function decodeLexicon(bytes: Uint8Array): Lexicon {
  const { names, acronyms } = parse(lexiconSchema, Buffer.from(bytes).toString(), 'the lexicon of the index');
  return { names: new Map(names), acronyms: new Map(acronyms) };
}

/** Throws IndexError `corrupt`. */
export function decodeNames(json: string): PaperNames {
  return parse(namesSchema, json, 'the names of a stored paper');
}

function parse<Value>(schema: z.ZodType<Value>, json: string, what: string): Value {
  try {
    return schema.parse(JSON.parse(json));
  } catch (error) {
    throw corrupt(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
