import { describe, expect, it } from 'vitest';
import { costOf, dayOf, decideLimit, type LimitReached, limitText } from '../../src/chat/limits.ts';

const EVENING = new Date('2026-11-22T20:50:00Z');
const decide = (given: Partial<Parameters<typeof decideLimit>[0]>) =>
  decideLimit({
    limits: { perUser: 50_000, total: 1_000_000 },
    spentByUser: 0,
    spentInAll: 0,
    now: EVENING,
    ...given,
  });

describe('the limits of a day', () => {
  it('allow a question while tokens are left, to the last one', () => {
    expect(decide({ spentByUser: 49_999, spentInAll: 999_999 })).toEqual({ allowed: true });
  });

  it('refuse it once the user has used his, or all have used theirs', () => {
    const resetsAt = new Date('2026-11-23T00:00:00Z');
    expect(decide({ spentByUser: 50_000, spentInAll: 60_000 })).toEqual({
      allowed: false,
      whose: 'user',
      limit: 50_000,
      spent: 50_000,
      resetsAt,
    });
    expect(decide({ spentByUser: 12, spentInAll: 1_000_007 })).toEqual({
      allowed: false,
      whose: 'all',
      limit: 1_000_000,
      spent: 1_000_007,
      resetsAt,
    });
  });

  it('refuse nothing where none are set', () => {
    const limits = { perUser: null, total: null };
    expect(decide({ limits, spentByUser: 1e12, spentInAll: 1e12 })).toEqual({ allowed: true });
    expect(decide({ limits: { perUser: null, total: 5 }, spentByUser: 9, spentInAll: 9 })).toMatchObject({
      whose: 'all',
    });
  });

  it('refuse everything at 0', () => {
    expect(decide({ limits: { perUser: 0, total: null } })).toMatchObject({ allowed: false, whose: 'user' });
  });

  it('begin again at the next midnight in UTC, at the end of a year too', () => {
    const now = new Date('2026-12-31T23:59:59.999Z');
    expect(decide({ spentByUser: 50_000, now })).toMatchObject({
      resetsAt: new Date('2027-01-01T00:00:00Z'),
    });
    expect(dayOf(now)).toBe('2026-12-31');
    expect(dayOf(new Date(now.getTime() + 1))).toBe('2027-01-01');
  });
});

describe('the words for a limit', () => {
  const reached: LimitReached = {
    allowed: false,
    whose: 'user',
    limit: 50_000,
    spent: 50_001,
    resetsAt: new Date('2026-11-23T00:00:00Z'),
  };

  it('say whose tokens, how many, and when they begin again', () => {
    expect(limitText(reached, EVENING)).toBe(
      'Your 50,000 tokens of today are used up; they begin again at 00:00 UTC, in 3 h 10 min.',
    );
    expect(limitText({ ...reached, whose: 'all', limit: 1_000_000 }, EVENING)).toBe(
      'Today’s 1,000,000 tokens of all users together are used up; they begin again at 00:00 UTC, in 3 h 10 min.',
    );
  });

  it.each([
    ['2026-11-22T22:00:00Z', 'in 2 h.'],
    ['2026-11-22T23:15:00Z', 'in 45 min.'],
    ['2026-11-22T23:14:59Z', 'in 46 min.'],
    ['2026-11-22T23:59:59Z', 'in 1 min.'],
    ['2026-11-22T00:00:01Z', 'in 24 h.'],
  ])('round up to minutes (%s)', (now, words) => {
    expect(limitText(reached, new Date(now)).endsWith(words)).toBe(true);
  });

  it('hold for a single token', () => {
    expect(limitText({ ...reached, limit: 1 }, EVENING)).toMatch(
      /^Your 1 token of today is used up; it begins again/,
    );
  });
});

describe('a cost', () => {
  const usage = (inputTokens: number, outputTokens: number, estimated = false) => ({
    inputTokens,
    outputTokens,
    estimated,
  });
  const prices = { inputPerMillion: 0.25, outputPerMillion: 2, currency: 'USD' };

  it.each([
    [usage(4000, 100), '$0.0012'],
    [usage(4000, 100, true), '~$0.0012'],
    [usage(0, 0), '$0.00'],
    [usage(1, 0), '<$0.0001'],
    [usage(400_000, 5000), '$0.11'],
    [usage(20_000, 5_000), '$0.015'],
    [usage(40_000_000, 617_000), '$11.23'],
    [usage(0, 1_234_000_000), '$2,468.00'],
  ])('of %o is %s', (given, words) => {
    expect(costOf(given, prices)).toBe(words);
  });

  it.each([
    ['EUR', '€0.0012'],
    ['chf', 'CHF 0.0012'],
    ['€', '€0.0012'],
    ['Kč', '0.0012 Kč'],
  ])('in %s', (currency, words) => {
    expect(costOf(usage(4000, 100), { ...prices, currency })).toBe(words);
  });

  it('is not told without prices', () => {
    expect(costOf(usage(4000, 100), null)).toBeNull();
  });
});
