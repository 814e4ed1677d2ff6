import { z } from 'zod';
import type { PaperNames } from '../papers/names.ts';
import { corrupt } from './native-errors.ts';

const namesSchema = z.object({
  names: z.array(z.string()),
  acronyms: z.array(z.object({ short: z.string(), long: z.string() })),
});

/** The names that are stored with a paper. Throws IndexError `corrupt`. */
export function decodeNames(json: string): PaperNames {
  try {
    return namesSchema.parse(JSON.parse(json));
  } catch (error) {
    throw corrupt(
      `the names of a stored paper cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
