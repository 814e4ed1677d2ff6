import { ApplicationFlags, OAuth2Scopes, REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { DiscordSettings } from '../../config.ts';
import { IbidError } from '../../errors.ts';
import type { Diagnosis } from '../../ibid.ts';
import { troubleOf, troubleWords } from './discord-failure.ts';
import { badToken, forbiddenIntents } from './login.ts';
import { INVITED_WITH, lacking, permissionBits, permissionNames } from './permissions.ts';
import { requireToken } from './token.ts';

const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().default(0),
  interactions_endpoint_url: z.string().nullish(),
  bot_require_code_grant: z.boolean().default(false),
});
const guildsSchema = z.array(z.object({ id: z.string(), name: z.string(), permissions: z.string() }));
type Application = z.infer<typeof applicationSchema>;
type Guild = z.infer<typeof guildsSchema>[number];

/** Each server costs a request; whoever runs the bot in more of them has seen it work. */
const MOST_GUILDS = 25;

/** What would keep the bot from working, found out over REST alone: nothing is logged in and nothing changed. */
export async function checkDiscord(settings: DiscordSettings): Promise<readonly Diagnosis[]> {
  let token: string;
  try {
    token = requireToken(settings);
  } catch (error) {
    return [failed('Token', error)];
  }
  const rest = new REST({ version: '10', api: settings.api, retries: 1 }).setToken(token);
  let application: Application;
  try {
    application = applicationSchema.parse(await rest.get(Routes.currentApplication()));
  } catch (error) {
    return [failed('Token', tokenError(error, settings.api))];
  }
  return [
    ok('Token', `it belongs to the application "${application.name}" (${application.id})`),
    intentsFinding(application, settings),
    ...applicationFindings(application),
    ...(await guildFindings(rest, application, settings)),
    ok('Invitation', inviteLink(application.id)),
  ];
}

/** The address that puts the bot into a server, with the scopes and permissions it needs and no more. */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: String(permissionBits(INVITED_WITH)),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

function tokenError(error: unknown, api: string): IbidError {
  if (troubleOf(error) === 'late') return badToken(error);
  return new IbidError(`Discord cannot be reached at ${api}: ${troubleWords(error)}`, {
    remedy: 'See the network, https://discordstatus.com and DISCORD_API.',
    cause: error,
  });
}

function intentsFinding({ flags }: Application, { listens }: DiscordSettings): Diagnosis {
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlags;
  if (!listens) return ok('Intents', 'no privileged one is needed (IBID_DISCORD_LISTEN is no)');
  if ((flags & (GatewayMessageContent | GatewayMessageContentLimited)) !== 0)
    return ok('Intents', 'the content of messages may be read, as IBID_DISCORD_LISTEN needs it');
  return failed('Intents', forbiddenIntents());
}

function applicationFindings(application: Application): readonly Diagnosis[] {
  const { interactions_endpoint_url: endpoint, bot_require_code_grant: needsCode } = application;
  const page = `https://discord.com/developers/applications/${application.id}`;
  return [
    ...(endpoint === null || endpoint === undefined || endpoint === ''
      ? []
      : [
          {
            subject: 'Commands',
            state: 'failed' as const,
            finding: 'Discord sends them to an Interactions Endpoint URL instead of to this bot',
            remedy: `Empty that field on ${page}/information.`,
          },
        ]),
    ...(needsCode
      ? [
          {
            subject: 'Invitation',
            state: 'failed' as const,
            finding: 'it requires an OAuth2 code grant, so that the link below does not work',
            remedy: `Switch "Requires OAuth2 Code Grant" off on ${page}/bot.`,
          },
        ]
      : []),
  ];
}

async function guildFindings(
  rest: REST,
  application: Application,
  { guildIds }: DiscordSettings,
): Promise<readonly Diagnosis[]> {
  let guilds: readonly Guild[];
  try {
    guilds = guildsSchema.parse(await rest.get(Routes.userGuilds()));
  } catch (error) {
    return [failed('Servers', new IbidError(`they cannot be listed: ${troubleWords(error)}`))];
  }
  const link = inviteLink(application.id);
  const absent = guildIds.filter((id) => !guilds.some((guild) => guild.id === id));
  const findings: Diagnosis[] = absent.map((id) => ({
    subject: 'Servers',
    state: 'failed',
    finding: `the bot is not in server ${id}, which DISCORD_GUILD_IDS names`,
    remedy: `Invite it (${link}), or take the id out.`,
  }));
  if (guilds.length === 0)
    findings.push({
      subject: 'Servers',
      state: 'warning',
      finding: 'the bot is in none yet',
      remedy: `Invite it: ${link}`,
    });
  for (const guild of guilds.slice(0, MOST_GUILDS))
    findings.push(await guildFinding(rest, application.id, guild));
  if (guilds.length > MOST_GUILDS)
    findings.push(ok('Servers', `${guilds.length - MOST_GUILDS} more, which were not looked at`));
  return findings;
}

async function guildFinding(rest: REST, application: string, guild: Guild): Promise<Diagnosis> {
  const subject = `Server "${guild.name}"`;
  const remedy = `Invite it once more with ${inviteLink(application)} (nothing is lost by that).`;
  try {
    await rest.get(Routes.applicationGuildCommands(application, guild.id));
  } catch (error) {
    const finding =
      troubleOf(error) === 'forbidden'
        ? 'commands may not be registered there: the bot was invited without the scope applications.commands'
        : `its commands cannot be read: ${troubleWords(error)}`;
    return { subject, state: 'failed', finding, remedy };
  }
  const missing = lacking(BigInt(guild.permissions), INVITED_WITH);
  if (missing.length === 0) return ok(subject, 'the bot has all the permissions it needs');
  return {
    subject,
    state: 'warning',
    finding: `the bot lacks ${permissionNames(missing).join(', ')}; channels may still grant or deny them`,
    remedy,
  };
}

function ok(subject: string, finding: string): Diagnosis {
  return { subject, state: 'ok', finding, remedy: null };
}

function failed(subject: string, error: unknown): Diagnosis {
  const known = error instanceof IbidError ? error : new IbidError(String(error));
  return { subject, state: 'failed', finding: known.message, remedy: known.remedy };
}
