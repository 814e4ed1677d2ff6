import type { CommunityState } from '../../ibid.ts';
import type { Logger } from '../../logger.ts';
import type { Clock } from './clock.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Removes conversations that are older than they are kept, now and every day. Gives back what ends that. */
export function expireDaily(given: {
  readonly community: Pick<CommunityState, 'expire'>;
  readonly days: number;
  readonly clock: Clock;
  readonly logger: Logger;
}): () => void {
  const { community, days, clock, logger } = given;
  let cancel = (): void => {};
  async function expire(): Promise<void> {
    try {
      const removed = await community.expire(days);
      if (removed > 0) logger.info('Old conversations were removed.', { conversations: removed, days });
    } catch (error) {
      logger.warn('Old conversations could not be removed; it is tried again tomorrow.', { error });
    }
  }
  function again(): void {
    cancel = clock.after(DAY_MILLISECONDS, again);
    void expire();
  }
  again();
  return () => cancel();
}
