import { describe, expect, it } from 'vitest';
import { DAY_MILLISECONDS, type StateOptions, type StateStore } from '../../src/state/state-store.ts';

type CreateState = (options?: StateOptions) => StateStore;

const TODAY = '2026-11-22';
const YESTERDAY = '2026-11-21';
const TOMORROW = '2026-11-23';

/** What every StateStore must do with papers that come, questions that are counted, and settings that many change. `create` gives an empty one. */
export function describeCounting(name: string, create: CreateState): void {
  describe(`${name}: papers seen in the index`, () => describeSightings(create));
  describe(`${name}: settings that many change`, () => describeChanges(create));
  describe(`${name}: questions a day`, () => describeQuestionCounts(create));
}

function describeSightings(create: CreateState): void {
  it('are new once, in the order they came', async () => {
    const state = create();
    expect(await state.noteSightings([])).toBe(0);
    expect(await state.sightedAfter(0)).toEqual([]);
    const first = await state.noteSightings(['c', 'a']);
    const second = await state.noteSightings(['b', 'a', 'c', '0']);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(await state.sightedAfter(0)).toEqual(['c', 'a', 'b', '0']);
    expect(await state.sightedAfter(first)).toEqual(['b', '0']);
    expect(await state.sightedAfter(second)).toEqual([]);
  });

  it('that were there before give the number of the look before', async () => {
    const state = create();
    const look = await state.noteSightings(['a', 'b', 'a']);
    expect(await state.noteSightings(['b', 'a'])).toBe(look);
    expect(await state.noteSightings([])).toBe(look);
    expect(await state.sightedAfter(look)).toEqual([]);
  });

  it('are not new when they come back', async () => {
    const state = create();
    const look = await state.noteSightings(['a', 'b']);
    await state.noteSightings(['a']);
    const later = await state.noteSightings(['a', 'b', 'c']);
    expect(await state.sightedAfter(look)).toEqual(['c']);
    expect(await state.sightedAfter(later)).toEqual([]);
  });

  it('are noted once, however many looks there are at once and however many papers', async () => {
    const state = create();
    const papers = Array.from({ length: 2500 }, (_, index) => `paper ${index}`);
    const looks = await Promise.all([
      state.noteSightings(papers),
      state.noteSightings(papers.toReversed()),
      state.noteSightings(papers.slice(700, 900)),
    ]);
    expect((await state.sightedAfter(0)).toSorted()).toEqual(papers.toSorted());
    expect(await state.sightedAfter(Math.max(...looks))).toEqual([]);
  });

  it('are named as they are', async () => {
    const state = create();
    const papers = ["o'b", '" OR 1=1 --', '', 'a\u0000b', 'a', '日本', '🤖', '__proto__'];
    await state.noteSightings(papers);
    expect(await state.sightedAfter(0)).toEqual(papers);
  });
}

function describeChanges(create: CreateState): void {
  it('are all changed, and told as they are then', async () => {
    const state = create();
    const channels = Array.from({ length: 20 }, (_, index) => String(index));
    const told = await Promise.all(
      channels.map((channel) =>
        state.changeGuildSettings('guild', (before) => ({
          ...before,
          channels: [...(before.channels ?? []), channel],
        })),
      ),
    );
    const after = await state.guildSettings('guild');
    expect(after.channels?.toSorted()).toEqual(channels.toSorted());
    expect(told).toContainEqual(after);
    expect((await state.guildSettings('other')).channels).toBeNull();
  });
}

function describeQuestionCounts(create: CreateState): void {
  const ada = { guild: 'guild', user: 'ada', day: TODAY };

  /** A state with a clock that tests move. */
  function createClocked(): { state: StateStore; pass: (milliseconds: number) => void } {
    let time = Date.parse(`${TODAY}T12:00:00Z`);
    return {
      state: create({ now: () => time }),
      pass: (milliseconds) => {
        time += milliseconds;
      },
    };
  }

  /** How many were counted before, without counting. */
  async function countOf(state: StateStore, of: typeof ada): Promise<number> {
    const count = await state.countQuestion(of);
    await state.uncountQuestion(of);
    return count - 1;
  }

  it('are counted for each user, guild and day', async () => {
    const { state } = createClocked();
    expect(await state.countQuestion(ada)).toBe(1);
    expect(await state.countQuestion(ada)).toBe(2);
    expect(await state.countQuestion({ ...ada, user: 'bob' })).toBe(1);
    expect(await state.countQuestion({ ...ada, guild: 'other' })).toBe(1);
    expect(await state.countQuestion({ ...ada, user: "o'b", guild: '" OR 1=1 --' })).toBe(1);
    expect(await state.countQuestion(ada)).toBe(3);
    expect(await state.countQuestion({ ...ada, day: TOMORROW })).toBe(1);
  });

  it('that come at once are all counted', async () => {
    const { state } = createClocked();
    const counts = await Promise.all(Array.from({ length: 20 }, () => state.countQuestion(ada)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('that were not answered can be taken back, and never more than there were', async () => {
    const { state } = createClocked();
    await state.uncountQuestion(ada);
    await state.countQuestion(ada);
    await state.countQuestion(ada);
    await state.countQuestion({ ...ada, user: 'bob' });
    await state.uncountQuestion(ada);
    expect(await state.countQuestion(ada)).toBe(2);
    for (let times = 0; times < 3; times += 1) await state.uncountQuestion(ada);
    expect(await state.countQuestion(ada)).toBe(1);
    expect(await state.countQuestion({ ...ada, user: 'bob' })).toBe(2);
  });

  it('stay counted for that day when their user wants to be forgotten, also twice', async () => {
    const { state } = createClocked();
    await state.countQuestion(ada);
    await state.countQuestion(ada);
    await state.countQuestion({ ...ada, guild: 'other' });
    await state.countQuestion({ ...ada, user: 'bob' });
    expect(await state.forgetUser('ada')).toEqual({ turns: 0, feedback: 0, others: 2 });
    expect(await state.countQuestion(ada)).toBe(3);
    expect(await state.forgetUser('ada')).toEqual({ turns: 0, feedback: 0, others: 1 });
    expect(await countOf(state, ada)).toBe(3);
    expect(await countOf(state, { ...ada, guild: 'other' })).toBe(1);
    expect(await countOf(state, { ...ada, user: 'bob' })).toBe(1);
  });

  it('can be taken back when their user was forgotten meanwhile', async () => {
    const { state } = createClocked();
    await state.countQuestion(ada);
    await state.countQuestion(ada);
    await state.forgetUser('ada');
    await state.uncountQuestion(ada);
    expect(await countOf(state, ada)).toBe(1);
  });

  it('share the forgotten name of a day with what was used of the chat model', async () => {
    const { state } = createClocked();
    const usage = { inputTokens: 100, outputTokens: 20, estimated: true };
    await state.countQuestion(ada);
    await state.book({ user: 'ada', day: TODAY, usage, model: 'small' });
    expect(await state.forgetUser('ada')).toMatchObject({ others: 2 });
    expect(await countOf(state, ada)).toBe(1);
    expect(await state.spent({ day: TODAY, user: 'ada' })).toMatchObject({ requests: 1 });
  });

  it('of earlier days go with the first of a new one', async () => {
    const { state } = createClocked();
    await state.countQuestion({ ...ada, day: YESTERDAY });
    await state.countQuestion({ ...ada, user: 'bob' });
    expect(await countOf(state, { ...ada, day: YESTERDAY })).toBe(0);
    expect(await countOf(state, { ...ada, user: 'bob' })).toBe(1);
  });

  it('of earlier days go with what expires', async () => {
    const { state, pass } = createClocked();
    await state.countQuestion(ada);
    await state.expire(30);
    expect(await countOf(state, ada)).toBe(1);
    pass(DAY_MILLISECONDS / 2);
    await state.expire(30);
    expect(await countOf(state, ada)).toBe(0);
  });

  it('of earlier days do not outlive their user’s wish to be forgotten', async () => {
    const { state } = createClocked();
    await state.countQuestion({ ...ada, day: YESTERDAY });
    expect(await state.forgetUser('ada')).toMatchObject({ others: 1 });
    expect(await countOf(state, { ...ada, day: YESTERDAY })).toBe(0);
  });
}
