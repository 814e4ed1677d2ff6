import { someAnswer } from '../../support/fake-ibid.ts';
import { scriptedIbid } from './bot-support.ts';

/** Answers never come, until nobody wants them any longer. */
export function holding() {
  return scriptedIbid({
    async *answer({ request }) {
      await new Promise<void>((resolve) => {
        if (request.signal?.aborted) resolve();
        request.signal?.addEventListener('abort', () => resolve());
      });
      yield { type: 'evidence', ranked: [] };
      return someAnswer();
    },
  });
}
