import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../../src/errors.ts';
import { discord, type RunningBot, startBot } from './bot-support.ts';
import { DAY, library, OFTEN, postsIn, someLooks, untilPosts } from './bot-watch-support.ts';

describe('/watch', () => {
  it('is stopped when its channel is gone, and kept where a permission is lacking', async () => {
    const fake = await discord();
    const { ibid, state, add } = library();
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    const ada = fake.user('ada');
    const [gone, closed] = [fake.addChannel('gone'), fake.addChannel('closed')];
    for (const channel of [gone, closed])
      await ada.slash('watch topic', { topic: 'moe' }, { channel }).begun();
    fake.removeChannel(gone);
    fake.denyBot(closed, ['SendMessages']);
    add('moe-2');
    await expect.poll(() => bot.troubles()).toHaveLength(2);
    await someLooks();
    expect(bot.troubles()).toEqual([
      'A watch is stopped: its channel is gone.',
      'New papers on a watched topic may not be posted in its channel; it is tried again tomorrow.',
    ]);
    expect((await state.watches()).map(({ channel }) => channel)).toEqual([`discord:${closed.id}`]);
    fake.denyBot(closed, []);
    fake.clock.advance(DAY);
    await untilPosts(fake, 1, closed);
    fake.expectClean();
  });

  it('ends with the bot’s being in the server; lists and settings are there when it comes back', async () => {
    const fake = await discord();
    const { ibid, state, add } = library();
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    const other = fake.addGuild('Another group');
    const max = fake.user('max', { may: ['ManageGuild'] });
    for (const { channel } of [fake, other]) {
      await max.slash('watch topic', { topic: 'moe' }, { channel }).begun();
      await max.slash('reading-list add', { paper: 'moe-1' }, { channel }).begun();
    }
    await max.slash('settings detail', { amount: 'short' }, { channel: other.channel }).begun();
    fake.outage(fake.guild);
    fake.leaveGuild(other.guild);
    await expect.poll(() => state.watches()).toHaveLength(1);
    expect(await state.watches()).toMatchObject([{ guild: `discord:${fake.guild.id}` }]);
    expect(bot.log.at(-1)?.message).toBe(
      'The bot was removed from a server; what was watched there is watched no more.',
    );
    expect(await state.readingList(`discord:${other.channel.id}`)).toHaveLength(1);
    expect(await state.guildSettings(`discord:${other.guild.id}`)).toMatchObject({ detail: 'short' });
    add('moe-2');
    await untilPosts(fake, 1);
    expect(bot.troubles()).toEqual([]);
    expect(fake.refusals).toEqual([]);
    fake.expectClean();
  });

  it('asks nothing of a server that the bot was removed from while it was away', async () => {
    const fake = await discord();
    const { ibid, state, add } = library();
    const other = fake.addGuild('Another group');
    const first = await startBot(fake, { ibid, watchEvery: OFTEN });
    await fake.user('ada').slash('watch topic', { topic: 'moe' }, { channel: other.channel }).begun();
    await first.stop();
    fake.leaveGuild(other.guild);
    add('moe-2');
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    await someLooks();
    expect(fake.refusals).toEqual([]);
    expect(bot.troubles()).toEqual([]);
    expect(await state.watches()).toHaveLength(1);
    fake.expectClean();
  });

  it('heeds which channels managers want the bot in, and can be ended in the others', async () => {
    const fake = await discord();
    const { ibid, add } = library();
    const bot = await startBot(fake, { ibid, watchEvery: OFTEN });
    const ada = fake.user('ada');
    const max = fake.user('max', { may: ['ManageGuild'] });
    await ada.slash('watch topic', { topic: 'moe' }).begun();
    const other = fake.addChannel('other');
    await max.slash('settings channels allow', { channel: other.id }).begun();
    const [refused] = await ada.slash('watch topic', { topic: 'graphs' }).begun();
    expect(refused?.content).toContain('I do not answer in');
    add('moe-2');
    await someLooks();
    expect(postsIn(fake)).toEqual([]);
    await max.slash('settings channels everywhere').begun();
    fake.clock.advance(DAY);
    await untilPosts(fake, 1);
    await max.slash('settings channels allow', { channel: other.id }).begun();
    const [stopped] = await ada.slash('watch stop', { number: '1' }).begun();
    expect(stopped?.content).toContain('Watch 1 is stopped');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('leaves with the bot, in the middle of matching, and is as it was', async () => {
    const fake = await discord();
    const begun = Promise.withResolvers<void>();
    let ended = false;
    const { ibid, state, add } = library();
    const bot: RunningBot = await startBot(fake, {
      ibid: {
        ...ibid,
        matching: ({ signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => {
              ended = true;
              reject(new InterruptedError());
            });
            begun.resolve();
          }),
      },
      watchEvery: OFTEN,
    });
    const before = await state.addWatch({
      guild: `discord:${fake.guild.id}`,
      channel: `discord:${fake.channel.id}`,
      user: 'discord:1',
      topic: 'moe',
      seen: await state.noteSightings(['moe-1']),
    });
    add('moe-2');
    await begun.promise;
    await bot.stop();
    expect(ended).toBe(true);
    expect(postsIn(fake)).toEqual([]);
    expect(await state.watches()).toEqual([before]);
    expect(bot.troubles()).toEqual([]);
    await startBot(fake, { ibid, watchEvery: OFTEN });
    await untilPosts(fake, 1);
    fake.expectClean();
  });
});
