import { describe, expect, it } from 'vitest';
import { createArrivals } from '../../../src/adapters/discord/arrivals.ts';
import { SYSTEM_CLOCK } from '../../../src/adapters/discord/clock.ts';

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

const never = new Promise<void>(() => {});

describe('first responses that are under way', () => {
  const told = (calm: Promise<void>) => {
    const state = { calm: false };
    void calm.then(() => {
      state.calm = true;
    });
    return state;
  };

  it('go before answers', async () => {
    const arrivals = createArrivals(SYSTEM_CLOCK);
    const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const [first, second] = [arrivals.during(one.promise), arrivals.during(two.promise)];
    const waiting = told(arrivals.calm());
    one.resolve();
    await first;
    await settle();
    expect(waiting.calm).toBe(false);
    two.reject(new Error('no'));
    await expect(second).rejects.toThrow('no');
    await settle();
    expect(waiting.calm).toBe(true);
    const alone = told(arrivals.calm());
    await settle();
    expect(alone.calm).toBe(true);
  });

  it('do not hold answers up for long', async () => {
    let fire = (): void => {};
    const arrivals = createArrivals({
      now: () => 0,
      after(_, work) {
        fire = work;
        return () => {};
      },
    });
    void arrivals.during(never);
    const waiting = told(arrivals.calm());
    await settle();
    expect(waiting.calm).toBe(false);
    fire();
    await settle();
    expect(waiting.calm).toBe(true);
  });
});
