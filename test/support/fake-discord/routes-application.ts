import { type Application, applicationPayload, commandPayload } from './application.ts';
import { commandsSchema } from './command-schema.ts';
import { missingAccess, unknownGuild, unknownMember } from './discord-error.ts';
import { invalidForm, readForm } from './form-errors.ts';
import { channelPayload, guildPayload, memberPayload, rolePayload, userPayload } from './payloads.ts';
import { guildPermissions } from './permissions.ts';
import { type Call, param, type Reply, type Route } from './route-table.ts';
import type { Guild } from './world.ts';

const GLOBAL = '/applications/:application/commands';
const LOCAL = '/applications/:application/guilds/:guild/commands';

export const APPLICATION_ROUTES: readonly Route[] = [
  { name: 'GET /gateway/bot', auth: 'bot', handle: gatewayOf },
  { name: 'GET /users/@me', auth: 'bot', handle: me },
  { name: 'GET /users/@me/guilds', auth: 'bot', handle: myGuilds },
  { name: 'GET /applications/@me', auth: 'bot', handle: application },
  { name: 'GET /oauth2/applications/@me', auth: 'bot', handle: application },
  { name: `GET ${GLOBAL}`, auth: 'bot', handle: commands },
  { name: `PUT ${GLOBAL}`, auth: 'bot', handle: register },
  { name: `GET ${LOCAL}`, auth: 'bot', handle: commands },
  { name: `PUT ${LOCAL}`, auth: 'bot', handle: register },
  { name: 'GET /guilds/:guild', auth: 'bot', handle: (call) => ok(guildWithCounts(call)) },
  { name: 'GET /guilds/:guild/channels', auth: 'bot', handle: guildChannels },
  { name: 'GET /guilds/:guild/roles', auth: 'bot', handle: (call) => ok(rolePayload(guildOf(call))) },
  { name: 'GET /guilds/:guild/members/:user', auth: 'bot', handle: guildMember },
];

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function gatewayOf(call: Call): Reply {
  return ok({
    url: call.core.gateway.url,
    shards: 1,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
  });
}

function me(call: Call): Reply {
  return ok({
    ...userPayload(call.core.application.bot),
    verified: true,
    mfa_enabled: false,
    email: null,
    flags: 0,
  });
}

function myGuilds(call: Call): Reply {
  const { world, application: own } = call.core;
  const guilds = [...world.guilds.values()].filter(({ members }) => members.has(own.id));
  return ok(
    guilds.map((guild) => ({
      id: guild.id,
      name: guild.name,
      icon: null,
      owner: false,
      permissions: String(guildPermissions(guild, own.id)),
      features: [],
    })),
  );
}

function application(call: Call): Reply {
  return ok(applicationPayload(call.core.application));
}

/** @throws 50001 for a guild that the bot is not in. */
function guildOf(call: Call): Guild {
  const { world, application: own } = call.core;
  const guild = world.guilds.get(param(call, 'guild'));
  if (guild === undefined) throw unknownGuild();
  if (!guild.members.has(own.id)) throw missingAccess();
  return guild;
}

function guildWithCounts(call: Call): Record<string, unknown> {
  const guild = guildOf(call);
  return { ...guildPayload(guild), approximate_member_count: guild.members.size };
}

function guildChannels(call: Call): Reply {
  const guild = guildOf(call);
  const channels = [...call.core.world.channels.values()].filter(
    ({ guildId, kind }) => guildId === guild.id && kind === 'text',
  );
  return ok(channels.map((channel) => channelPayload(call.core.world, channel)));
}

function guildMember(call: Call): Reply {
  const member = guildOf(call).members.get(param(call, 'user'));
  if (member === undefined) throw unknownMember();
  return ok({ ...memberPayload(member), user: userPayload(call.core.world.user(member.userId)) });
}

function placeOf(call: Call): { own: Application; place: string } {
  const own = call.core.application;
  if (param(call, 'application') !== own.id) {
    throw invalidForm([{ path: 'application_id', code: 'UNKNOWN', message: 'This is another application.' }]);
  }
  return { own, place: call.params['guild'] === undefined ? 'global' : commandGuild(call) };
}

/** Discord says 50001 here for a guild that does not exist as well. */
function commandGuild(call: Call): string {
  const guild = call.core.world.guilds.get(param(call, 'guild'));
  if (guild === undefined || !guild.members.has(call.core.application.id)) throw missingAccess();
  return guild.id;
}

function commands(call: Call): Reply {
  const { own, place } = placeOf(call);
  const localized = call.query.get('with_localizations') === 'true';
  return ok((own.commands.get(place) ?? []).map((command) => commandPayload(own, command, localized)));
}

function register(call: Call): Reply {
  const { own, place } = placeOf(call);
  const forms = readForm(commandsSchema, call.body);
  const registered = own.register(place, forms, call.core.nextId);
  call.core.changes.notify();
  return ok(registered.map((command) => commandPayload(own, command, true)));
}
