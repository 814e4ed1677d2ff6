import { z } from 'zod';

/** What calibration reads of a line of questions.jsonl. */
export const questionSchema = z.object({
  question: z.string(),
  history: z.array(z.unknown()).default([]),
  outcome: z.enum(['answered', 'not-stated', 'not-in-corpus']),
});
