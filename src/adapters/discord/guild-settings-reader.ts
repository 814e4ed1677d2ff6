import { type CommunityState, type GuildSettings, NO_GUILD_SETTINGS } from '../../ibid.ts';
import type { Clock } from './clock.ts';
import { inTime } from './in-time.ts';
import type { OnceLog } from './once-log.ts';
import { guildKey } from './place.ts';

/** What managers of a server have set. */
export interface GuildSettingsReader {
  /**
   * As it is in the store now. Where that cannot be read it is what was read last, and before that nothing: a bot that falls silent on all
   * servers for one damaged row would be the greater harm, as the channels it answers in are a matter of order and not of secrecy; in
   * direct messages everybody can ask anything. Never rejects.
   */
  of(guild: string): Promise<GuildSettings>;
}

/** One question asks for them more than once, and can wait for a store that hangs no more than once. */
const TRIED_AGAIN_MILLISECONDS = 5_000;

export function createGuildSettingsReader(given: {
  readonly community: Pick<CommunityState, 'guildSettings'>;
  readonly clock: Clock;
  readonly once: OnceLog;
}): GuildSettingsReader {
  const { community, clock, once } = given;
  const last = new Map<string, GuildSettings>();
  const failed = new Map<string, number>();
  return {
    async of(guild) {
      const before = last.get(guild);
      if (clock.now() - (failed.get(guild) ?? Number.NEGATIVE_INFINITY) < TRIED_AGAIN_MILLISECONDS)
        return before ?? NO_GUILD_SETTINGS;
      try {
        const own = await inTime(clock, community.guildSettings(guildKey(guild)));
        last.set(guild, own);
        failed.delete(guild);
        return own;
      } catch (error) {
        failed.set(guild, clock.now());
        const instead = before === undefined ? 'my own hold there' : 'those that were read last hold there';
        once.warn(`settings ${guild}`, `The settings of a server cannot be read; ${instead}.`, {
          guild,
          error,
        });
        return before ?? NO_GUILD_SETTINGS;
      }
    },
  };
}
