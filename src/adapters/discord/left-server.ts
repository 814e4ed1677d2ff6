import type { CommunityState } from '../../ibid.ts';
import type { Logger } from '../../logger.ts';
import { guildKey } from './place.ts';

/**
 * Ends the watches of a server that the bot was removed from, as nothing can be posted there. Its reading lists and settings stay: who
 * invites the bot back finds them as they were. A server that is merely out of reach was not left. Never rejects.
 */
export async function endWatchesOf(
  guild: string,
  given: { readonly community: Pick<CommunityState, 'watches' | 'stopWatch'>; readonly logger: Logger },
): Promise<void> {
  const { community, logger } = given;
  try {
    const own = (await community.watches()).filter((watch) => watch.guild === guildKey(guild));
    for (const { id } of own) await community.stopWatch(id);
    logger.info('The bot was removed from a server; what was watched there is watched no more.', {
      server: guild,
      watches: own.length,
    });
  } catch (error) {
    logger.warn(
      'The bot was removed from a server, and its watches could not be ended; nothing is posted there.',
      {
        server: guild,
        error,
      },
    );
  }
}
