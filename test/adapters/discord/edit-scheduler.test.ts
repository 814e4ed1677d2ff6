import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SYSTEM_CLOCK } from '../../../src/adapters/discord/clock.ts';
import { createEditScheduler } from '../../../src/adapters/discord/edit-scheduler.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What was sent, at which millisecond from the start; a sending takes `takes` milliseconds. */
function schedule(
  given: {
    takes?: number;
    requests?: number;
    fail?: (state: string, time: number) => Error | null;
    hurry?: AbortSignal;
  } = {},
) {
  const { takes = 0, requests = 1, fail = () => null, hurry } = given;
  const started = Date.now();
  const sent: [string, number][] = [];
  const failures: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const scheduler = createEditScheduler<string>({
    async send(state) {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      const time = Date.now() - started;
      if (takes > 0) await new Promise((resolve) => setTimeout(resolve, takes));
      atOnce--;
      const failure = fail(state, time);
      if (failure !== null) throw failure;
      sent.push([state, time]);
      return requests;
    },
    gap: 1300,
    lead: 100,
    clock: SYSTEM_CLOCK,
    onFailure: (error) => failures.push(String(error)),
    mayPass: (error) => !String(error).includes('for good'),
    ...(hurry === undefined ? {} : { hurry }),
  });
  return { ...scheduler, sent, failures, mostAtOnce: () => mostAtOnce };
}

describe('edits of an answer that grows', () => {
  it('keep their distance, and the latest state wins', async () => {
    const { offer, sent } = schedule();
    offer('a');
    await vi.advanceTimersByTimeAsync(100);
    for (const state of ['b', 'c', 'd']) {
      offer(state);
      await vi.advanceTimersByTimeAsync(300);
    }
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([
      ['a', 100],
      ['d', 1400],
    ]);
  });

  it('hold the first state back a moment, so that a short answer is one message', async () => {
    const { offer, finish, sent } = schedule();
    offer('begun');
    await vi.advanceTimersByTimeAsync(60);
    await finish('whole');
    expect(sent).toEqual([['whole', 60]]);
  });

  it('never overlap, however long one takes; the distance counts from its end', async () => {
    const { offer, sent, mostAtOnce } = schedule({ takes: 2000 });
    offer('a');
    await vi.advanceTimersByTimeAsync(500);
    offer('b');
    await vi.advanceTimersByTimeAsync(500);
    offer('c');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toEqual([
      ['a', 100],
      ['c', 3400],
    ]);
    expect(mostAtOnce()).toBe(1);
  });

  it('wait longer when one state took several requests', async () => {
    const { offer, sent } = schedule({ requests: 3 });
    offer('a');
    await vi.advanceTimersByTimeAsync(200);
    offer('b');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent.map(([, time]) => time)).toEqual([100, 4000]);
  });
});

describe('the last state', () => {
  it('is always sent, in place of what waits, and nothing after it', async () => {
    const { offer, finish, sent } = schedule({ takes: 50 });
    offer('a');
    await vi.advanceTimersByTimeAsync(120);
    offer('b');
    const finished = finish('end');
    offer('too late');
    await vi.advanceTimersByTimeAsync(10_000);
    await finished;
    expect(sent).toEqual([
      ['a', 100],
      ['end', 1450],
    ]);
  });

  it('is tried again when that may help', async () => {
    const { finish, sent, failures } = schedule({
      fail: (_, time) => (time < 3000 ? new Error('503') : null),
    });
    const finished = finish('end');
    await vi.advanceTimersByTimeAsync(10_000);
    await finished;
    expect(sent).toEqual([['end', 4300]]);
    expect(failures).toHaveLength(2);
  });

  it('is given up when Discord refuses it for good', async () => {
    const { finish } = schedule({ fail: () => new Error('for good') });
    const finished = expect(finish('end')).rejects.toThrow('for good');
    await vi.advanceTimersByTimeAsync(10_000);
    await finished;
  });

  it('arrives though an edit before it failed', async () => {
    const { offer, finish, sent, failures } = schedule({
      fail: (state) => (state === 'a' ? new Error('500') : null),
    });
    offer('a');
    await vi.advanceTimersByTimeAsync(200);
    const finished = finish('end');
    await vi.advanceTimersByTimeAsync(10_000);
    await finished;
    expect(sent).toEqual([['end', 1400]]);
    expect(failures).toEqual(['Error: 500']);
  });

  it('does not wait when the program must end', async () => {
    const hurry = new AbortController();
    const { offer, finish, sent } = schedule({ hurry: hurry.signal });
    offer('a');
    await vi.advanceTimersByTimeAsync(200);
    const finished = finish('end');
    await vi.advanceTimersByTimeAsync(300);
    hurry.abort();
    await finished;
    expect(sent).toEqual([
      ['a', 100],
      ['end', 500],
    ]);
  });
});
