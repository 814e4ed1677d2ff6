import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLastAsked } from '../../../src/adapters/discord/bot.ts';
import { SYSTEM_CLOCK } from '../../../src/adapters/discord/clock.ts';
import { troubleOf, troubleWords } from '../../../src/adapters/discord/discord-failure.ts';
import { failureWords } from '../../../src/adapters/discord/failure-words.ts';
import { createOnceLog } from '../../../src/adapters/discord/once-log.ts';
import {
  INVITED_WITH,
  lacking,
  lackingWords,
  neededToReply,
  permissionBits,
} from '../../../src/adapters/discord/permissions.ts';
import {
  chainKey,
  isPrivateConversation,
  listKey,
  type Place,
  placeConversation,
} from '../../../src/adapters/discord/place.ts';
import { createQuestionLimits } from '../../../src/adapters/discord/question-limits.ts';
import { chainConversation } from '../../../src/adapters/discord/reply-chain.ts';
import { createSeen } from '../../../src/adapters/discord/seen.ts';
import { IbidError, IndexError, UsageError } from '../../../src/errors.ts';

const CHANNEL: Place = { kind: 'channel', guild: '1', channel: '2', parent: null, threads: true };
const THREAD: Place = { kind: 'thread', guild: '1', channel: '3', parent: '2', threads: false };
const DM: Place = { kind: 'dm', guild: null, channel: '4', parent: null, threads: false };

describe('the conversation that a question continues', () => {
  it('is that of its thread or its direct messages', () => {
    const open = { user: '100', hidden: false };
    expect(placeConversation(THREAD, open)).toBe('discord:thread:3');
    expect(placeConversation(DM, open)).toBe('discord:dm:4');
    expect(placeConversation(CHANNEL, open)).toBeNull();
  });

  it("is one of the user's own, where nobody else may read of it", () => {
    const key = placeConversation(THREAD, { user: '100', hidden: true }) ?? '';
    expect(isPrivateConversation(key)).toBe(true);
    expect(key).not.toBe(placeConversation(THREAD, { user: '101', hidden: true }));
    expect(key).not.toBe(placeConversation(CHANNEL, { user: '100', hidden: true }));
    expect(isPrivateConversation(chainKey(CHANNEL, '10'))).toBe(false);
  });

  it('puts papers of a thread on the list of its channel', () => {
    expect(listKey(THREAD, '100')).toBe(listKey(CHANNEL, '101'));
  });
});

describe('a chain of replies', () => {
  const answers = new Map([['20', 'discord:chain:2:10']]);
  const replies = new Map([
    ['22', '21'],
    ['21', '20'],
  ]);
  const lookUp = {
    answered: async (message: string) => answers.get(message) ?? null,
    isKept: async (conversation: string) => conversation === 'discord:chain:2:10',
    repliedTo: async (message: string) => replies.get(message) ?? null,
  };
  const asked = (repliesTo: string | null) =>
    chainConversation({ place: CHANNEL, message: '30', repliesTo }, lookUp);

  it('belongs to the answer it replies to', async () => {
    expect(await asked('20')).toBe('discord:chain:2:10');
  });

  it('belongs to it over comments in between', async () => {
    expect(await asked('22')).toBe('discord:chain:2:10');
  });

  it('belongs to the question that it began with', async () => {
    expect(await asked('10')).toBe('discord:chain:2:10');
  });

  it('is a new one where no answer is found', async () => {
    expect(await asked('99')).toBe('discord:chain:2:30');
    expect(await asked(null)).toBe('discord:chain:2:30');
  });

  it('ends where messages reply to each other for ever', async () => {
    const circle = { ...lookUp, repliedTo: async () => '99' };
    expect(await chainConversation({ place: CHANNEL, message: '30', repliesTo: '99' }, circle)).toBe(
      'discord:chain:2:30',
    );
  });
});

describe('permissions', () => {
  const all = permissionBits(INVITED_WITH);

  it('are told apart by what must be there and what should', () => {
    expect(lacking(all, neededToReply('channel').must)).toEqual([]);
    expect(lacking(PermissionFlagsBits.ViewChannel, neededToReply('channel').must)).toEqual(['SendMessages']);
    expect(lacking(PermissionFlagsBits.ViewChannel, neededToReply('thread').must)).toEqual([
      'SendMessagesInThreads',
    ]);
    expect(lacking(all & ~PermissionFlagsBits.EmbedLinks, neededToReply('channel').should)).toEqual([
      'EmbedLinks',
    ]);
  });

  it('are never lacking for an administrator', () => {
    expect(lacking(PermissionFlagsBits.Administrator, INVITED_WITH)).toEqual([]);
  });

  it('are told in words that say where and what to do', () => {
    expect(lackingWords('2', ['SendMessages', 'EmbedLinks'], 'so that I cannot answer there')).toBe(
      'In <#2> I lack the permissions **Send Messages** and **Embed Links**, so that I cannot answer there. Whoever manages the server can grant them to my role: Edit Channel → Permissions.',
    );
  });
});

describe('limits', () => {
  it('are of each user, tell when the next question is possible, and tell a flood once', async () => {
    const limits = createQuestionLimits({ questionsPerMinute: 2, guildQuestionsPerMinute: 100 });
    const ada = { user: 'ada', guild: '1' };
    expect(await limits.take(ada)).toBeNull();
    expect(await limits.take(ada)).toBeNull();
    const refused = await limits.take(ada);
    expect(refused).toMatchObject({ whose: 'user', first: true });
    expect(refused?.wait).toBeGreaterThan(0);
    expect(refused?.wait).toBeLessThanOrEqual(60_000);
    expect(await limits.take(ada)).toMatchObject({ first: false });
    expect(await limits.take({ user: 'bob', guild: '1' })).toBeNull();
  });

  it('of a server are told to each user once', async () => {
    const limits = createQuestionLimits({ questionsPerMinute: 9, guildQuestionsPerMinute: 1 });
    await limits.take({ user: 'ada', guild: '1' });
    const firsts: unknown[] = [];
    for (const user of ['bob', 'eve', 'bob', 'eve'])
      firsts.push((await limits.take({ user, guild: '1' }))?.first);
    expect(firsts).toEqual([true, true, false, false]);
  });

  it('tell again when they are reached again', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const limits = createQuestionLimits({ questionsPerMinute: 1, guildQuestionsPerMinute: 9 });
    const ada = { user: 'ada', guild: '1' };
    for (let minute = 0; minute < 3; minute++) {
      expect(await limits.take(ada)).toBeNull();
      await vi.advanceTimersByTimeAsync(59_990);
      expect(await limits.take(ada)).toMatchObject({ first: true });
      expect(await limits.take(ada)).toMatchObject({ first: false });
      await vi.advanceTimersByTimeAsync(10);
    }
  });

  it('are wider for what is no question', async () => {
    const limits = createQuestionLimits({ questionsPerMinute: 2, guildQuestionsPerMinute: 3 });
    for (let n = 0; n < 10; n++) expect(await limits.takeReply('ada')).toBeNull();
    expect(await limits.takeReply('ada')).toBeGreaterThan(0);
    expect(await limits.take({ user: 'ada', guild: '1' })).toBeNull();
  });

  it('are of each server together, and cost the user nothing then', async () => {
    const limits = createQuestionLimits({ questionsPerMinute: 2, guildQuestionsPerMinute: 3 });
    for (const user of ['a', 'b', 'c']) expect(await limits.take({ user, guild: '1' })).toBeNull();
    for (let i = 0; i < 3; i++)
      expect(await limits.take({ user: 'd', guild: '1' })).toMatchObject({ whose: 'guild' });
    expect(await limits.take({ user: 'd', guild: '2' })).toBeNull();
    expect(await limits.take({ user: 'd', guild: null })).toBeNull();
    expect(await limits.take({ user: 'd', guild: null })).toMatchObject({ whose: 'user' });
  });
});

describe('what a failed request means', () => {
  const failure = (status: number, code?: number) => Object.assign(new Error('no'), { status, code });
  it.each([
    [failure(404, 10008), 'gone'],
    [failure(401, 50027), 'late'],
    [failure(404, 10062), 'taken'],
    [failure(400, 40060), 'taken'],
    [failure(403, 50013), 'forbidden'],
    [failure(403), 'forbidden'],
    [failure(502), 'passing'],
    [failure(429), 'passing'],
    [new TypeError('fetch failed'), 'passing'],
    [failure(400, 50035), 'refused'],
  ] as const)('%o is %s', (error, trouble) => {
    expect(troubleOf(error)).toBe(trouble);
  });

  it('is told with its numbers', () => {
    expect(troubleWords(failure(403, 50013))).toBe('no (403, code 50013)');
  });
});

describe('what an asker is told of a failure', () => {
  it('is what they can do something about, and no path of commands for the host', () => {
    const wrong = new UsageError("no paper has the id or title 'x'", { remedy: 'The nearest titles are: y' });
    expect(failureWords(wrong)).toEqual({
      words: "No paper has the id or title 'x'.",
      remedy: 'The nearest titles are: y',
    });
    const broken = new IndexError('corrupt', 'the index is broken', { remedy: 'Run `ibid index`.' });
    expect(failureWords(broken).words).toContain('the index is broken');
    expect(failureWords(broken).remedy).not.toContain('ibid index');
    expect(failureWords(new TypeError('x is not a function')).words).not.toContain('x is not');
    expect(failureWords(new IbidError('key sk-abcdefgh123456 refused')).words).not.toContain('abcdefgh');
  });
});

describe('small memories', () => {
  it('know what was seen, and forget the oldest', () => {
    const seen = createSeen(2);
    expect([seen.add('a'), seen.add('a'), seen.add('b'), seen.add('c'), seen.add('a')]).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it('know the last conversation of a user in a channel', () => {
    const last = createLastAsked(2);
    last.set('c', 'ada', 'one');
    last.set('c', 'bob', 'two');
    last.set('c', 'ada', 'three');
    last.set('d', 'ada', 'four');
    expect(last.of('c', 'ada')).toBe('three');
    expect(last.of('c', 'bob')).toBeNull();
    last.forget('ada');
    expect(last.of('d', 'ada')).toBeNull();
  });

  it('tell a repeated trouble once, and how often when it comes again much later', () => {
    const told: string[] = [];
    const quiet = () => {};
    let now = 0;
    const once = createOnceLog(
      { debug: quiet, info: quiet, error: quiet, warn: (message) => told.push(message) },
      { ...SYSTEM_CLOCK, now: () => now },
    );
    for (let i = 0; i < 5; i++) once.warn('limit', 'Slower, please.');
    once.warn('other', 'Something else.');
    now = 11 * 60_000;
    once.warn('limit', 'Slower, please.');
    expect(told).toEqual(['Slower, please.', 'Something else.', 'Slower, please. (4 more times since)']);
  });
});
