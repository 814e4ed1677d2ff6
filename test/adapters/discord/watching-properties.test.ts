import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepOf } from '../../../src/adapters/discord/watch-decisions.ts';
import { createWorld, type Trouble } from './watching-support.ts';

type Deed =
  | { readonly kind: 'add'; readonly topic: 'moe' | 'ctr' | 'other' }
  | {
      readonly kind:
        | 'remove'
        | 'day'
        | 'restart'
        | 'look'
        | 'other looks'
        | 'down'
        | 'degraded'
        | 'mark fails';
    }
  | { readonly kind: 'post'; readonly trouble: Exclude<Trouble, 'gone'> };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      topic: fc.constantFrom('moe', 'ctr', 'other'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('look', 'other looks', 'day') }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('remove', 'restart', 'down', 'degraded', 'mark fails') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      trouble: fc.constantFrom('lost before', 'lost after', 'forbidden', 'refused'),
    }),
  },
);

describe('watches, whatever happens', () => {
  it('post at most once a day each, tell no paper twice and lose none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        const world = createWorld();
        world.add('moe-old', 'ctr-old');
        await world.watch('moe');
        await world.watch('ctr');
        let bot = world.startBot();
        const other = world.startBot();
        const added: string[] = [];
        const removed = new Set<string>();
        for (const one of deeds) {
          // More than a post names could not be told apart here.
          if (one.kind === 'add' && added.length < 8) {
            added.push(`${one.topic}-${added.length}`);
            world.add(added.at(-1) ?? '');
          } else if (one.kind === 'remove' && added.length > 0) {
            removed.add(added[0] ?? '');
            world.remove(added[0] ?? '');
          } else if (one.kind === 'day') world.nextDay();
          else if (one.kind === 'restart') bot = world.startBot();
          else if (one.kind === 'look') await bot.look();
          else if (one.kind === 'other looks') await other.look();
          else if (one.kind === 'down' || one.kind === 'degraded') {
            world.trouble.matching = one.kind;
            await bot.look();
            world.trouble.matching = null;
          } else if (one.kind === 'mark fails') {
            world.trouble.mark = true;
            await bot.look();
            world.forgetNonces();
            world.trouble.mark = false;
            await bot.look();
          } else if (one.kind === 'post') {
            world.trouble.post = one.trouble;
            await bot.look();
            world.trouble.post = null;
            // Within Discord's memory of nonces.
            if (one.trouble === 'lost after') await bot.look();
          }
        }
        for (let days = 0; days < 3; days++) {
          world.nextDay();
          await bot.look();
        }
        const days = world.posted.map(({ watch, day }) => `${watch} on ${day}`);
        expect(new Set(days).size).toBe(days.length);
        for (const id of added) {
          const times = world.told(id);
          expect(times).toBeLessThanOrEqual(1);
          if (!id.startsWith('other') && !removed.has(id)) expect([id, times]).toEqual([id, 1]);
          if (id.startsWith('other')) expect(times).toBe(0);
        }
        expect(world.told('moe-old') + world.told('ctr-old')).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a watch is due', () => {
  const moment = { today: '2026-11-22', look: 7 };
  const nothing = { begun: null, resting: null };

  it('is nothing when all is told, and matching when something is not', () => {
    expect(stepOf({ lastPosted: null, seen: 7 }, moment, nothing)).toBe('nothing');
    expect(stepOf({ lastPosted: '2026-11-21', seen: 6 }, moment, nothing)).toBe('match');
  });

  it('waits for tomorrow when it posted today, or could not, or the clock was put back', () => {
    expect(stepOf({ lastPosted: '2026-11-22', seen: 6 }, moment, nothing)).toBe('tomorrow');
    expect(stepOf({ lastPosted: '2026-11-23', seen: 6 }, moment, nothing)).toBe('tomorrow');
    expect(stepOf({ lastPosted: null, seen: 6 }, moment, { begun: null, resting: '2026-11-22' })).toBe(
      'tomorrow',
    );
  });

  it('is to end what was begun, unless another process has', () => {
    const begun = { day: '2026-11-21', seen: 6, arrived: null };
    expect(stepOf({ lastPosted: null, seen: 5 }, moment, { begun, resting: null })).toBe('post');
    const arrived = { ...begun, arrived: '2026-11-22' };
    expect(stepOf({ lastPosted: null, seen: 5 }, moment, { begun: arrived, resting: null })).toBe('mark');
    expect(stepOf({ lastPosted: null, seen: 7 }, moment, { begun: arrived, resting: null })).toBe('nothing');
  });
});
