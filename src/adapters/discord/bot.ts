import type { REST } from 'discord.js';
import type { DiscordSettings } from '../../config.ts';
import type { CommunityState, Ibid } from '../../ibid.ts';
import type { Logger } from '../../logger.ts';
import type { Arrivals } from './arrivals.ts';
import type { Clock } from './clock.ts';
import type { GuildSettingsReader } from './guild-settings-reader.ts';
import type { OnceLog } from './once-log.ts';
import type { QuestionDesk } from './question-desk.ts';
import type { QuestionLimits } from './question-limits.ts';
import type { Seen } from './seen.ts';
import type { PaperSuggester } from './suggest-papers.ts';
import type { UnderWay } from './under-way.ts';

/** What all that the bot does works with. */
export interface Bot {
  readonly ibid: Ibid;
  readonly community: CommunityState;
  readonly settings: DiscordSettings;
  /** The chat model that may be asked; null without one. */
  readonly model: string | null;
  /** The embedding model that questions are sent to; null when they are embedded here. */
  readonly embedder: string | null;
  readonly rest: REST;
  /** The same, but what fails is not tried again of itself: for first responses to interactions. */
  readonly tryingOnce: REST;
  readonly logger: Logger;
  readonly once: OnceLog;
  readonly clock: Clock;
  readonly arrivals: Arrivals;
  readonly underWay: UnderWay;
  readonly desk: QuestionDesk;
  readonly limits: QuestionLimits;
  readonly papers: PaperSuggester;
  readonly guildSettings: GuildSettingsReader;
  /** Who was told that today's questions are used up. */
  readonly toldOfDay: Seen;
  /** Conversations of answers that are still being written, by their messages. */
  readonly beingWritten: Map<string, string>;
  /** The last conversation of each user in each channel: what "this conversation" means where nothing else tells. */
  readonly lastAsked: LastAsked;
  /** Short and unguessable. */
  readonly newAnswerId: () => string;
}

/** In memory alone; after a restart the state tells of chains of replies, and what was asked in a thread is forgotten there. */
export interface LastAsked {
  of(channel: string, user: string): string | null;
  set(channel: string, user: string, conversation: string): void;
  forget(user: string): void;
}

const REMEMBERED_ASKERS = 2_000;

export function createLastAsked(remembered = REMEMBERED_ASKERS): LastAsked {
  const byAsker = new Map<string, string>();
  const keyOf = (channel: string, user: string): string => `${user}:${channel}`;
  return {
    of: (channel, user) => byAsker.get(keyOf(channel, user)) ?? null,
    set(channel, user, conversation) {
      const key = keyOf(channel, user);
      byAsker.delete(key);
      byAsker.set(key, conversation);
      const [oldest] = byAsker.keys();
      if (byAsker.size > remembered && oldest !== undefined) byAsker.delete(oldest);
    },
    forget(user) {
      for (const key of [...byAsker.keys()]) if (key.startsWith(`${user}:`)) byAsker.delete(key);
    },
  };
}
