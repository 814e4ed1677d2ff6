import { z } from 'zod';

/** What a client sends: any frame, and what those that open a session say. */
export const frameSchema = z.looseObject({ op: z.int(), d: z.unknown() });
export const identifySchema = z.looseObject({
  token: z.string(),
  intents: z.int(),
  properties: z.looseObject({ os: z.string(), browser: z.string(), device: z.string() }),
});
export const resumeSchema = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.int() });
