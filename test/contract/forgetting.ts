import { describe, expect, it } from 'vitest';
import { StateError } from '../../src/errors.ts';
import { DAY_MILLISECONDS, type StateOptions, type StateStore } from '../../src/state/state-store.ts';
import { answer, turn } from '../support/kept.ts';

type CreateState = (options?: StateOptions) => StateStore;

const TODAY = '2026-11-22';
const YESTERDAY = '2026-11-21';
const usage = { inputTokens: 100, outputTokens: 20, estimated: true };

/** A state with a clock that tests move. */
function createClocked(create: CreateState): { state: StateStore; pass: (milliseconds: number) => void } {
  let time = Date.parse(`${TODAY}T12:00:00Z`);
  return {
    state: create({ now: () => time }),
    pass: (milliseconds) => {
      time += milliseconds;
    },
  };
}

export function describeForgetting(name: string, create: CreateState): void {
  describe(`${name}: forgetting a user`, () => describeForgetUser(create));
  describe(`${name}: what a forgotten user has used`, () => describeForgottenLedger(create));
  describe(`${name}: expiry`, () => describeExpiry(create));
  describe(`${name}, closed: what a community left`, () => {
    it('is refused in words', async () => {
      const state = create();
      await state.keepTurn('thread', [], turn('one'));
      await state.close();
      for (const use of usesOf(state)) await expect(use()).rejects.toThrow(StateError);
    });
  });
}

function describeForgetUser(create: CreateState): void {
  it('tells that there was nothing', async () => {
    const { state } = createClocked(create);
    await state.keepTurn('thread', [], turn('one', { user: 'bob' }));
    expect(await state.forgetUser('ada')).toEqual({ turns: 0, feedback: 0, others: 0 });
    expect(await state.forgetUser('')).toEqual({ turns: 0, feedback: 0, others: 0 });
    expect((await state.conversation('thread'))?.turns).toHaveLength(1);
  });

  it('removes their turns, and leaves those of others with the markers', async () => {
    const { state } = createClocked(create);
    await state.keepTurn('thread', ['a'], turn('hers'));
    await state.keepTurn('thread', ['a', 'b'], turn('his', { user: 'bob' }));
    await state.keepTurn('thread', ['a', 'b', 'c'], turn('hers again'));
    expect(await state.forgetUser('ada')).toEqual({ turns: 2, feedback: 0, others: 0 });
    expect(await state.conversation('thread')).toEqual({
      key: 'thread',
      markers: ['a', 'b', 'c'],
      turns: [turn('his', { user: 'bob' })],
    });
  });

  it('removes conversations in which nobody else asked', async () => {
    const { state } = createClocked(create);
    await state.keepTurn('hers', ['a'], turn('one'));
    await state.keepTurn('both', ['a'], turn('two'));
    await state.keepAnswer(answer('his', { conversation: 'both', user: 'bob' }));
    await state.forgetUser('ada');
    expect(await state.conversation('hers')).toBeNull();
    // What he was answered still cites by these markers.
    expect(await state.conversation('both')).toEqual({ key: 'both', markers: ['a'], turns: [] });
  });

  it('removes their answers with everybody’s votes, and their votes on those of others', async () => {
    const { state } = createClocked(create);
    await state.keepAnswer(answer('hers'));
    await state.keepAnswer(answer('his', { user: 'bob' }));
    for (const id of ['hers', 'his'])
      for (const user of ['ada', 'bob'])
        await state.keepFeedback({ answer: id, user, vote: 'down', comment: user });
    expect(await state.forgetUser('ada')).toEqual({ turns: 0, feedback: 2, others: 1 });
    expect(await state.answer('hers')).toBeNull();
    expect(await state.answerIn('hers-1')).toBeNull();
    expect(await state.answer('his')).not.toBeNull();
    expect(await state.feedback()).toMatchObject([{ answer: 'his', user: 'bob' }]);
  });

  it('leaves papers in the channels’ lists, without their name, and removes their own list and watches', async () => {
    const { state } = createClocked(create);
    await state.addToReadingList('channel', 'a', 'ada');
    await state.addToReadingList('channel', 'b', 'bob');
    await state.addToReadingList('ada', 'c', 'ada');
    const watch = { guild: null, channel: 'channel', user: 'ada', topic: 'x', seen: 1 };
    await state.addWatch(watch);
    await state.addWatch({ ...watch, user: 'bob' });
    expect(await state.forgetUser('ada')).toEqual({ turns: 0, feedback: 0, others: 3 });
    expect(await state.readingList('ada')).toEqual([]);
    expect(await state.readingList('channel')).toMatchObject([
      { paperId: 'a', user: '' },
      { paperId: 'b', user: 'bob' },
    ]);
    expect(await state.addToReadingList('channel', 'a', 'bob')).toBe(false);
    expect(await state.watches()).toMatchObject([{ user: 'bob' }]);
    expect(await state.forgetUser('ada')).toEqual({ turns: 0, feedback: 0, others: 0 });
  });
}

function describeForgottenLedger(create: CreateState): void {
  const book = (state: StateStore, user: string, day = TODAY, model = 'small') =>
    state.book({ user, day, usage, model });

  it('counts on the same day, also with what they use later and when they are forgotten again', async () => {
    const { state, pass } = createClocked(create);
    await book(state, 'ada');
    await book(state, 'ada', TODAY, 'large');
    await book(state, 'bob');
    expect(await state.forgetUser('ada')).toMatchObject({ others: 2 });
    expect(await state.spent({ day: TODAY, user: 'ada' })).toMatchObject({ requests: 2, estimated: true });
    pass(1000);
    await book(state, 'ada');
    await book(state, 'ada');
    expect(await state.forgetUser('ada')).toMatchObject({ others: 1 });
    await book(state, 'ada');
    expect(await state.spent({ day: TODAY, user: 'ada' })).toMatchObject({ requests: 5, inputTokens: 500 });
    expect(await state.spentByModel({ day: TODAY, user: 'ada' })).toMatchObject([
      { model: 'large', requests: 1 },
      { model: 'small', requests: 4 },
    ]);
    expect(await state.spent({ day: TODAY, user: 'bob' })).toMatchObject({ requests: 1 });
    expect(await state.spent({ day: TODAY })).toMatchObject({ requests: 6 });
  });

  it('of other days stays in the sum of all, and is nobody’s', async () => {
    const { state } = createClocked(create);
    await book(state, 'ada', YESTERDAY);
    await book(state, 'bob', YESTERDAY);
    expect(await state.forgetUser('ada')).toMatchObject({ others: 1 });
    expect(await state.spent({ day: YESTERDAY, user: 'ada' })).toMatchObject({ requests: 0 });
    expect(await state.spent({ day: YESTERDAY })).toMatchObject({ requests: 2, inputTokens: 200 });
  });

  it.each([
    ['a booking', (state: StateStore) => book(state, 'bob', '2026-11-23')],
    ['a forgotten user', (state: StateStore) => state.forgetUser('bob')],
    ['an expiry', (state: StateStore) => state.expire(30)],
  ])('is nobody’s once the day is over, from %s on', async (_, next) => {
    const { state, pass } = createClocked(create);
    await book(state, 'ada');
    await state.forgetUser('ada');
    await next(state);
    expect(await state.spent({ day: TODAY, user: 'ada' })).toMatchObject({ requests: 1 });
    pass(DAY_MILLISECONDS / 2);
    await next(state);
    expect(await state.spent({ day: TODAY, user: 'ada' })).toMatchObject({ requests: 0 });
    expect(await state.spent({ day: TODAY })).toMatchObject({ requests: 1 });
  });
}

function describeExpiry(create: CreateState): void {
  it('removes conversations with their answers so long after the last turn', async () => {
    const { state, pass } = createClocked(create);
    await state.keepTurn('thread', ['a'], turn('one'));
    await state.keepTurn('other', ['a'], turn('one'));
    await state.keepAnswer(answer('one'));
    await state.keepAnswer(answer('two', { conversation: 'other' }));
    pass(20 * DAY_MILLISECONDS);
    await state.keepTurn('other', ['a'], turn('two'));
    pass(10 * DAY_MILLISECONDS - 1);
    expect(await state.expire(30)).toBe(0);
    expect(await state.conversation('thread')).not.toBeNull();
    pass(1);
    expect(await state.expire(30)).toBe(1);
    expect(await state.conversation('thread')).toBeNull();
    expect(await state.answer('one')).toBeNull();
    expect(await state.answerIn('one-1')).toBeNull();
    expect((await state.conversation('other'))?.turns).toHaveLength(2);
    expect(await state.answer('two')).not.toBeNull();
    expect(await state.expire(30)).toBe(0);
  });

  it('removes all that are old, however many', async () => {
    const { state, pass } = createClocked(create);
    const keys = Array.from({ length: 205 }, (_, index) => `thread ${index}`);
    for (const key of keys) await state.keepTurn(key, [], turn(key));
    pass(DAY_MILLISECONDS);
    await state.keepTurn('new', [], turn('one'));
    expect(await state.expire(1)).toBe(205);
    for (const key of keys) expect(await state.conversation(key)).toBeNull();
    expect(await state.conversation('new')).not.toBeNull();
  });

  it('leaves votes with what they were on, and without anybody’s name', async () => {
    const { state, pass } = createClocked(create);
    await state.keepTurn('thread', ['a'], turn('one'));
    await state.keepAnswer(answer('one'));
    await state.keepFeedback({ answer: 'one', user: 'ada', vote: 'up', comment: null });
    await state.keepFeedback({ answer: 'one', user: 'bob', vote: 'down', comment: 'too short' });
    const [bobs, adas] = await state.feedback();
    pass(30 * DAY_MILLISECONDS);
    await state.expire(30);
    const about = answer('one', { user: '', conversation: '', messages: [] });
    expect(await state.feedback()).toEqual([
      { ...bobs, user: '', about },
      { ...adas, user: '', about },
    ]);
    expect(await state.answer('one')).toBeNull();
    expect(await state.forgetUser('')).toEqual({ turns: 0, feedback: 0, others: 0 });
    expect(await state.feedback()).toHaveLength(2);
  });

  it('takes answers of no conversation, and names of votes on answers that are in none, by their own age', async () => {
    const { state, pass } = createClocked(create);
    await state.keepAnswer(answer('lone'));
    await state.keepFeedback({ answer: 'never kept', user: 'bob', vote: 'down', comment: null });
    pass(30 * DAY_MILLISECONDS - 1);
    await state.expire(30);
    expect(await state.answer('lone')).not.toBeNull();
    expect((await state.feedback())[0]?.user).toBe('bob');
    pass(1);
    expect(await state.expire(30)).toBe(0);
    expect(await state.answer('lone')).toBeNull();
    expect((await state.feedback())[0]?.user).toBe('');
  });

  it('takes the name of a vote that came after the answer had gone', async () => {
    const { state, pass } = createClocked(create);
    await state.keepAnswer(answer('one'));
    await state.keepFeedback({ answer: 'one', user: 'ada', vote: 'up', comment: null });
    pass(30 * DAY_MILLISECONDS);
    await state.expire(30);
    await state.keepFeedback({ answer: 'one', user: 'bob', vote: 'up', comment: null });
    pass(30 * DAY_MILLISECONDS);
    await state.expire(30);
    expect((await state.feedback()).map(({ user }) => user)).toEqual(['', '']);
  });
}

function usesOf(state: StateStore): readonly (() => Promise<unknown>)[] {
  const unset = { channels: null, threads: null, listens: null, detail: null, dailyQuestions: null };
  return [
    () => state.conversation('thread'),
    () => state.keepTurn('thread', [], turn('one')),
    () => state.forgetConversation('thread'),
    () => state.keepAnswer(answer('one')),
    () => state.answer('one'),
    () => state.answerIn('one-1'),
    () => state.keepFeedback({ answer: 'one', user: 'ada', vote: 'up', comment: null }),
    () => state.feedback(),
    () => state.readingList('channel'),
    () => state.addToReadingList('channel', 'a', 'ada'),
    () => state.removeFromReadingList('channel', 'a'),
    () => state.guildSettings('guild'),
    () => state.keepGuildSettings('guild', unset),
    () => state.changeGuildSettings('guild', (before) => before),
    () => state.watches(),
    () => state.addWatch({ guild: null, channel: 'a', user: 'ada', topic: 'x', seen: 1 }),
    () => state.stopWatch(1),
    () => state.markWatch(1, { posted: null, seen: 1 }),
    () => state.noteSightings(['a']),
    () => state.sightedAfter(0),
    () => state.countQuestion({ guild: 'g', user: 'ada', day: TODAY }),
    () => state.uncountQuestion({ guild: 'g', user: 'ada', day: TODAY }),
    () => state.fact('a'),
    () => state.keepFact('a', 'b'),
    () => state.forgetUser('ada'),
    () => state.expire(30),
  ];
}
