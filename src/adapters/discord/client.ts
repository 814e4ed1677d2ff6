import { Client, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { DiscordSettings } from '../../config.ts';
import { NO_MENTIONS } from './message-request.ts';

/** What the bot remembers of Discord at most: enough for the replies of the moment, and flat over months. */
const KEPT = { messages: 50, members: 100, users: 500 } as const;

/** A client that is not logged in yet. Slash commands, mentions and direct messages need no privileged intent; listening in threads does. */
export function createClient(settings: Pick<DiscordSettings, 'api' | 'listens'>): Client {
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;
  const { parse, replied_user: repliedUser = false } = NO_MENTIONS;
  return new Client({
    intents: [Guilds, GuildMessages, DirectMessages, ...(settings.listens ? [MessageContent] : [])],
    // Without these, direct messages are dropped in silence, and so is the deletion of a message that is not remembered.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { ...(parse === undefined ? {} : { parse: [...parse] }), repliedUser },
    enforceNonce: true,
    rest: { api: settings.api },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: KEPT.messages,
      // Permissions are reckoned from the bot's own membership.
      GuildMemberManager: {
        maxSize: KEPT.members,
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
      UserManager: { maxSize: KEPT.users, keepOverLimit: (user) => user.id === user.client.user?.id },
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
    }),
  });
}
