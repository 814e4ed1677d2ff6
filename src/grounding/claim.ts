/** `quote`: the claim is its quote. `checked`, `partial`: a model's claim, see docs/design.md. */
export type Check = 'quote' | 'checked' | 'partial';

/** Words taken verbatim from a paper's abstract. `marker` numbers the paper within the conversation. */
export interface Quote {
  readonly marker: number;
  readonly text: string;
}

/** One statement of an answer. `text` carries no markers; each quote's marker is cited behind it. */
export interface Claim {
  readonly text: string;
  readonly quotes: readonly Quote[];
  readonly check: Check;
}
