import { describe, expect, it } from 'vitest';
import { KEPT_BOUNDS } from '../../src/state/kept-bounds.ts';
import type { StateOptions, StateStore } from '../../src/state/state-store.ts';
import { answer, turn } from '../support/kept.ts';
import { describeChannels } from './channels.ts';
import { describeCounting } from './counting.ts';
import { describeForgetting } from './forgetting.ts';
import { ODD_NAMES } from './odd-names.ts';

type CreateState = (options?: StateOptions) => StateStore;

/** What every StateStore must do for a community, wherever it keeps things. `create` gives an empty one. */
export function describeCommunityState(name: string, create: CreateState): void {
  describe(`${name}: conversations`, () => describeConversations(create));
  describe(`${name}: answers`, () => describeAnswers(create));
  describe(`${name}: votes`, () => describeFeedback(create));
  describe(`${name}: channels and guilds`, () => describeChannels(create));
  describeCounting(name, create);
  describeForgetting(name, create);
}

function describeConversations(create: CreateState): void {
  it('come back as they were kept, oldest turn first, and apart from each other', async () => {
    const state = create();
    const first = turn('naïve – 模型 🤖\n\u0000?', { paperIds: ['b', 'a'] });
    const second = turn('and then?', { user: 'bob', paperIds: [] });
    await state.keepTurn('thread', ['b', 'a'], first);
    await state.keepTurn('thread', ['b', 'a', 'c'], second);
    await state.keepTurn('other', ['x'], turn('else'));
    expect(await state.conversation('thread')).toEqual({
      key: 'thread',
      markers: ['b', 'a', 'c'],
      turns: [first, second],
    });
    expect(await state.conversation('Thread')).toBeNull();
  });

  it('take keys as they are', async () => {
    const state = create();
    for (const key of ODD_NAMES) await state.keepTurn(key, [key], turn(key, { user: key }));
    for (const key of ODD_NAMES)
      expect(await state.conversation(key)).toEqual({
        key,
        markers: [key],
        turns: [turn(key, { user: key })],
      });
  });

  it.each([
    ['that are more extend those kept', ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['that are fewer take none away', ['a', 'b'], ['a'], ['a', 'b']],
    ['that went another way follow those kept', ['a', 'b', 'c'], ['a', 'd', 'c'], ['a', 'b', 'c', 'd']],
  ])('markers %s', async (_, kept, given, merged) => {
    const state = create();
    await state.keepTurn('thread', kept, turn('one'));
    await state.keepTurn('thread', given, turn('two'));
    expect((await state.conversation('thread'))?.markers).toEqual(merged);
  });

  it('are found by who asked in them last, among those of a place', async () => {
    const state = create();
    const ask = (key: string, user: string) => state.keepTurn(key, [], turn('one', { user }));
    expect(await state.lastConversation('ada', 'chain:1:')).toBeNull();
    await ask('chain:1:a', 'ada');
    await ask('chain:1:b', 'bob');
    await ask('chain:1:c', 'ada');
    await ask('chain:11:d', 'ada');
    await ask('chain:%:e', 'ada');
    expect(await state.lastConversation('ada', 'chain:1:')).toBe('chain:1:c');
    expect(await state.lastConversation('bob', 'chain:1:')).toBe('chain:1:b');
    expect(await state.lastConversation('ada', 'chain:%:')).toBe('chain:%:e');
    expect(await state.lastConversation('eve', 'chain:1:')).toBeNull();
    await state.forgetConversation('chain:1:c');
    expect(await state.lastConversation('ada', 'chain:1:')).toBe('chain:1:a');
  });

  it('keep every turn of those that come at once', async () => {
    const state = create();
    const questions = Array.from({ length: 20 }, (_, index) => `question ${index}`);
    await Promise.all(questions.map((question) => state.keepTurn('thread', [question], turn(question))));
    const kept = await state.conversation('thread');
    expect(kept?.turns.map(({ question }) => question).sort()).toEqual([...questions].sort());
    expect([...(kept?.markers ?? [])].sort()).toEqual([...questions].sort());
  });

  it('let the oldest turns go when there are too many, and keep the markers', async () => {
    const state = create();
    const count = KEPT_BOUNDS.turns + 3;
    await state.keepTurn('other', [], turn('not this one'));
    for (let index = 0; index < count; index += 1)
      await state.keepTurn('thread', [`paper ${index}`], turn(String(index)));
    const kept = await state.conversation('thread');
    expect(kept?.turns.map(({ question }) => question)).toEqual(
      Array.from({ length: KEPT_BOUNDS.turns }, (_, index) => String(index + 3)),
    );
    expect(kept?.markers).toHaveLength(count);
    expect((await state.conversation('other'))?.turns).toHaveLength(1);
  });

  it('cut what is too long, and say so', async () => {
    const state = create();
    const fits = 'a'.repeat(KEPT_BOUNDS.answerCharacters);
    await state.keepTurn('thread', [], turn('fits', { answer: fits }));
    await state.keepTurn('thread', [], turn('does not', { answer: `${fits.slice(0, -2)}🤖 and more` }));
    await state.keepTurn('thread', [], turn('?'.repeat(KEPT_BOUNDS.wordsCharacters + 1)));
    const turns = (await state.conversation('thread'))?.turns ?? [];
    expect(turns[0]?.answer).toBe(fits);
    expect(turns[1]?.answer).toBe(`${fits.slice(0, -2)}…`);
    expect(turns[2]?.question).toHaveLength(KEPT_BOUNDS.wordsCharacters);
    expect(turns[2]?.question.endsWith('?…')).toBe(true);
  });

  it('go with their answers and the votes on those, and can be begun anew', async () => {
    const state = create();
    expect(await state.forgetConversation('thread')).toBe(false);
    await state.keepTurn('thread', ['a', 'b'], turn('one'));
    await state.keepTurn('other', ['a'], turn('two'));
    await state.keepAnswer(answer('one'));
    await state.keepAnswer(answer('two', { conversation: 'other' }));
    for (const id of ['one', 'two'])
      await state.keepFeedback({ answer: id, user: 'bob', vote: 'down', comment: null });
    expect(await state.forgetConversation('thread')).toBe(true);
    expect(await state.conversation('thread')).toBeNull();
    expect(await state.answer('one')).toBeNull();
    expect(await state.answerIn('one-1')).toBeNull();
    expect((await state.feedback()).map((vote) => vote.answer)).toEqual(['two']);
    expect((await state.conversation('other'))?.turns).toHaveLength(1);
    expect(await state.answer('two')).not.toBeNull();
    await state.keepTurn('thread', ['c'], turn('three'));
    expect((await state.conversation('thread'))?.markers).toEqual(['c']);
    expect((await state.conversation('thread'))?.turns).toHaveLength(1);
  });
}

function describeAnswers(create: CreateState): void {
  it('are found by their id and by any of their messages', async () => {
    const state = create();
    const [one, two] = [answer('one'), answer('two', { outcome: 'not-in-corpus', citations: [] })];
    await state.keepAnswer(one);
    await state.keepAnswer(two);
    expect(await state.answer('one')).toEqual(one);
    expect(await state.answerIn('one-2')).toEqual(one);
    expect(await state.answerIn('two-1')).toEqual(two);
    expect(await state.answer('three')).toBeNull();
    expect(await state.answerIn('one')).toBeNull();
  });

  it('take the place of an earlier one with their id, messages included', async () => {
    const state = create();
    const longer = answer('one', { detail: 'long', messages: ['one-2', 'one-3'] });
    await state.keepAnswer(answer('one'));
    await state.keepAnswer(longer);
    expect(await state.answer('one')).toEqual(longer);
    expect(await state.answerIn('one-1')).toBeNull();
    expect(await state.answerIn('one-3')).toEqual(longer);
  });

  it('that claim a message of another one have it', async () => {
    const state = create();
    await state.keepAnswer(answer('one'));
    await state.keepAnswer(answer('two', { messages: ['one-2'] }));
    expect((await state.answerIn('one-2'))?.id).toBe('two');
    expect((await state.answerIn('one-1'))?.id).toBe('one');
  });

  it('let the oldest of their conversation go when there are too many; votes on those stay', async () => {
    const state = create();
    await state.keepAnswer(answer('elsewhere', { conversation: 'other' }));
    for (let index = 0; index <= KEPT_BOUNDS.answers; index += 1) {
      await state.keepAnswer(answer(`answer ${index}`));
      if (index === 0)
        await state.keepFeedback({ answer: 'answer 0', user: 'bob', vote: 'up', comment: null });
    }
    expect(await state.answer('answer 0')).toBeNull();
    expect(await state.answerIn('answer 0-1')).toBeNull();
    expect(await state.answer('answer 1')).not.toBeNull();
    expect(await state.answer('elsewhere')).not.toBeNull();
    expect(await state.feedback()).toMatchObject([
      { answer: 'answer 0', user: '', about: { user: '', messages: [] } },
    ]);
  });

  it('keep their quotes whole, and leave out those that are too much', async () => {
    const state = create();
    const long = 'q'.repeat(KEPT_BOUNDS.answerCharacters - 10);
    const citations = [
      { marker: 1, paperId: 'a', quotes: [long, 'ten chars.'] },
      { marker: 2, paperId: 'b', quotes: ['one more'] },
    ];
    await state.keepAnswer(answer('one', { citations, question: '?'.repeat(9000) }));
    expect((await state.answer('one'))?.citations).toEqual([
      citations[0],
      { marker: 2, paperId: 'b', quotes: [] },
    ]);
    expect((await state.answer('one'))?.question).toHaveLength(KEPT_BOUNDS.wordsCharacters);
  });
}

function describeFeedback(create: CreateState): void {
  it('come newest first, with what they are about', async () => {
    let time = Date.parse('2026-11-22T12:00:00Z');
    const state = create({ now: () => time });
    await state.keepAnswer(answer('one'));
    await state.keepFeedback({ answer: 'one', user: 'bob', vote: 'up', comment: null });
    await state.keepFeedback({ answer: 'gone', user: 'bob', vote: 'down', comment: 'why?' });
    time += 1000;
    await state.keepFeedback({ answer: 'one', user: 'cyd', vote: 'down', comment: '' });
    const given = new Date('2026-11-22T12:00:00Z');
    expect(await state.feedback()).toEqual([
      { answer: 'one', user: 'cyd', vote: 'down', comment: '', given: new Date(time), about: answer('one') },
      { answer: 'gone', user: 'bob', vote: 'down', comment: 'why?', given, about: null },
      { answer: 'one', user: 'bob', vote: 'up', comment: null, given, about: answer('one') },
    ]);
  });

  it('of a user on an answer are one: the last', async () => {
    const state = create({ now: () => 0 });
    await state.keepFeedback({ answer: 'one', user: 'bob', vote: 'down', comment: 'x'.repeat(9000) });
    await state.keepFeedback({ answer: 'one', user: 'cyd', vote: 'down', comment: null });
    expect((await state.feedback())[1]?.comment).toHaveLength(KEPT_BOUNDS.wordsCharacters);
    await state.keepFeedback({ answer: 'one', user: 'bob', vote: 'up', comment: null });
    expect(await state.feedback()).toMatchObject([
      { user: 'bob', vote: 'up', comment: null },
      { user: 'cyd', vote: 'down' },
    ]);
  });
}
