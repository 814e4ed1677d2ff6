import { describe, expect, it } from 'vitest';
import { createWorld } from './watching-support.ts';

describe('a watch', () => {
  it('tells of papers that came after it was set, and of no others', async () => {
    const world = createWorld();
    world.add('moe-1', 'ctr-1');
    await world.watch('moe');
    const bot = world.startBot();
    await bot.look();
    expect(world.posted).toEqual([]);
    world.add('moe-2', 'ctr-2');
    await bot.look();
    await bot.look();
    expect(world.posted).toHaveLength(1);
    expect(world.told('moe-2')).toBe(1);
    expect(world.told('moe-1') + world.told('ctr-2')).toBe(0);
  });

  it('posts once a day: what comes later is told tomorrow, though the index did not change then', async () => {
    const world = createWorld();
    await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    await bot.look();
    world.add('moe-2');
    await bot.look();
    world.add('moe-3');
    await bot.look();
    expect(world.posted).toHaveLength(1);
    world.nextDay();
    await bot.look();
    expect(world.posted).toHaveLength(2);
    expect(world.posted[1]?.content).toContain('2 new papers on “moe”:');
    expect(['moe-1', 'moe-2', 'moe-3'].map(world.told)).toEqual([1, 1, 1]);
  });

  it('knows what it told after a restart', async () => {
    const world = createWorld();
    await world.watch('moe');
    world.add('moe-1');
    await world.startBot().look();
    world.nextDay();
    await world.startBot().look();
    expect(world.posted).toHaveLength(1);
    world.add('moe-2');
    await world.startBot().look();
    expect(world.told('moe-2')).toBe(1);
  });

  it('says nothing of papers that have left the index again', async () => {
    const world = createWorld();
    await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    await bot.look();
    world.add('moe-2', 'moe-3');
    await bot.look();
    world.remove('moe-2');
    world.nextDay();
    await bot.look();
    expect(world.posted[1]?.content).toContain('A new paper on “moe”:');
    expect(world.told('moe-2')).toBe(0);
  });

  it.each(['down', 'degraded'] as const)(
    'waits while matching is %s, told once, and misses nothing',
    async (how) => {
      const world = createWorld();
      await world.watch('moe');
      await world.watch('ctr');
      const bot = world.startBot();
      world.add('moe-1', 'ctr-1');
      world.trouble.matching = how;
      await bot.look();
      await bot.look();
      expect(world.posted).toEqual([]);
      expect(world.warnings).toEqual([
        'New papers cannot be held against watched topics just now; it is tried again.',
      ]);
      world.trouble.matching = null;
      await bot.look();
      expect([world.told('moe-1'), world.told('ctr-1')]).toEqual([1, 1]);
    },
  );

  it('is stopped when its channel is gone, and told of in the log', async () => {
    const world = createWorld();
    await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    world.trouble.post = 'gone';
    await bot.look();
    expect(await world.state.watches()).toEqual([]);
    expect(world.warnings).toEqual(['A watch is stopped: its channel is gone.']);
  });

  it.each(['forbidden', 'refused'] as const)('that is %s rests until tomorrow and is kept', async (how) => {
    const world = createWorld();
    await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    world.trouble.post = how;
    await bot.look();
    await bot.look();
    expect(world.warnings).toHaveLength(1);
    world.trouble.post = null;
    await bot.look();
    expect(world.posted).toEqual([]);
    world.nextDay();
    await bot.look();
    expect(world.told('moe-1')).toBe(1);
  });

  it('rests where managers have the bot not post', async () => {
    const world = createWorld();
    await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    world.trouble.unwanted = true;
    await bot.look();
    world.trouble.unwanted = false;
    world.nextDay();
    await bot.look();
    expect(world.told('moe-1')).toBe(1);
    expect(world.warnings).toEqual([]);
  });

  it('that was stopped while papers were matched posts nothing', async () => {
    const world = createWorld();
    const { id } = await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    world.meanwhile.happens = async () => void (await world.state.stopWatch(id));
    await bot.look();
    await bot.look();
    expect(world.posted).toEqual([]);
  });

  it('does not post again what was posted and could not be noted', async () => {
    const world = createWorld();
    await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    world.trouble.mark = true;
    await bot.look();
    world.forgetNonces();
    world.nextDay();
    await bot.look();
    world.trouble.mark = false;
    await bot.look();
    await bot.look();
    expect(world.posted).toHaveLength(1);
    expect((await world.state.watches())[0]?.lastPosted).toBe('2026-11-22');
  });

  it('is as it was when the bot leaves while papers are matched', async () => {
    const world = createWorld();
    const watch = await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    let left: Promise<void> | null = null;
    world.meanwhile.happens = async () => {
      left = bot.stop();
    };
    await bot.look();
    await left;
    expect(world.posted).toEqual([]);
    expect(await world.state.watches()).toEqual([watch]);
    expect(world.warnings).toEqual([]);
    world.meanwhile.happens = async () => {};
    await bot.look();
    expect(world.posted).toEqual([]);
    await world.startBot().look();
    expect(world.told('moe-1')).toBe(1);
  });

  it('leaves to the next look what another process noted meanwhile', async () => {
    const world = createWorld();
    await world.watch('moe');
    const bot = world.startBot();
    world.add('moe-1');
    let noted = false;
    const { sightedAfter } = world.state;
    world.override.sightedAfter = async (look) => {
      if (!noted) {
        noted = true;
        world.add('moe-2');
        await world.state.noteSightings(['moe-1', 'moe-2']);
      }
      return sightedAfter(look);
    };
    await bot.look();
    world.nextDay();
    await bot.look();
    expect(['moe-1', 'moe-2'].map(world.told)).toEqual([1, 1]);
  });
});
