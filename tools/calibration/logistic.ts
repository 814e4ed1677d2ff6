import type { OutcomeModel } from '../../src/answerer/outcome.ts';
import { logOdds } from '../../src/answerer/outcome.ts';
import { OUTCOME_FEATURES, type OutcomeFeatures } from '../../src/answerer/outcome-features.ts';

export interface Example {
  readonly features: OutcomeFeatures;
  readonly positive: boolean;
}

export type Weights = OutcomeModel['refusal'];

const STEPS = 3000;
const RATE = 0.1;
/** Of the squared weights, without the bias; keeps hundreds of examples from being learnt by heart. */
const RIDGE = 0.3;
const FOLDS = 10;

/** Logistic regression by full-batch gradient descent with momentum; no chance is in it, so that it gives the same weights again. */
export function fitLogistic(examples: readonly Example[]): Weights {
  const features = Object.fromEntries(OUTCOME_FEATURES.map((name) => [name, 0])) as Record<
    (typeof OUTCOME_FEATURES)[number],
    number
  >;
  const weights = { bias: 0, features };
  const speed = { bias: 0, features: { ...features } };
  for (let step = 0; step < STEPS; step++) {
    let slope = 0;
    const slopes = Object.fromEntries(
      OUTCOME_FEATURES.map((name) => [name, RIDGE * weights.features[name]]),
    ) as typeof features;
    for (const { features: own, positive } of examples) {
      const off = 1 / (1 + Math.exp(-logOdds(weights, own))) - (positive ? 1 : 0);
      slope += off;
      for (const name of OUTCOME_FEATURES) slopes[name] += off * own[name];
    }
    const rate = RATE / examples.length;
    speed.bias = 0.9 * speed.bias - rate * slope;
    weights.bias += speed.bias;
    for (const name of OUTCOME_FEATURES) {
      speed.features[name] = 0.9 * speed.features[name] - rate * slopes[name];
      weights.features[name] += speed.features[name];
    }
  }
  return weights;
}

/** Each example's score by a model that was fitted without it (ten folds, every tenth example one). */
export function crossValidate(
  examples: readonly Example[],
): { readonly score: number; readonly positive: boolean }[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const weights = fitLogistic(examples.filter((_example, place) => place % FOLDS !== fold));
    return examples
      .filter((_example, place) => place % FOLDS === fold)
      .map(({ features, positive }) => ({ score: logOdds(weights, features), positive }));
  }).flat();
}

/** What is refused from each threshold on, from strict (high) to lenient; `neverRefused` further questions are answered always. */
export function curveOf(
  scored: readonly { readonly score: number; readonly positive: boolean }[],
  neverRefused: number,
): { threshold: number; refusedUnanswerable: number; refusedAnswerable: number }[] {
  const share = (positive: boolean, threshold: number): number => {
    const own = scored.filter((example) => example.positive === positive);
    const count = own.length + (positive ? 0 : neverRefused);
    return count === 0 ? 0 : own.filter(({ score }) => score >= threshold).length / count;
  };
  return Array.from({ length: 33 }, (_, step) => {
    const threshold = 4 - step * 0.25;
    return {
      threshold,
      refusedUnanswerable: share(true, threshold),
      refusedAnswerable: share(false, threshold),
    };
  });
}
