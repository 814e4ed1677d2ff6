import type { FakeClock } from './clock.ts';

const DISCORD_EPOCH = 1_420_070_400_000;

export type Id = string;

/** Ids as Discord gives them: they carry their time, and each is greater than the one before. */
export function snowflakes(clock: FakeClock): () => Id {
  let last = 0n;
  return () => {
    const earliest = BigInt(clock.now() - DISCORD_EPOCH) << 22n;
    last = earliest > last ? earliest : last + 1n;
    return String(last);
  };
}

/** When something with this id came to be, in milliseconds since the epoch. */
export function timeOf(id: Id): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH;
}
