import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MIGRATIONS } from '../../src/state/migrations.ts';
import { createSqliteFile } from '../../src/state/sqlite-file.ts';
import { DAY_MILLISECONDS, type StateStore } from '../../src/state/state-store.ts';
import { answer, turn } from '../support/kept.ts';
import { BOOKING, DAY } from './booking.ts';
import { failureOf, stateIn, temporaryFolder } from './support.ts';

const NOW = Date.parse(`${DAY}T12:00:00Z`);

/** Another program at the same file. */
function openBeside(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, 'state.sqlite'));
  onTestFinished(() => database.close());
  return database;
}

/** Everything that is on the disk. */
const bytesIn = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

describe('a state file of the version before', () => {
  it('keeps what it holds, and can keep what a community leaves', async () => {
    const folder = temporaryFolder();
    const old = createSqliteFile({
      file: join(folder, 'state.sqlite'),
      migrations: MIGRATIONS.slice(0, 1),
    });
    await old.write((database) => {
      database
        .prepare('INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(DAY, 'ada', 'small', 100, 20, 1, 0);
      database
        .prepare('INSERT INTO replies VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run('key', 'kept', 'small', 1, 2, 0, NOW);
    });
    old.close();
    const state = stateIn(folder, { now: () => NOW });
    expect(await state.conversation('thread')).toBeNull();
    expect(await state.feedback()).toEqual([]);
    await state.book(BOOKING);
    await state.keepTurn('thread', ['a'], turn('one'));
    expect(await state.spent({ day: DAY, user: 'ada' })).toMatchObject({ requests: 2, inputTokens: 200 });
    expect(await state.cachedReply('key')).toMatchObject({ text: 'kept' });
    expect(await state.forgetUser('ada')).toEqual({ turns: 1, feedback: 0, others: 1 });
    expect(await state.spent({ day: DAY, user: 'ada' })).toMatchObject({ requests: 2 });
  });

  it('that holds watches keeps them, as told of nothing: generations of the index are no looks', async () => {
    const folder = temporaryFolder();
    const old = createSqliteFile({ file: join(folder, 'state.sqlite'), migrations: MIGRATIONS.slice(0, 2) });
    await old.write((database) => {
      const add = database.prepare(
        'INSERT INTO watches (guild, channel, user, topic, last_posted, seen_generation) VALUES (?, ?, ?, ?, ?, ?)',
      );
      add.run('guild', 'channel', 'ada', 'attention', DAY, 7);
      add.run(null, 'other', 'bob', 'speech', null, 1);
      database.prepare('DELETE FROM watches WHERE id = 2').run();
      database.prepare('INSERT INTO facts VALUES (?, ?)').run('commands', 'abc');
    });
    old.close();
    const state = stateIn(folder, { now: () => NOW });
    const watch = { id: 1, guild: 'guild', channel: 'channel', user: 'ada', topic: 'attention' };
    expect(await state.watches()).toEqual([{ ...watch, lastPosted: DAY, seen: 0 }]);
    expect(await state.fact('commands')).toBe('abc');
    const look = await state.noteSightings(['a']);
    await state.markWatch(1, { posted: null, seen: look });
    expect(await state.watches()).toEqual([{ ...watch, lastPosted: DAY, seen: look }]);
    expect((await state.addWatch({ ...watch, seen: look })).id).toBe(3);
    expect(await state.countQuestion({ guild: 'guild', user: 'ada', day: DAY })).toBe(1);
  });

  it('is refused by the program that made it once it was brought on', async () => {
    const folder = temporaryFolder();
    await stateIn(folder).keepTurn('thread', ['a'], turn('one'));
    const older = createSqliteFile({
      file: join(folder, 'state.sqlite'),
      migrations: MIGRATIONS.slice(0, 1),
    });
    onTestFinished(() => older.close());
    const error = await failureOf(() => older.read(() => 0));
    expect(error).toMatchObject({
      reason: 'newer',
      message: expect.stringMatching(/version 3 of its tables/),
    });
  });
});

describe('a state file from which was removed', () => {
  /** Keeps much of two users side by side, so that rows lie beside, before and behind each other and on pages of their own. */
  async function fill(state: StateStore): Promise<void> {
    for (let index = 0; index < 40; index += 1) {
      const [user, mark] = index % 3 === 0 ? ['ada-lovelace', 'hers'] : ['bob', 'his'];
      const conversation = `thread ${index % 7}${mark === 'hers' && index % 2 === 0 ? ' of hers' : ''}`;
      const words = `${mark} `.repeat(1 + ((index * 37) % 300));
      await state.keepTurn(conversation, ['a'], turn(words, { user, answer: words.repeat(index % 5) }));
      await state.keepAnswer(answer(`${mark} ${index}`, { conversation, user, question: words }));
      await state.keepFeedback({ answer: `his ${index - 1}`, user, vote: 'down', comment: words });
      await state.addToReadingList(`channel ${index % 4}`, `paper ${index}`, user);
      await state.addWatch({ guild: null, channel: 'c', user, topic: words, seen: 1 });
      await state.countQuestion({ guild: 'guild', user, day: index % 2 === 0 ? '2026-11-20' : DAY });
      await state.book({ ...BOOKING, user, day: index % 2 === 0 ? DAY : '2026-11-20' });
    }
  }

  it('what a user left holds no trace of it, in any file, while it stays open', async () => {
    const folder = temporaryFolder();
    const state = stateIn(folder, { now: () => NOW });
    await fill(state);
    expect(bytesIn(folder)).toMatch(/ada-lovelace/);
    const { turns, feedback, others } = await state.forgetUser('ada-lovelace');
    expect([turns, feedback]).toEqual([14, 14]);
    // Answers, entries, watches, sums of two days, and the questions of this one.
    expect(others).toBe(14 + 14 + 14 + 2 + 1);
    const bytes = bytesIn(folder);
    expect(bytes).not.toMatch(/ada-lovelace|hers/);
    expect(bytes).toMatch(/bob/);
    expect(await state.spent({ day: DAY, user: 'ada-lovelace' })).toMatchObject({ requests: 7 });
  });

  it('a conversation, or all that is old, holds no trace of it either', async () => {
    const folder = temporaryFolder();
    let time = NOW;
    const state = stateIn(folder, { now: () => time });
    await state.keepTurn('one', ['a'], turn('asked in the first'));
    await state.keepTurn('two', ['a'], turn('asked in the second'));
    await state.forgetConversation('one');
    expect(bytesIn(folder)).not.toMatch(/asked in the first/);
    expect(bytesIn(folder)).toMatch(/asked in the second/);
    time += 30 * DAY_MILLISECONDS;
    expect(await state.expire(30)).toBe(1);
    expect(bytesIn(folder)).not.toMatch(/asked in/);
  });

  it('while another process reads it is changed for all that, and holds no trace once that one is done', async () => {
    const folder = temporaryFolder();
    const state = stateIn(folder, { now: () => NOW, patienceMilliseconds: 100 });
    await fill(state);
    const beside = openBeside(folder);
    beside.exec('BEGIN');
    beside.prepare('SELECT count(*) FROM turns').get();
    expect(await state.forgetUser('ada-lovelace')).toMatchObject({ turns: 14 });
    expect((await state.watches()).map(({ user }) => user)).not.toContain('ada-lovelace');
    beside.exec('COMMIT');
    await state.expire(30);
    expect(bytesIn(folder)).not.toMatch(/ada-lovelace|hers/);
  });

  it('is so for good, even when it is closed right behind the removal', async () => {
    const folder = temporaryFolder();
    const state = stateIn(folder, { now: () => NOW });
    await fill(state);
    const forgotten = state.forgetUser('ada-lovelace');
    await state.close();
    expect(await forgotten).toMatchObject({ turns: 14 });
    expect(bytesIn(folder)).not.toMatch(/ada-lovelace|hers/);
  });

  it('keeps all of a user when a part of it cannot be removed', async () => {
    const folder = temporaryFolder();
    const state = stateIn(folder, { now: () => NOW });
    await fill(state);
    openBeside(folder).exec(
      "CREATE TRIGGER never BEFORE UPDATE ON reading_list BEGIN SELECT raise(ABORT, 'not this'); END",
    );
    const before = [await state.feedback(), await state.conversation('thread 0'), await state.watches()];
    const error = await failureOf(() => state.forgetUser('ada-lovelace'));
    expect(error.message).toMatch(/not this/);
    const after = [await state.feedback(), await state.conversation('thread 0'), await state.watches()];
    expect(after).toEqual(before);
  });
});

describe('a state file in which a row is damaged', () => {
  async function damagedBy(sql: string): Promise<StateStore> {
    const folder = temporaryFolder();
    const state = stateIn(folder, { now: () => NOW });
    await state.keepTurn('thread', ['a'], turn('one'));
    await state.keepAnswer(answer('one'));
    await state.keepFeedback({ answer: 'one', user: 'bob', vote: 'up', comment: null });
    await state.keepGuildSettings('guild', await state.guildSettings('guild'));
    openBeside(folder).exec(sql);
    return state;
  }

  it.each<[string, string, (state: StateStore) => Promise<unknown>]>([
    ['markers', `UPDATE conversations SET markers = '["a"'`, (state) => state.conversation('thread')],
    ['markers', 'UPDATE conversations SET markers = 7', (state) => state.keepTurn('thread', [], turn('two'))],
    ['paperIds', 'UPDATE turns SET paper_ids = \'{"a": 1}\'', (state) => state.conversation('thread')],
    ['citations', "UPDATE answers SET citations = '[{}]'", (state) => state.answer('one')],
    ['messages', "UPDATE answers SET messages = ''", (state) => state.answerIn('one-1')],
    ['outcome', "UPDATE answers SET outcome = 'maybe'", (state) => state.feedback()],
    ['vote', "UPDATE feedback SET vote = 'sideways'", (state) => state.feedback()],
    ['settings', "UPDATE guild_settings SET settings = '[]'", (state) => state.guildSettings('guild')],
    [
      'settings',
      "UPDATE guild_settings SET settings = json_set(settings, '$.dailyQuestions', -1)",
      (state) => state.changeGuildSettings('guild', (before) => before),
    ],
  ])('(%s) tells so, with the column', async (column, sql, use) => {
    const error = await failureOf(async () => use(await damagedBy(sql)));
    expect(error).toMatchObject({ reason: 'corrupt', remedy: expect.stringMatching(/Move it aside/) });
    expect(error.message).toContain(`a row holds in '${column}' what was never written there`);
  });

  const DAMAGE = `UPDATE conversations SET markers = '['; UPDATE turns SET paper_ids = '[';
    UPDATE answers SET citations = '[', messages = '[', outcome = '?'; UPDATE feedback SET vote = '?'`;

  it.each<[string, (state: StateStore) => Promise<unknown>]>([
    ['its conversation is forgotten', (state) => state.forgetConversation('thread')],
    ['its user is forgotten', (state) => state.forgetUser('ada')],
  ])('works again when %s', async (_, forget) => {
    const state = await damagedBy(DAMAGE);
    await failureOf(() => state.conversation('thread'));
    await forget(state);
    expect(await state.conversation('thread')).toBeNull();
    expect(await state.answer('one')).toBeNull();
    expect(await state.feedback()).toEqual([]);
  });

  it('can be given other settings', async () => {
    const state = await damagedBy("UPDATE guild_settings SET settings = '['");
    await failureOf(() => state.guildSettings('guild'));
    const unset = { channels: null, threads: null, listens: null, detail: null, dailyQuestions: null };
    await state.keepGuildSettings('guild', unset);
    expect(await state.guildSettings('guild')).toEqual(unset);
  });

  it('can be let go for its age', async () => {
    const state = await damagedBy(DAMAGE);
    expect(await state.expire(0)).toBe(1);
    expect(await state.conversation('thread')).toBeNull();
    expect(await state.answer('one')).toBeNull();
  });
});
