import { throwIfAborted } from '../../errors.ts';
import type { Watch } from '../../ibid.ts';
import type { Bot } from './bot.ts';
import { inTime } from './in-time.ts';
import type { Interaction } from './occasion.ts';
import { guildKey, type Place, userKey } from './place.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderFailure } from './render/render-notes.ts';
import {
  type ListedWatch,
  NAMED_PAPERS,
  renderWatchedAlready,
  renderWatchSet,
} from './render/render-watch.ts';
import { idOf, isSameTopic, watchKey } from './watch-keys.ts';

/** Of one channel. Each is a search at every update of the index. */
export const MOST_WATCHES = 20;
export const LONGEST_TOPIC = 200;

/** The watches of a channel, or of a thread, by number. Rejects when a first response would come too late. */
export function watchesIn(bot: Bot, place: Place): Promise<readonly Watch[]> {
  return inTime(bot.clock, bot.community.watches(watchKey(place)));
}

export function listedWatch({ id, topic, user, lastPosted }: Watch): ListedWatch {
  return { number: id, topic, user: idOf(user), lastPosted };
}

function watchOn(topic: string, watches: readonly Watch[]): Watch | null {
  return watches.find((watch) => isSameTopic(watch.topic, topic)) ?? null;
}

/** By its number, as it may be written, or by its topic. */
export function namedWatch(given: string, watches: readonly Watch[]): Watch | null {
  const number = /^#?(\d{1,15})\.?$/u.exec(given)?.[1];
  if (number === undefined) return watchOn(given, watches);
  return watches.find(({ id }) => id === Number(number)) ?? null;
}

/** Whoever set it may end it, and so may those who keep order there; direct messages are their user's. */
export function mayStop({ user }: Watch, by: Interaction): boolean {
  return by.place.kind === 'dm' || user === userKey(by.user) || by.moderates || by.manages;
}

/** Why there can be no watch on this topic beside those of its channel; null when there can. */
export function oneTooMany(topic: string, watches: readonly Watch[]): MessageBody | null {
  const same = watchOn(topic, watches);
  if (same !== null) return renderWatchedAlready(listedWatch(same));
  if (watches.length < MOST_WATCHES) return null;
  return renderFailure(
    `${MOST_WATCHES} topics are watched here, and that is the most there can be.`,
    'End one of them first: /watch list shows them, /watch stop ends one.',
  );
}

/**
 * Sets the watch, from the papers on that are there now; one at a time in a channel. Throws UsageError for a topic without a word to go by,
 * and InterruptedError when the signal is raised; nothing is set then.
 */
export async function setWatch(
  bot: Bot,
  { place, user }: Interaction,
  topic: string,
  signal: AbortSignal,
): Promise<MessageBody> {
  const { ibid, community } = bot;
  const paperIds = (await ibid.papers()).map(({ id }) => id);
  // What comes into the index while these are matched is new to this watch, whatever watch is told of it first.
  const seen = await community.noteSightings(paperIds);
  const report = await ibid.matching({ topic, paperIds, limit: NAMED_PAPERS, signal });
  throwIfAborted(signal);
  const refusal = oneTooMany(topic, await community.watches(watchKey(place)));
  if (refusal !== null) return refusal;
  const { id } = await community.addWatch({
    guild: place.guild === null ? null : guildKey(place.guild),
    channel: watchKey(place),
    user: userKey(user),
    topic,
    seen,
  });
  const direct = place.kind === 'dm';
  return renderWatchSet({ number: id, topic }, { report, papers: paperIds.length, direct });
}
