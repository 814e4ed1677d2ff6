/**
 * How a model's claims are held to their quotes. `standard`: partial ones are shown with their mark; `strict`: they are dropped;
 * `model`: the model is also asked, claim by claim, whether the quotes carry it.
 */
export const STRICTNESSES = ['standard', 'strict', 'model'] as const;
export type Strictness = (typeof STRICTNESSES)[number];
