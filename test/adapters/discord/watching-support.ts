import type { Clock } from '../../../src/adapters/discord/clock.ts';
import { createOnceLog } from '../../../src/adapters/discord/once-log.ts';
import { createWatching, type Watching } from '../../../src/adapters/discord/watching.ts';
import { EndpointError, StateError } from '../../../src/errors.ts';
import type { CommunityState, MatchReport, MatchRequest } from '../../../src/ibid.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import { someManifest, somePaper } from '../../support/fake-ibid.ts';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 22, 12);

/** What Discord may say against a post: before it took it, or after. */
export type Trouble = 'lost before' | 'lost after' | 'forbidden' | 'gone' | 'refused';

export interface Posted {
  readonly watch: number;
  readonly day: number;
  readonly content: string;
}

/** The world around the loop: an index, Discord, time, and a state that stays when the program is started again. */
export function createWorld() {
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
