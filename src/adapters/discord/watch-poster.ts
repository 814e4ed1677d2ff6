import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Watch } from '../../ibid.ts';
import { createChannelMessages } from './channel-messages.ts';
import type { MessageBody } from './render/message-body.ts';
import { idOf } from './watch-keys.ts';

/** How the posts of watches reach Discord. */
export interface WatchPoster {
  /**
   * Posts once for a watch and a day, however often it is called within some minutes and by how many processes. `unwanted`: managers have
   * the bot not post there, or it is no longer in that server. Throws what Discord says against it.
   */
  post(watch: Watch, day: string, body: MessageBody): Promise<'posted' | 'unwanted'>;
}

const channelSchema = z.object({ parent_id: z.string().nullish() });

export function createWatchPoster(given: {
  readonly rest: REST;
  /** The bot is a member of the server. */
  readonly isIn: (guild: string) => boolean;
  /** The channels that managers of a server (null: direct messages) want the bot in; null: all. */
  readonly channelsOf: (guild: string | null) => Promise<readonly string[] | null>;
}): WatchPoster {
  const { rest, isIn, channelsOf } = given;

  /** A thread counts as its channel. */
  async function isWanted(guild: string | null, channel: string): Promise<boolean> {
    if (guild !== null && !isIn(guild)) return false;
    const wanted = guild === null ? null : await channelsOf(guild);
    if (wanted === null || wanted.includes(channel)) return true;
    const { parent_id: parent } = channelSchema.parse(await rest.get(Routes.channel(channel)));
    return parent != null && wanted.includes(parent);
  }

  return {
    async post(watch, day, body) {
      const channel = idOf(watch.channel);
      const guild = watch.guild === null ? null : idOf(watch.guild);
      if (channel === null || !(await isWanted(guild, channel))) return 'unwanted';
      const cause = `watch-${watch.id}-${day.replaceAll('-', '')}`;
      await createChannelMessages({ rest, channel, cause }).post(body, 0);
      return 'posted';
    },
  };
}
