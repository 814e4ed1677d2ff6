import { expect, it } from 'vitest';
import { runAnswerProperties } from '../support/answer-properties.ts';

// `npm run test:long` runs 10,000.
it('shows nothing that breaks an invariant, whatever a model writes', async () => {
  await expect(runAnswerProperties(150)).resolves.toBeUndefined();
});
