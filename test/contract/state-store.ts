import { describe, expect, it } from 'vitest';
import { StateError } from '../../src/errors.ts';
import {
  type Booking,
  DAY_MILLISECONDS,
  REPLY_BOUNDS,
  type StateOptions,
  type StateStore,
} from '../../src/state/state-store.ts';

const DAY = '2026-11-22';
const NOTHING = { inputTokens: 0, outputTokens: 0, estimated: false, requests: 0 };

const booking = (given: Partial<Booking> = {}): Booking => ({
  user: 'ada',
  day: DAY,
  usage: { inputTokens: 100, outputTokens: 20, estimated: false },
  model: 'small',
  ...given,
});
const reply = (text: string) => ({
  text,
  usage: { inputTokens: 7, outputTokens: 3, estimated: true },
  model: 'small',
});

/** What every StateStore must do, wherever it keeps things. `create` gives an empty one. */
export function describeStateStore(name: string, create: (options?: StateOptions) => StateStore): void {
  describe(`${name} as a ledger`, () => {
    it('has spent nothing before anything is booked', async () => {
      const state = create();
      expect(await state.spent({ day: DAY })).toEqual(NOTHING);
      expect(await state.spent({ day: DAY, user: 'ada' })).toEqual(NOTHING);
      expect(await state.spentByModel({ day: DAY })).toEqual([]);
    });

    it('adds up by day, of one user and of all', async () => {
      const state = create();
      await state.book(booking());
      await state.book(booking());
      await state.book(booking({ user: 'bob', usage: { inputTokens: 1, outputTokens: 2, estimated: true } }));
      await state.book(booking({ day: '2026-11-23' }));
      expect(await state.spent({ day: DAY, user: 'ada' })).toEqual({
        inputTokens: 200,
        outputTokens: 40,
        estimated: false,
        requests: 2,
      });
      expect(await state.spent({ day: DAY })).toEqual({
        inputTokens: 201,
        outputTokens: 42,
        estimated: true,
        requests: 3,
      });
      expect(await state.spent({ day: '2026-11-21' })).toEqual(NOTHING);
    });

    it('remains estimated once one request was', async () => {
      const state = create();
      await state.book(booking({ usage: { inputTokens: 1, outputTokens: 2, estimated: true } }));
      await state.book(booking());
      expect(await state.spent({ day: DAY, user: 'ada' })).toMatchObject({ estimated: true, requests: 2 });
    });

    it('tells the models apart, by name', async () => {
      const state = create();
      await state.book(booking({ model: 'small' }));
      await state.book(booking({ model: 'large' }));
      await state.book(booking({ model: 'large', user: 'bob' }));
      const one = { inputTokens: 100, outputTokens: 20, estimated: false, requests: 1 };
      expect(await state.spentByModel({ day: DAY })).toEqual([
        { model: 'large', inputTokens: 200, outputTokens: 40, estimated: false, requests: 2 },
        { model: 'small', ...one },
      ]);
      expect(await state.spentByModel({ day: DAY, user: 'bob' })).toEqual([{ model: 'large', ...one }]);
    });

    it('takes names as they are, quotes and the empty one too', async () => {
      const state = create();
      const names = ["o'b", '" OR 1=1 --', '', 'a\u0000b', '日本', '🤖', 'ada"],["'];
      for (const user of names) await state.book(booking({ user }));
      for (const user of names) expect((await state.spent({ day: DAY, user })).requests).toBe(1);
      expect((await state.spent({ day: DAY })).requests).toBe(names.length);
    });

    it('books what is booked at once', async () => {
      const state = create();
      await Promise.all(Array.from({ length: 100 }, () => state.book(booking())));
      expect(await state.spent({ day: DAY })).toMatchObject({ requests: 100, inputTokens: 10_000 });
    });
  });

  describe(`${name} as a cache of replies`, () => {
    /** A clock that tests move. */
    function createClocked(replies = REPLY_BOUNDS): {
      state: StateStore;
      pass: (milliseconds: number) => void;
    } {
      let time = Date.parse('2026-11-22T12:00:00Z');
      return {
        state: create({ replies, now: () => time }),
        pass: (milliseconds) => {
          time += milliseconds;
        },
      };
    }

    it('gives back what was kept, and null for what was not', async () => {
      const { state } = createClocked();
      const kept = reply('{"claims": ["naïve – 模型 🤖\\n"]}\n\u0000');
      expect(await state.cachedReply('a')).toBeNull();
      await state.keepReply('a', kept);
      expect(await state.cachedReply('a')).toEqual(kept);
      expect(await state.cachedReply('A')).toBeNull();
    });

    it('keeps the newer of two under one key', async () => {
      const { state } = createClocked();
      await state.keepReply('a', reply('first'));
      await state.keepReply('a', { ...reply('second'), model: 'large' });
      expect(await state.cachedReply('a')).toEqual({ ...reply('second'), model: 'large' });
    });

    it('lets go of the longest unused when there are too many', async () => {
      const { state, pass } = createClocked({ count: 3, days: 90 });
      for (const key of ['a', 'b', 'c']) {
        await state.keepReply(key, reply(key));
        pass(1000);
      }
      await state.cachedReply('a');
      pass(1000);
      await state.keepReply('d', reply('d'));
      const found = await Promise.all(['a', 'b', 'c', 'd'].map((key) => state.cachedReply(key)));
      expect(found.map((kept) => kept?.text ?? null)).toEqual(['a', null, 'c', 'd']);
    });

    it('keeps the newest of those that came in the same moment', async () => {
      const { state } = createClocked({ count: 2, days: 90 });
      for (const key of ['a', 'b', 'c']) await state.keepReply(key, reply(key));
      const found = await Promise.all(['a', 'b', 'c'].map((key) => state.cachedReply(key)));
      expect(found.map((kept) => kept?.text ?? null)).toEqual([null, 'b', 'c']);
    });

    it('lets go of what nobody has used for so many days, counted from the last use', async () => {
      const { state, pass } = createClocked({ count: 10, days: 90 });
      await state.keepReply('used', reply('used'));
      await state.keepReply('unused', reply('unused'));
      pass(60 * DAY_MILLISECONDS);
      expect(await state.cachedReply('used')).not.toBeNull();
      pass(30 * DAY_MILLISECONDS);
      expect(await state.cachedReply('unused')).toBeNull();
      await state.keepReply('new', reply('new'));
      expect(await state.cachedReply('used')).not.toBeNull();
      pass(90 * DAY_MILLISECONDS - 1);
      expect(await state.cachedReply('used')).not.toBeNull();
      pass(90 * DAY_MILLISECONDS);
      expect(await state.cachedReply('used')).toBeNull();
    });
  });

  describe(`${name} when it is closed`, () => {
    it('refuses in words, and may be closed again', async () => {
      const state = create();
      await state.book(booking());
      await state.close();
      await state.close();
      for (const use of [
        () => state.book(booking()),
        () => state.spent({ day: DAY }),
        () => state.spentByModel({ day: DAY }),
        () => state.cachedReply('a'),
        () => state.keepReply('a', reply('a')),
      ])
        await expect(use()).rejects.toThrow(StateError);
    });

    it('may be closed unused', async () => {
      await expect(create().close()).resolves.toBeUndefined();
    });
  });
}
