import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/adapters/discord/clock.ts';
import { createOnceLog } from '../../../src/adapters/discord/once-log.ts';
import { stepOf } from '../../../src/adapters/discord/watch-decisions.ts';
import { createWatching, type Watching } from '../../../src/adapters/discord/watching.ts';
import { EndpointError, StateError } from '../../../src/errors.ts';
import type { CommunityState, MatchReport, MatchRequest } from '../../../src/ibid.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import { someManifest, somePaper } from '../../support/fake-ibid.ts';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 22, 12);

/** What Discord may say against a post: before it took it, or after. */
type Trouble = 'lost before' | 'lost after' | 'forbidden' | 'gone' | 'refused';

interface Posted {
  readonly watch: number;
  readonly day: number;
  readonly content: string;
}

/** The world around the loop: an index, Discord, time, and a state that stays when the program is started again. */
function createWorld() {
  let now = START;
  let generation = 1;
  const papers = new Set<string>();
  const posted: Posted[] = [];
  const taken = new Set<string>();
  const state = createMemoryState({ now: () => now });
  const warnings: string[] = [];
  const trouble = {
    post: null as Trouble | null,
    matching: null as 'down' | 'degraded' | null,
    mark: false,
    unwanted: false,
  };
  const override: { sightedAfter?: CommunityState['sightedAfter'] } = {};
  /** While papers are matched. */
  const meanwhile = { happens: async (): Promise<void> => {} };
  const clock: Clock = { now: () => now, after: () => () => {} };
  const logger = {
    debug() {},
    info() {},
    warn: (message: string) => void warnings.push(message),
    error: (message: string) => void warnings.push(message),
  };

  async function matching({ topic, paperIds, limit = 10 }: MatchRequest): Promise<MatchReport> {
    await meanwhile.happens();
    if (trouble.matching === 'down') throw new EndpointError('down', { url: '', retryable: true });
    const on = paperIds.filter((id) => papers.has(id) && id.startsWith(topic));
    const hits = on
      .slice(0, limit)
      .map((id) => ({ paper: somePaper({ id, title: id }), score: 1, sentence: null }));
    return { hits, total: on.length, notices: trouble.matching === 'degraded' ? ['full text alone'] : [] };
  }

  function startBot(): Watching {
    return createWatching({
      ibid: {
        manifest: async () => ({ ...someManifest(), generation }),
        papers: async () => [...papers].map((id) => somePaper({ id })),
        matching,
      },
      community: {
        ...state,
        sightedAfter: (look) => (override.sightedAfter ?? state.sightedAfter)(look),
        async markWatch(id, told) {
          if (trouble.mark) throw new StateError('failed', 'the disk is full');
          await state.markWatch(id, told);
        },
      },
      poster: {
        async post({ id }, day, { content }) {
          if (trouble.unwanted) return 'unwanted';
          if (trouble.post === 'forbidden')
            throw Object.assign(new Error('no'), { status: 403, code: 50013 });
          if (trouble.post === 'gone') throw Object.assign(new Error('no'), { status: 404, code: 10003 });
          if (trouble.post === 'refused') throw Object.assign(new Error('no'), { status: 400, code: 50035 });
          if (trouble.post === 'lost before') throw Object.assign(new Error('no'), { status: 503 });
          // As Discord holds the nonce.
          if (!taken.has(`${id} ${day}`)) {
            taken.add(`${id} ${day}`);
            posted.push({ watch: id, day: Math.floor(now / DAY), content });
          }
          if (trouble.post === 'lost after') throw Object.assign(new Error('no'), { status: 503 });
          return 'posted';
        },
      },
      clock,
      logger,
      once: createOnceLog(logger, clock),
    });
  }

  return {
    state,
    posted,
    warnings,
    trouble,
    meanwhile,
    override,
    startBot,
    add(...ids: string[]) {
      for (const id of ids) papers.add(id);
      generation++;
    },
    remove(id: string) {
      papers.delete(id);
      generation++;
    },
    /** As Discord does after some minutes. */
    forgetNonces: () => taken.clear(),
    nextDay() {
      now += DAY;
    },
    async watch(topic: string) {
      const seen = await state.noteSightings([...papers]);
      return state.addWatch({ guild: 'discord:1', channel: 'discord:2', user: 'discord:3', topic, seen });
    },
    told: (id: string) => posted.filter(({ content }) => content.includes(`**${id}**`)).length,
  };
}

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
