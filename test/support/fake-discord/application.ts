import type { CommandForm, CommandOption } from './command-schema.ts';
import type { Wire } from './payloads.ts';
import { userPayload } from './payloads.ts';
import type { Id } from './snowflakes.ts';
import type { User } from './world.ts';

const MESSAGE_CONTENT_LIMITED = 1 << 19;
const MESSAGE_CONTENT = 1 << 15;

export interface RegisteredCommand {
  readonly id: Id;
  readonly version: Id;
  readonly guildId: Id | null;
  readonly form: CommandForm;
}

/** The application as the developer portal has it, and the commands that it registered. */
export class Application {
  readonly id: Id;
  readonly bot: User;
  readonly token: string;
  /** The privileged intents that are switched on in the portal, as a bit field. */
  privilegedIntents: number;
  /** By guild, or under `global`. */
  readonly commands = new Map<Id | 'global', readonly RegisteredCommand[]>();
  /** Commands that the owner of a server lets everybody use there: `guild name`. */
  readonly opened = new Set<string>();

  constructor(given: { bot: User; token: string; privilegedIntents: number }) {
    this.id = given.bot.id;
    this.bot = given.bot;
    this.token = given.token;
    this.privilegedIntents = given.privilegedIntents;
  }

  get readsContent(): boolean {
    return (this.privilegedIntents & MESSAGE_CONTENT) !== 0;
  }

  get flags(): number {
    return this.readsContent ? MESSAGE_CONTENT_LIMITED : 0;
  }

  /** Replaces all commands of one place; a command of the same kind and name keeps its id. */
  register(
    place: Id | 'global',
    forms: readonly CommandForm[],
    nextId: () => Id,
  ): readonly RegisteredCommand[] {
    const before = this.commands.get(place) ?? [];
    const commands = forms.map((form) => ({
      id: before.find((old) => old.form.name === form.name && old.form.type === form.type)?.id ?? nextId(),
      version: nextId(),
      guildId: place === 'global' ? null : place,
      form,
    }));
    this.commands.set(place, commands);
    return commands;
  }

  /** What a user sees in a guild, or in a direct channel (null): a guild's own command hides a global one. */
  visible(guildId: Id | null): readonly RegisteredCommand[] {
    const global = this.commands.get('global') ?? [];
    const own = guildId === null ? [] : (this.commands.get(guildId) ?? []);
    const hidden = new Set(own.map(({ form }) => `${form.type} ${form.name}`));
    return [...own, ...global.filter(({ form }) => !hidden.has(`${form.type} ${form.name}`))];
  }
}

/** As Discord gives it back: with what was left out set to its default, and without what is the default of an option. */
export function commandPayload(
  application: Application,
  command: RegisteredCommand,
  localized: boolean,
): Wire {
  const { form } = command;
  return {
    id: command.id,
    application_id: application.id,
    version: command.version,
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
    type: form.type,
    name: form.name,
    ...(localized ? { name_localizations: form.name_localizations ?? null } : {}),
    description: form.type === 1 ? form.description : '',
    ...(localized
      ? { description_localizations: form.type === 1 ? (form.description_localizations ?? null) : null }
      : {}),
    default_member_permissions: form.default_member_permissions ?? null,
    ...(command.guildId === null ? { dm_permission: form.dm_permission ?? true } : {}),
    contexts: form.contexts ?? null,
    integration_types: form.integration_types ?? [0],
    nsfw: form.nsfw ?? false,
    ...(form.type === 1 && (form.options ?? []).length > 0
      ? { options: (form.options ?? []).map((option) => optionPayload(option)) }
      : {}),
  };
}

function optionPayload(option: CommandOption): Wire {
  const { required, autocomplete, choices, options, ...rest } = option;
  return {
    ...rest,
    ...(required === true ? { required } : {}),
    ...(autocomplete === true ? { autocomplete } : {}),
    ...(choices !== undefined && choices.length > 0 ? { choices } : {}),
    ...(options !== undefined && options.length > 0 ? { options: options.map(optionPayload) } : {}),
  };
}

export function applicationPayload(application: Application): Wire {
  return {
    id: application.id,
    name: application.bot.name,
    icon: null,
    description: '',
    type: null,
    bot: userPayload(application.bot),
    summary: '',
    is_monetized: false,
    is_verified: false,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: application.flags,
    hook: true,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: { ...userPayload(application.bot), bot: false },
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    integration_types_config: { '0': {} },
    team: null,
  };
}
