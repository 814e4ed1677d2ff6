import type { Booking } from '../../src/state/state-store.ts';

export const DAY = '2026-11-22';
export const BOOKING: Booking = {
  user: 'ada',
  day: DAY,
  usage: { inputTokens: 100, outputTokens: 20, estimated: false },
  model: 'small',
};
