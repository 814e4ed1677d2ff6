import { z } from 'zod';
import { IbidError } from '../errors.ts';
import type { Outcome } from './answer.ts';
import { OUTCOME_FEATURES, type OutcomeFeatures } from './outcome-features.ts';

const weights = z.strictObject({
  bias: z.number(),
  features: z.record(z.enum(OUTCOME_FEATURES), z.number()),
});

/**
 * How outcomes are told apart with one embedder: two logistic models over `outcomeFeatures`, and the curve that the threshold was
 * chosen on. Made by `npm run calibrate`; its file lies under models/.
 */
export const outcomeModelSchema = z.strictObject({
  embedder: z.string(),
  /** Log-odds that the question cannot be answered, and from where on it is refused. */
  refusal: weights,
  threshold: z.number(),
  /** Log-odds that nothing on the subject is there, given a refusal. */
  absence: weights,
  /** What cross-validation measured at each threshold, as shares of the questions. */
  curve: z.array(
    z.strictObject({ threshold: z.number(), refusedUnanswerable: z.number(), refusedAnswerable: z.number() }),
  ),
  questions: z.strictObject({ answerable: z.number(), unanswerable: z.number() }),
});

export type OutcomeModel = z.infer<typeof outcomeModelSchema>;

/** The sum of weighted features: log-odds of a logistic model. */
export function logOdds(model: OutcomeModel['refusal'], features: OutcomeFeatures): number {
  return OUTCOME_FEATURES.reduce((sum, name) => sum + model.features[name] * features[name], model.bias);
}

/** Whether the evidence answers, is silent, or is about something else; null stands for no paper at all. */
export function decideOutcome(features: OutcomeFeatures | null, model: OutcomeModel): Outcome {
  if (features === null) return 'not-in-corpus';
  if (logOdds(model.refusal, features) < model.threshold) return 'answered';
  return logOdds(model.absence, features) >= 0 ? 'not-in-corpus' : 'not-stated';
}

/** Reads a model's file. Throws IbidError naming the file. */
export function parseOutcomeModel(text: string, file: string): OutcomeModel {
  try {
    return outcomeModelSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new IbidError(
      `${file} holds no thresholds: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        remedy:
          'Restore it from the package (npm ci, or git checkout models), or make it again: npm run calibrate.',
        cause,
      },
    );
  }
}
