import { expect, it } from 'vitest';
import type { StateOptions, StateStore } from '../../src/state/state-store.ts';
import { ODD_NAMES } from './odd-names.ts';

type CreateState = (options?: StateOptions) => StateStore;

/** What every StateStore must keep of channels, guilds and the program itself. */
export function describeChannels(create: CreateState): void {
  it('a reading list holds a paper once, in the order of coming, with who wanted it when', async () => {
    let time = 0;
    const state = create({ now: () => time });
    expect(await state.readingList('channel')).toEqual([]);
    expect(await state.addToReadingList('channel', 'b', 'ada')).toBe(true);
    time = 5000;
    expect(await state.addToReadingList('channel', 'a', 'bob')).toBe(true);
    expect(await state.addToReadingList('channel', 'b', 'bob')).toBe(false);
    expect(await state.addToReadingList('other', 'b', 'bob')).toBe(true);
    expect(await state.readingList('channel')).toEqual([
      { paperId: 'b', user: 'ada', added: new Date(0) },
      { paperId: 'a', user: 'bob', added: new Date(5000) },
    ]);
    expect(await state.removeFromReadingList('channel', 'b')).toBe(true);
    expect(await state.removeFromReadingList('channel', 'b')).toBe(false);
    expect(await state.removeFromReadingList('nowhere', 'a')).toBe(false);
    expect(await state.addToReadingList('channel', 'b', 'cyd')).toBe(true);
    expect((await state.readingList('channel')).map(({ paperId }) => paperId)).toEqual(['a', 'b']);
  });

  it('settings of a guild are all unset before any are kept, and then as they were kept last', async () => {
    const state = create();
    const unset = { channels: null, threads: null, listens: null, detail: null, dailyQuestions: null };
    const set = {
      channels: ['1', '2'],
      threads: 'always',
      listens: false,
      detail: 'long',
      dailyQuestions: 0,
    } as const;
    expect(await state.guildSettings('guild')).toEqual(unset);
    await state.keepGuildSettings('guild', set);
    expect(await state.guildSettings('guild')).toEqual(set);
    expect(await state.guildSettings('other')).toEqual(unset);
    await state.keepGuildSettings('guild', { ...unset, channels: [] });
    expect(await state.guildSettings('guild')).toEqual({ ...unset, channels: [] });
  });

  it('watches are listed by channel or all, in the order of coming, and marked', async () => {
    const state = create();
    const watch = { guild: 'guild', channel: 'a', user: 'ada', topic: 'attention', seen: 7 };
    const first = await state.addWatch(watch);
    const second = await state.addWatch({ ...watch, guild: null, channel: 'b' });
    expect(first).toEqual({ ...watch, id: first.id, lastPosted: null });
    expect(await state.watches()).toEqual([first, second]);
    expect(await state.watches('b')).toEqual([second]);
    await state.markWatch(first.id, { posted: '2026-11-22', seen: 8 });
    expect(await state.watches('a')).toEqual([{ ...first, lastPosted: '2026-11-22', seen: 8 }]);
    await state.markWatch(first.id, { posted: null, seen: 9 });
    expect(await state.watches('a')).toEqual([{ ...first, lastPosted: '2026-11-22', seen: 9 }]);
    expect(await state.watches('b')).toEqual([second]);
  });

  it('a watch that was stopped is gone, and its number means no other', async () => {
    const state = create();
    const watch = { guild: null, channel: 'a', user: 'ada', topic: 'attention', seen: 7 };
    const { id } = await state.addWatch(watch);
    expect(await state.stopWatch(id)).toBe(true);
    expect(await state.stopWatch(id)).toBe(false);
    await state.markWatch(id, { posted: '2026-11-22', seen: 8 });
    expect(await state.watches()).toEqual([]);
    expect((await state.addWatch(watch)).id).not.toBe(id);
  });

  it('facts are as they were kept last', async () => {
    const state = create();
    expect(await state.fact('commands')).toBeNull();
    await state.keepFact('commands', 'abc');
    await state.keepFact('commands', '');
    await state.keepFact('threads', '🤖');
    expect(await state.fact('commands')).toBe('');
    expect(await state.fact('threads')).toBe('🤖');
  });

  it('names are taken as they are', async () => {
    const state = create();
    for (const given of ODD_NAMES) {
      await state.addToReadingList(given, given, given);
      await state.keepFact(given, given);
      await state.addWatch({ guild: given, channel: given, user: given, topic: given, seen: 1 });
    }
    for (const given of ODD_NAMES) {
      expect(await state.readingList(given)).toMatchObject([{ paperId: given, user: given }]);
      expect(await state.fact(given)).toBe(given);
      expect(await state.watches(given)).toMatchObject([{ guild: given, user: given, topic: given }]);
    }
  });
}
