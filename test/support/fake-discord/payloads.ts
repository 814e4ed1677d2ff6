import { permissionsIn } from './permissions.ts';
import { timeOf } from './snowflakes.ts';
import type { Channel, Guild, Member, User, World } from './world.ts';

/** An object as it goes over the wire. */
export type Wire = Record<string, unknown>;

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000+00:00');
}

export function userPayload(user: User): Wire {
  return {
    id: user.id,
    username: user.name,
    global_name: user.bot ? null : user.name,
    discriminator: user.bot ? '0001' : '0',
    avatar: null,
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
    bot: user.bot,
    public_flags: 0,
    clan: null,
    primary_guild: null,
    collectibles: null,
  };
}

export function memberPayload(member: Member): Wire {
  return {
    roles: member.roles,
    nick: null,
    avatar: null,
    banner: null,
    joined_at: iso(timeOf(member.userId)),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    unusual_dm_activity_until: null,
  };
}

export function channelPayload(world: World, channel: Channel): Wire {
  const shared = {
    id: channel.id,
    flags: 0,
    last_message_id: channel.messageIds.at(-1) ?? null,
  };
  switch (channel.kind) {
    case 'direct':
      return { ...shared, type: 1, recipients: [userPayload(world.user(channel.ownerId ?? ''))] };
    case 'text':
      return {
        ...shared,
        type: 0,
        guild_id: channel.guildId,
        name: channel.name,
        topic: null,
        position: 0,
        parent_id: null,
        nsfw: false,
        rate_limit_per_user: 0,
        permission_overwrites: channel.overwrites.map(({ id, allow, deny }) => ({
          id,
          type: 1,
          allow: String(allow),
          deny: String(deny),
        })),
      };
    case 'thread':
      return {
        ...shared,
        type: 11,
        guild_id: channel.guildId,
        parent_id: channel.parentId,
        owner_id: channel.ownerId,
        name: channel.name,
        message_count: channel.messageIds.length,
        total_message_sent: channel.messageIds.length,
        member_count: channel.threadMembers.size,
        rate_limit_per_user: 0,
        thread_metadata: {
          archived: channel.archived,
          locked: channel.locked,
          auto_archive_duration: channel.autoArchiveMinutes,
          archive_timestamp: iso(timeOf(channel.id)),
          create_timestamp: iso(timeOf(channel.id)),
        },
      };
  }
}

export function threadMemberPayload(thread: Channel, userId: string): Wire {
  return { id: thread.id, user_id: userId, join_timestamp: iso(timeOf(thread.id)), flags: 1 };
}

export function rolePayload(guild: Guild): Wire[] {
  return guild.roles.map((role, position) => ({
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(role.permissions),
    managed: role.name === 'the bot',
    mentionable: false,
    flags: 0,
  }));
}

export function guildPayload(guild: Guild): Wire {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: rolePayload(guild),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_members: 500_000,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    nsfw_level: 0,
  };
}

/** What the gateway tells of a guild at the start: of its members only the bot, as without the members' intent. */
export function guildCreatePayload(world: World, guild: Guild, botId: string): Wire {
  const channels = [...world.channels.values()].filter(({ guildId }) => guildId === guild.id);
  const bot = guild.members.get(botId);
  return {
    ...guildPayload(guild),
    joined_at: iso(timeOf(guild.id)),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: bot === undefined ? [] : [{ ...memberPayload(bot), user: userPayload(world.user(botId)) }],
    channels: channels.filter(({ kind }) => kind === 'text').map((channel) => channelPayload(world, channel)),
    threads: channels
      .filter(({ kind, archived }) => kind === 'thread' && !archived)
      .map((channel) => channelPayload(world, channel)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A channel as an interaction has it: with what the user may do there. */
export function interactionChannelPayload(world: World, channel: Channel, userId: string): Wire {
  return { ...channelPayload(world, channel), permissions: String(permissionsIn(world, channel, userId)) };
}
