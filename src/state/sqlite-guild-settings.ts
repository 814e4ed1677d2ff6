import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { DETAILS } from '../answerer/answer.ts';
import { type GuildSettings, type GuildSettingsStore, NO_GUILD_SETTINGS } from './community-state.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { jsonColumn } from './sqlite-rows.ts';

const settingsRow = z
  .object({
    settings: jsonColumn(
      z.object({
        channels: z.array(z.string()).nullable(),
        threads: z.enum(['never', 'always']).nullable(),
        listens: z.boolean().nullable(),
        detail: z.enum(DETAILS).nullable(),
        dailyQuestions: z.int().nonnegative().nullable(),
      }),
    ),
  })
  .transform(({ settings }): GuildSettings => settings);

/** The table `guild_settings`: a row a guild, its settings as JSON. */
export function createSqliteGuildSettings(file: SqliteFile): GuildSettingsStore {
  return {
    guildSettings: (guild) => file.read((database) => read(database, guild)),
    keepGuildSettings: (guild, settings) => file.write((database) => keep(database, guild, settings)),
    changeGuildSettings: (guild, change) =>
      file.write((database) => {
        const settings = change(read(database, guild));
        keep(database, guild, settings);
        return settings;
      }),
  };
}

function read(database: DatabaseSync, guild: string): GuildSettings {
  const row = database.prepare('SELECT settings FROM guild_settings WHERE guild = ?').get(guild);
  return row === undefined ? NO_GUILD_SETTINGS : settingsRow.parse(row);
}

function keep(database: DatabaseSync, guild: string, settings: GuildSettings): void {
  database
    .prepare('INSERT OR REPLACE INTO guild_settings VALUES (?, ?)')
    .run(guild, JSON.stringify(settings));
}
