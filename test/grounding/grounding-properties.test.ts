import { expect, it } from 'vitest';
import { runGroundingProperties } from '../support/grounding-properties.ts';

it('lets nothing through that may never be shown, whatever a model writes', async () => {
  await expect(runGroundingProperties(200)).resolves.toBeUndefined();
});
