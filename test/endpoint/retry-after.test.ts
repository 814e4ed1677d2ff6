import { describe, expect, test } from 'vitest';
import { describeWait, retryAfterMilliseconds } from '../../src/endpoint/retry-after.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const waitOf = (headers: Record<string, string>) => retryAfterMilliseconds(new Headers(headers), NOW);

describe('how long a server asks to wait', () => {
  test.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['parts of a second', { 'retry-after': ' 0.5 ' }, 500],
    ['none', { 'retry-after': '0' }, 0],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 12:02:00 GMT' }, 120_000],
    ['a date that is past', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    ['milliseconds, which are more exact', { 'retry-after-ms': '120', 'retry-after': '1' }, 120],
    ['no word of it', {}, null],
    ['nothing that can be read', { 'retry-after': 'soon', 'retry-after-ms': '-1' }, null],
  ] as const)('%s', (_, headers, milliseconds) => {
    expect(waitOf(headers)).toBe(milliseconds);
  });

  test('no headers at all', () => expect(retryAfterMilliseconds(undefined)).toBeNull());

  test.each([
    [0, '1 second'],
    [1000, '1 second'],
    [11_400, '12 seconds'],
    [119_000, '119 seconds'],
    [120_000, '2 minutes'],
    [3_601_000, '61 minutes'],
    [86_400_000, '24 hours'],
  ])('%i ms are said as %s', (milliseconds, words) => expect(describeWait(milliseconds)).toBe(words));
});
