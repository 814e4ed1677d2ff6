import { bitsOf, type PermissionName, USUAL_PERMISSIONS } from './permissions.ts';
import type { Id } from './snowflakes.ts';
import type { Channel, Guild, User, World } from './world.ts';

/** Makes users, guilds and channels. */
export class Founder {
  readonly #world: World;
  readonly #nextId: () => Id;
  readonly #botId: () => Id;

  constructor(world: World, nextId: () => Id, botId: () => Id) {
    this.#world = world;
    this.#nextId = nextId;
    this.#botId = botId;
  }

  user(name: string, options: { id?: Id; bot?: boolean } = {}): User {
    const user = { id: options.id ?? this.#nextId(), name, bot: options.bot ?? false, closed: false };
    this.#world.users.set(user.id, user);
    return user;
  }

  /** A guild that the bot is in, with a role of the bot's own as an invitation makes it. */
  guild(name: string, botPermissions: bigint = USUAL_PERMISSIONS): Guild {
    const id = this.#nextId();
    const owner = this.user(`owner-of-${name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}`);
    const botRole = { id: this.#nextId(), name: 'the bot', permissions: botPermissions };
    const guild: Guild = {
      id,
      name,
      ownerId: owner.id,
      roles: [{ id, name: '@everyone', permissions: USUAL_PERMISSIONS }, botRole],
      members: new Map(),
    };
    this.#world.guilds.set(id, guild);
    this.join(guild, owner.id);
    this.join(guild, this.#botId(), [botRole.id]);
    return guild;
  }

  join(guild: Guild, userId: Id, roles: readonly Id[] = []): void {
    guild.members.set(userId, { userId, roles: [...roles] });
  }

  /** Gives a member a role of its own with these permissions. */
  grant(guild: Guild, userId: Id, names: readonly PermissionName[]): void {
    const role = { id: this.#nextId(), name: `granted to ${userId}`, permissions: bitsOf(names) };
    guild.roles.push(role);
    const before = guild.members.get(userId)?.roles ?? [];
    guild.members.set(userId, { userId, roles: [...before, role.id] });
  }

  textChannel(guild: Guild, name: string): Channel {
    return this.#channel({ kind: 'text', guildId: guild.id, name });
  }

  /** The channel between the bot and a user; the same one each time. */
  directChannel(userId: Id): Channel {
    return (
      this.#world.directChannel(userId) ??
      this.#channel({ kind: 'direct', guildId: null, name: '', ownerId: userId })
    );
  }

  /** `id` is the starting message's, where there is one. */
  thread(
    parent: Channel,
    given: { id?: Id; name: string; ownerId: Id; autoArchiveMinutes: number },
  ): Channel {
    const thread = this.#channel({ ...given, kind: 'thread', guildId: parent.guildId, parentId: parent.id });
    thread.autoArchiveMinutes = given.autoArchiveMinutes;
    thread.threadMembers.add(given.ownerId);
    return thread;
  }

  #channel(given: Pick<Channel, 'kind' | 'guildId' | 'name'> & Partial<Channel>): Channel {
    const channel: Channel = {
      id: given.id ?? this.#nextId(),
      kind: given.kind,
      guildId: given.guildId,
      parentId: given.parentId ?? null,
      name: given.name,
      overwrites: [],
      ownerId: given.ownerId ?? null,
      threadMembers: new Set(),
      archived: false,
      locked: false,
      autoArchiveMinutes: 1440,
      messageIds: [],
    };
    this.#world.channels.set(channel.id, channel);
    return channel;
  }
}
