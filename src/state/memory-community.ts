import {
  type FactStore,
  type GuildSettingsStore,
  NO_GUILD_SETTINGS,
  type ReadingListStore,
  type SightingStore,
  type WatchStore,
} from './community-state.ts';
import { boundText, KEPT_BOUNDS } from './kept-bounds.ts';
import type { OpenTables, ReadingListRow } from './memory-tables.ts';

/** What channels and guilds keep, and the program itself. */
export function createMemoryCommunity(
  open: OpenTables,
  now: () => number,
): ReadingListStore & GuildSettingsStore & WatchStore & SightingStore & FactStore {
  return {
    async readingList(channel) {
      const entries = open().readingLists.get(channel)?.values() ?? [];
      return [...entries].map((entry) => ({ ...entry, user: entry.user ?? '' }));
    },
    async addToReadingList(channel, paperId, user) {
      const { readingLists } = open();
      const entries = readingLists.get(channel) ?? new Map<string, ReadingListRow>();
      readingLists.set(channel, entries);
      if (entries.has(paperId)) return false;
      entries.set(paperId, { paperId, user, added: new Date(now()) });
      return true;
    },
    async removeFromReadingList(channel, paperId) {
      return open().readingLists.get(channel)?.delete(paperId) ?? false;
    },
    async guildSettings(guild) {
      return open().guildSettings.get(guild) ?? NO_GUILD_SETTINGS;
    },
    async keepGuildSettings(guild, settings) {
      open().guildSettings.set(guild, settings);
    },
    async changeGuildSettings(guild, change) {
      const { guildSettings } = open();
      const settings = change(guildSettings.get(guild) ?? NO_GUILD_SETTINGS);
      guildSettings.set(guild, settings);
      return settings;
    },
    async watches(channel) {
      return [...open().watches.values()].filter(
        (watch) => channel === undefined || watch.channel === channel,
      );
    },
    async addWatch({ guild, channel, user, topic, seen }) {
      const tables = open();
      tables.watchesMade += 1;
      const watch = {
        id: tables.watchesMade,
        guild,
        channel,
        user,
        topic: boundText(topic, KEPT_BOUNDS.wordsCharacters),
        lastPosted: null,
        seen,
      };
      tables.watches.set(watch.id, watch);
      return watch;
    },
    async stopWatch(id) {
      return open().watches.delete(id);
    },
    async markWatch(id, { posted, seen }) {
      const { watches } = open();
      const watch = watches.get(id);
      if (watch === undefined) return;
      watches.set(id, { ...watch, lastPosted: posted ?? watch.lastPosted, seen });
    },
    async noteSightings(paperIds) {
      const { sightings } = open();
      for (const paperId of paperIds) sightings.add(paperId);
      return sightings.size;
    },
    async sightedAfter(look) {
      return [...open().sightings].slice(look);
    },
    async fact(name) {
      return open().facts.get(name) ?? null;
    },
    async keepFact(name, value) {
      open().facts.set(name, value);
    },
  };
}
