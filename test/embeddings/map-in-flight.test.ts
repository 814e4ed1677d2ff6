import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInFlight } from '../../src/embeddings/map-in-flight.ts';
import { InterruptedError } from '../../src/errors.ts';

test('results keep the order of the items, with no more under way than the limit', async () => {
  let underWay = 0;
  let most = 0;
  const results = await mapInFlight([30, 1, 20, 2, 10], {
    limit: 2,
    work: async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await setTimeout(item);
      underWay -= 1;
      return `${item}`;
    },
  });
  expect(results).toEqual(['30', '1', '20', '2', '10']);
  expect(most).toBe(2);
});

test('the first failure stops the others and is the one that is told', async () => {
  const stopped: number[] = [];
  const started: number[] = [];
  const work = mapInFlight([1, 2, 3, 4, 5], {
    limit: 2,
    work: async (item, signal) => {
      started.push(item);
      if (item === 2) throw new Error('the second failed');
      await setTimeout(60_000, undefined, { signal }).catch((error: unknown) => {
        stopped.push(item);
        throw error;
      });
    },
  });
  await expect(work).rejects.toThrow('the second failed');
  expect(started).toEqual([1, 2]);
  expect(stopped).toEqual([1]);
});

test('an abort starts nothing more', async () => {
  const controller = new AbortController();
  const started: number[] = [];
  const work = mapInFlight([1, 2, 3], {
    limit: 1,
    signal: controller.signal,
    work: async (item) => {
      started.push(item);
      controller.abort();
    },
  });
  await expect(work).rejects.toBeInstanceOf(InterruptedError);
  expect(started).toEqual([1]);
});
