import type { Core } from './core.ts';
import type { Interaction } from './interactions.ts';
import {
  channelPayload,
  interactionChannelPayload,
  memberPayload,
  userPayload,
  type Wire,
} from './payloads.ts';
import { permissionsIn } from './permissions.ts';
import type { Channel } from './world.ts';

const TYPES = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** An interaction as the gateway tells of it, with all that Discord sends along. */
export function interactionPayload(core: Core, interaction: Interaction, data: Wire, extra: Wire = {}): Wire {
  const { world, application } = core;
  const channel = world.channel(interaction.channelId);
  const user = userPayload(world.user(interaction.userId));
  const shared = {
    id: interaction.id,
    application_id: application.id,
    type: TYPES[interaction.kind],
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: interactionChannelPayload(world, channel, interaction.userId),
    app_permissions: String(permissionsIn(world, channel, application.id)),
    locale: 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: 10_485_760,
    ...extra,
  };
  if (interaction.guildId === null) {
    return { ...shared, user, context: 1, authorizing_integration_owners: { '0': '0' } };
  }
  const guild = world.guild(interaction.guildId);
  const member = guild.members.get(interaction.userId);
  return {
    ...shared,
    guild_id: guild.id,
    guild_locale: 'en-US',
    guild: { id: guild.id, locale: 'en-US', features: [] },
    context: 0,
    authorizing_integration_owners: { '0': guild.id },
    member: {
      ...(member === undefined ? {} : memberPayload(member)),
      user,
      permissions: String(permissionsIn(world, channel, interaction.userId)),
    },
  };
}

/** What users, members and channels the arguments of a command name. */
export function resolvedPayload(core: Core, channel: Channel, options: readonly Wire[]): Wire {
  const flat = options.flatMap(function unfold(option: Wire): Wire[] {
    return Array.isArray(option['options']) ? option['options'].flatMap(unfold) : [option];
  });
  const named = (type: number): string[] =>
    flat.filter((option) => option['type'] === type).map((option) => String(option['value']));
  const users = named(6).map((id) => core.world.user(id));
  const channels = named(7).map((id) => core.world.channel(id));
  const members = channel.guildId === null ? undefined : core.world.guild(channel.guildId).members;
  if (users.length + channels.length === 0) return {};
  return {
    resolved: {
      users: Object.fromEntries(users.map((user) => [user.id, userPayload(user)])),
      members: Object.fromEntries(
        users.flatMap((user) => {
          const member = members?.get(user.id);
          if (member === undefined) return [];
          return [[user.id, { ...memberPayload(member), permissions: '0' }] as const];
        }),
      ),
      channels: Object.fromEntries(
        channels.map((named) => [named.id, { ...channelPayload(core.world, named), permissions: '0' }]),
      ),
    },
  };
}
