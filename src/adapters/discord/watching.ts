import { InterruptedError, throwIfAborted } from '../../errors.ts';
import type { CommunityState, Ibid, Watch } from '../../ibid.ts';
import type { Logger } from '../../logger.ts';
import { type Clock, dayOf, pause } from './clock.ts';
import { troubleOf, troubleWords } from './discord-failure.ts';
import { isOfAsker } from './failure-words.ts';
import { indexStamp } from './index-stamp.ts';
import type { OnceLog } from './once-log.ts';
import type { MessageBody } from './render/message-body.ts';
import { POSTED_PAPERS, renderWatchPost } from './render/render-watch.ts';
import { type BegunPost, stepOf, type WatchMoment } from './watch-decisions.ts';
import { idOf } from './watch-keys.ts';
import type { WatchPoster } from './watch-poster.ts';

const EVERY_MILLISECONDS = 60_000;
/** What a post that is under way may take when the bot leaves. */
const GRACE_MILLISECONDS = 3_000;

export interface WatchingParts {
  readonly ibid: Pick<Ibid, 'manifest' | 'papers' | 'matching'>;
  readonly community: Pick<
    CommunityState,
    'watches' | 'markWatch' | 'stopWatch' | 'noteSightings' | 'sightedAfter'
  >;
  readonly poster: WatchPoster;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly once: OnceLog;
  /** Between two looks; a minute when absent. */
  readonly every?: number;
}

/** Posts the new papers on watched topics. */
export interface Watching {
  /** Looks now, and again and again. */
  start(): void;
  /** Looks once, behind a look that is under way. Never rejects. */
  look(): Promise<void>;
  /** No further look; what was begun ends where nothing is left half done. Never rejects. */
  stop(): Promise<void>;
}

/** With its message. */
interface BegunMessage extends BegunPost {
  readonly body: MessageBody;
  /** Papers on the topic. */
  readonly papers: number;
}

/** Matching cannot be done as configured: what it finds is not all. */
class DegradedMatching extends Error {}

export function createWatching(parts: WatchingParts): Watching {
  const { ibid, community, poster, clock, logger, once, every = EVERY_MILLISECONDS } = parts;
  const leaving = new AbortController();
  const { signal } = leaving;
  const begun = new Map<number, BegunMessage>();
  const resting = new Map<number, string>();
  let noted: { readonly index: string; readonly look: number } | null = null;
  let running: Promise<void> = Promise.resolve();
  let cancel = (): void => {};

  /** The number of the look at the index as it is; null where there is none. */
  async function noteIndex(): Promise<number | null> {
    const manifest = await ibid.manifest();
    if (manifest === null) return null;
    const index = indexStamp(manifest);
    if (noted?.index === index) return noted.look;
    const ids = (await ibid.papers()).map(({ id }) => id);
    noted = { index, look: await community.noteSightings(ids) };
    return noted.look;
  }

  async function lookOnce(): Promise<void> {
    const watches = (await community.watches()).filter(({ channel }) => idOf(channel) !== null);
    // Setting the first one notes all papers that are there.
    const look = watches.length === 0 ? null : await noteIndex();
    if (look === null) return;
    const moment = { today: dayOf(clock.now()), look };
    const there = new Set(watches.map(({ id }) => id));
    for (const id of begun.keys()) if (!there.has(id)) begun.delete(id);
    for (const id of resting.keys()) if (!there.has(id)) resting.delete(id);
    for (const watch of watches) {
      throwIfAborted(signal);
      await attend(watch, moment);
    }
  }

  async function attend(watch: Watch, moment: WatchMoment): Promise<void> {
    const { id } = watch;
    const known = begun.get(id) ?? null;
    const step = stepOf(watch, moment, { begun: known, resting: resting.get(id) ?? null });
    switch (step) {
      case 'nothing':
      case 'tomorrow':
        return;
      case 'match':
        if (await match(watch, moment)) await post(watch, moment);
        return;
      case 'post':
        return post(watch, moment);
      case 'mark':
        return mark(id, known);
      default:
        return step satisfies never;
    }
  }

  /** Whether there is something to post. */
  async function match({ id, topic, seen }: Watch, { today, look }: WatchMoment): Promise<boolean> {
    const later = new Set(await community.sightedAfter(look));
    const paperIds = (await community.sightedAfter(seen)).filter((paper) => !later.has(paper));
    const report = await matchTopic(id, { topic, paperIds });
    if (report === null) return false;
    throwIfAborted(signal);
    if (report.total === 0) {
      await community.markWatch(id, { posted: null, seen: look });
      return false;
    }
    const body = renderWatchPost({ number: id, topic }, report);
    begun.set(id, { day: today, seen: look, arrived: null, body, papers: report.total });
    return true;
  }

  async function matchTopic(id: number, asked: { readonly topic: string; readonly paperIds: string[] }) {
    try {
      const report = await ibid.matching({ ...asked, limit: POSTED_PAPERS, signal });
      if (report.notices.length > 0) throw new DegradedMatching(report.notices.join('; '));
      return report;
    } catch (error) {
      // The topic is at fault, and the others go on.
      if (!isOfAsker(error)) throw error;
      once.warn(`watch ${id}`, 'A watched topic cannot be matched with papers.', { watch: id, error });
      return null;
    }
  }

  async function post(watch: Watch, moment: WatchMoment): Promise<void> {
    const { id } = watch;
    const message = begun.get(id);
    // It may have been stopped meanwhile, or told by another process.
    const now = (await community.watches(watch.channel)).find((other) => other.id === id);
    throwIfAborted(signal);
    if (message === undefined || now === undefined || now.seen !== watch.seen) {
      begun.delete(id);
      return;
    }
    try {
      if ((await poster.post(watch, message.day, message.body)) === 'unwanted') return rest(id, moment.today);
    } catch (error) {
      return unposted(watch, moment.today, error);
    }
    logger.info('New papers on a watched topic were posted.', { watch: id, papers: message.papers });
    const arrived = { ...message, arrived: moment.today };
    begun.set(id, arrived);
    await mark(id, arrived);
  }

  /** Until that is done it stays begun, and is not posted again. */
  async function mark(id: number, message: BegunMessage | null): Promise<void> {
    if (message === null) return;
    await community.markWatch(id, { posted: message.arrived, seen: message.seen });
    begun.delete(id);
  }

  /** Nothing was posted: it is matched anew tomorrow. */
  function rest(id: number, today: string): void {
    begun.delete(id);
    resting.set(id, today);
  }

  async function unposted({ id, channel }: Watch, today: string, error: unknown): Promise<void> {
    const fields = { watch: id, channel, reason: troubleWords(error) };
    const trouble = troubleOf(error);
    switch (trouble) {
      case 'gone':
        await community.stopWatch(id);
        begun.delete(id);
        logger.warn('A watch is stopped: its channel is gone.', fields);
        return;
      case 'forbidden':
        rest(id, today);
        once.warn(
          `watch ${id}`,
          'New papers on a watched topic may not be posted in its channel; it is tried again tomorrow.',
          fields,
        );
        return;
      case 'passing':
      case 'late':
        once.warn(
          'watch posts',
          'New papers on a watched topic could not be posted; it is tried again.',
          fields,
        );
        return;
      case 'taken':
      case 'refused':
        rest(id, today);
        logger.error('Discord does not take what a watch posts; it is tried again tomorrow.', fields);
        return;
      default:
        return trouble satisfies never;
    }
  }

  async function guarded(): Promise<void> {
    if (signal.aborted) return;
    try {
      await lookOnce();
    } catch (error) {
      if (error instanceof InterruptedError) return;
      const fields = error instanceof DegradedMatching ? { reason: error.message } : { error };
      once.warn(
        'watches',
        'New papers cannot be held against watched topics just now; it is tried again.',
        fields,
      );
    }
  }

  function look(): Promise<void> {
    running = running.then(guarded);
    return running;
  }

  function again(): void {
    void look().then(() => {
      if (!signal.aborted) cancel = clock.after(every, again);
    });
  }

  return {
    start: again,
    look,
    async stop() {
      leaving.abort();
      cancel();
      const left = new AbortController();
      await Promise.race([running, pause(clock, GRACE_MILLISECONDS, left.signal)]);
      left.abort();
    },
  };
}
