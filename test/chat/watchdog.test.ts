import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWatchdog, type Overdue } from '../../src/chat/watchdog.ts';

const LIMITS = { firstTokenMilliseconds: 60_000, idleMilliseconds: 10_000, closingMilliseconds: 2000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A watchdog beside what waits for a server that never comes. */
function watching(limits = LIMITS) {
  const barks: Overdue[] = [];
  const watchdog = createWatchdog(limits, (overdue) => barks.push(overdue));
  let release: () => void = () => undefined;
  const wait = (): void => {
    const { promise, resolve } = Promise.withResolvers<void>();
    release = resolve;
    watchdog.during(() => promise).catch(() => undefined);
  };
  return {
    watchdog,
    barks,
    wait,
    /** The server's turn is over for now. */
    async rest(): Promise<void> {
      release();
      await vi.advanceTimersByTimeAsync(0);
    },
    pass: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000),
  };
}

describe('the watch over a server', () => {
  test('the first word has its own time, and barks once', async () => {
    const { barks, wait, pass } = watching();
    wait();
    await pass(59);
    expect(barks).toEqual([]);
    await pass(2);
    expect(barks).toEqual(['first-word']);
    await pass(600);
    expect(barks).toEqual(['first-word']);
  });

  test('signs of life do not put off the first word', async () => {
    const { watchdog, barks, wait, pass } = watching();
    wait();
    for (let second = 0; second < 59; second++) {
      await pass(1);
      watchdog.heard();
    }
    expect(barks).toEqual([]);
    await pass(2);
    expect(barks).toEqual(['first-word']);
  });

  test('waits for the first word add up over pieces that say nothing', async () => {
    const { barks, wait, rest, pass } = watching();
    for (let turn = 0; turn < 5; turn++) {
      wait();
      await pass(11);
      await rest();
    }
    expect(barks).toEqual([]);
    wait();
    await pass(6);
    expect(barks).toEqual(['first-word']);
  });

  test('after the first word silence has a shorter time, which each sign of life renews', async () => {
    const { watchdog, barks, wait, pass } = watching();
    wait();
    watchdog.word();
    for (let times = 0; times < 5; times++) {
      await pass(9);
      watchdog.heard();
    }
    expect(barks).toEqual([]);
    await pass(11);
    expect(barks).toEqual(['answer']);
  });

  test('signs of life without a word for as long as a first word may take are silence', async () => {
    const { watchdog, barks, wait, pass } = watching();
    wait();
    watchdog.word();
    for (let times = 0; times < 7 && barks.length === 0; times++) {
      await pass(9);
      watchdog.heard();
    }
    await pass(9);
    expect(barks).toEqual(['answer']);
  });

  test('what a reader takes to read does not count', async () => {
    const { watchdog, barks, wait, rest, pass } = watching();
    wait();
    watchdog.word();
    await rest();
    await pass(3600);
    wait();
    await pass(9);
    expect(barks).toEqual([]);
    await pass(2);
    expect(barks).toEqual(['answer']);
  });

  test('each attempt has the time of a first word', async () => {
    const { watchdog, barks, wait, rest, pass } = watching();
    wait();
    await pass(50);
    await rest();
    watchdog.restart();
    wait();
    await pass(50);
    expect(barks).toEqual([]);
    await pass(11);
    expect(barks).toEqual(['first-word']);
  });

  test('a whole reply waits for what follows it only a moment', async () => {
    const { watchdog, barks, wait, pass } = watching();
    wait();
    watchdog.word();
    watchdog.whole();
    await pass(3);
    expect(barks).toEqual(['closing']);
  });

  test('limits beyond what a timer takes are none that ring at once', async () => {
    const { barks, wait, pass } = watching({ ...LIMITS, firstTokenMilliseconds: 2 ** 40 });
    wait();
    await pass(3600);
    expect(barks).toEqual([]);
  });

  test('what it runs gives its result or its error, and the clock is off', async () => {
    const { watchdog, barks, pass } = watching();
    expect(await watchdog.during(async () => 7)).toBe(7);
    const failing = watchdog.during(async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await pass(600);
    expect(barks).toEqual([]);
    // A timer that is left running would keep a command from ending.
    expect(vi.getTimerCount()).toBe(0);
    await Promise.race([sleep(0), pass(1)]);
  });
});
