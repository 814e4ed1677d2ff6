import type { ActingUser, Place } from './acting-user.ts';
import type { FakeClock } from './clock.ts';
import type { Core } from './core.ts';
import type { Waiting } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Gateway, GatewayEvent } from './gateway.ts';
import { INTENTS } from './gateway-session.ts';
import type { RequestRecord } from './ledger.ts';
import { channelPayload, guildCreatePayload } from './payloads.ts';
import { bitsOf, type PermissionName } from './permissions.ts';
import { remove } from './posting.ts';
import { type SeenMessage, seen } from './seen-message.ts';
import type { Id } from './snowflakes.ts';
import type { Channel, Guild, User } from './world.ts';

/** The controls of a Discord of our own: see `startFakeDiscord`. */
export class FakeDiscord {
  /** For `new Client({ rest: { api } })`. */
  readonly api: string;
  readonly clock: FakeClock;
  readonly gateway: Gateway;
  /** Plans what goes wrong with requests. */
  readonly faults: Faults;
  readonly #core: Core;
  readonly #waiting: Waiting;
  readonly #acting: (user: User) => ActingUser;
  readonly #stop: () => Promise<void>;

  constructor(given: {
    core: Core;
    waiting: Waiting;
    api: string;
    acting: (user: User) => ActingUser;
    stop: () => Promise<void>;
  }) {
    this.#core = given.core;
    this.#waiting = given.waiting;
    this.#acting = given.acting;
    this.#stop = given.stop;
    this.api = given.api;
    this.clock = given.core.clock;
    this.gateway = given.core.gateway;
    this.faults = given.core.faults;
  }

  get token(): string {
    return this.#core.application.token;
  }

  get applicationId(): Id {
    return this.#core.application.id;
  }

  /** What no good client does, in words. A test ends with none; see `expectClean`. */
  get violations(): string[] {
    return this.#core.ledger.violations;
  }

  get requests(): readonly RequestRecord[] {
    return this.#core.ledger.requests;
  }

  /** Requests that were answered with an error. */
  get refusals(): readonly RequestRecord[] {
    return this.requests.filter(({ status }) => status !== null && status >= 400);
  }

  /** The guild and the channel that are there from the start. */
  get guild(): Guild {
    return first(this.#core.world.guilds.values());
  }

  get channel(): Channel {
    return first(this.#core.world.channels.values());
  }

  /** @throws an Error that lists all violations, where there are any. */
  expectClean(): void {
    if (this.violations.length > 0)
      throw new Error(`Discord would not like this:\n${this.violations.join('\n')}`);
  }

  async close(): Promise<void> {
    await this.#stop();
  }

  /** Forgets requests, events, messages and interactions, for long measurements; only while nothing is under way. */
  forget(): void {
    const { ledger, world, interactions, gateway } = this.#core;
    ledger.requests.length = 0;
    gateway.events.length = 0;
    interactions.clear();
    world.messages.clear();
    for (const channel of world.channels.values()) channel.messageIds.length = 0;
  }

  /** A new member of every guild, or of those given. `may`: permissions beyond the usual, such as ManageGuild. */
  user(
    name: string,
    options: { guilds?: readonly Guild[]; may?: readonly PermissionName[]; bot?: boolean } = {},
  ): ActingUser {
    const { founder, world } = this.#core;
    const user = founder.user(name, { bot: options.bot ?? false });
    for (const guild of options.guilds ?? world.guilds.values()) {
      founder.join(guild, user.id);
      if (options.may !== undefined) founder.grant(guild, user.id, options.may);
    }
    return this.#acting(user);
  }

  /** A guild more that the bot is in. */
  addGuild(name: string): { guild: Guild; channel: Channel } {
    const { founder, gateway, world, application } = this.#core;
    const guild = founder.guild(name);
    const channel = founder.textChannel(guild, 'general');
    gateway.dispatch('GUILD_CREATE', (session) =>
      session.has(INTENTS.guilds) ? guildCreatePayload(world, guild, application.id) : null,
    );
    return { guild, channel };
  }

  /** The bot is thrown out of a guild. */
  leaveGuild(guild: Guild): void {
    guild.members.delete(this.applicationId);
    this.#core.application.commands.delete(guild.id);
    this.gateway.dispatch('GUILD_DELETE', (session) =>
      session.has(INTENTS.guilds) ? { id: guild.id } : null,
    );
  }

  /** A guild is out of reach for a while, with the bot still in it. */
  outage(guild: Guild): void {
    this.gateway.dispatch('GUILD_DELETE', (session) =>
      session.has(INTENTS.guilds) ? { id: guild.id, unavailable: true } : null,
    );
  }

  /** A text channel. `botLacks`: what the bot may not do there. */
  addChannel(name: string, options: { guild?: Guild; botLacks?: readonly PermissionName[] } = {}): Channel {
    const { founder, gateway, world } = this.#core;
    const channel = founder.textChannel(options.guild ?? this.guild, name);
    gateway.dispatch('CHANNEL_CREATE', (session) =>
      session.has(INTENTS.guilds) ? channelPayload(world, channel) : null,
    );
    if (options.botLacks !== undefined) this.denyBot(channel, options.botLacks);
    return channel;
  }

  /** From now on the bot may not do this in the channel, and all the rest. */
  denyBot(channel: Channel, names: readonly PermissionName[]): void {
    const { application, gateway, world } = this.#core;
    channel.overwrites.splice(0, channel.overwrites.length, {
      id: application.id,
      allow: 0n,
      deny: bitsOf(names),
    });
    gateway.dispatch('CHANNEL_UPDATE', (session) =>
      session.has(INTENTS.guilds) ? channelPayload(world, channel) : null,
    );
  }

  /** Somebody removes a channel of a guild. */
  removeChannel(channel: Channel): void {
    const { gateway, world } = this.#core;
    const payload = channelPayload(world, channel);
    world.channels.delete(channel.id);
    gateway.dispatch('CHANNEL_DELETE', (session) => (session.has(INTENTS.guilds) ? payload : null));
  }

  /** The owner of a guild lets everybody use a command there that is for some by default. */
  openCommand(name: string, guild: Guild = this.guild): void {
    this.#core.application.opened.add(`${guild.id} ${name}`);
  }

  /** The privileged intents that the portal has switched on from now on. */
  allowIntents(bits: number): void {
    this.#core.application.privilegedIntents = bits;
  }

  /** Somebody removes a message. */
  remove(message: { readonly id: Id }): void {
    remove(this.#core, this.#core.world.message(message.id));
  }

  /** All that the bot has said in a channel, oldest first; not what is private. */
  botMessages(channel: Place): SeenMessage[] {
    return this.messagesIn(channel).filter(({ authorId }) => authorId === this.applicationId);
  }

  messagesIn(place: Place): SeenMessage[] {
    const channel = this.#core.world.channel(typeof place === 'string' ? place : place.id);
    return this.#core.world.messagesIn(channel).map((message) => seen(this.#core, message));
  }

  /** Threads, oldest first. */
  threads(): Channel[] {
    return [...this.#core.world.channels.values()].filter(({ kind }) => kind === 'thread');
  }

  /** Names of the commands that are registered in a guild, or for all (`global`). */
  commands(place: Id | 'global' = 'global'): string[] {
    return (this.#core.application.commands.get(place) ?? []).map(({ form }) => form.name);
  }

  /** Resolves once a bot is connected and, by default, has registered its commands. */
  async ready(options: { commands?: boolean } = {}): Promise<void> {
    const { application, changes } = this.#core;
    const there = (): true | undefined =>
      this.gateway.connected && (options.commands === false || application.commands.size > 0)
        ? true
        : undefined;
    await changes.until(
      there,
      this.#waiting.patienceMilliseconds,
      () => 'No bot came, or it registered no commands.',
    );
  }

  /** Resolves once `holds`; looked at whenever something changed. */
  async until(holds: () => boolean): Promise<void> {
    const read = (): true | undefined => (holds() ? true : undefined);
    await this.#core.changes.until(read, this.#waiting.patienceMilliseconds, () => 'It never came to be.');
  }

  /** Delivers an event of the gateway a second time; the last one that a user caused by default. */
  duplicate(event: GatewayEvent | undefined = this.lastEvent()): void {
    if (event === undefined) throw new Error('There is no event to deliver again.');
    this.gateway.dispatch(event.type, event.data, event.causedBy);
  }

  /** The last event that somebody else than the bot caused: of these types, or any question and any interaction. */
  lastEvent(...types: readonly string[]): GatewayEvent | undefined {
    const wanted = types.length === 0 ? ['MESSAGE_CREATE', 'INTERACTION_CREATE'] : types;
    return this.gateway.events.findLast(
      ({ type, causedBy }) => wanted.includes(type) && causedBy !== null && causedBy !== this.applicationId,
    );
  }

  /** Milliseconds on the clock between one edit of a message and the next. */
  editGaps(messageId: Id): number[] {
    const edits = (this.#core.world.messages.get(messageId)?.versions ?? []).slice(1).map(({ at }) => at);
    return edits.slice(1).map((at, n) => at - (edits[n] ?? at));
  }

  /** How many edits of a message were under way at once at most; tells something only with a latency. */
  mostEditsAtOnce(messageId: Id): number {
    return mostAtOnce(
      this.requests.filter((request) => request.method === 'PATCH' && request.messageId === messageId),
    );
  }
}

/** How many of these requests were under way at the same time. */
function mostAtOnce(requests: readonly RequestRecord[]): number {
  const overlapping = (one: RequestRecord): number =>
    requests.filter(({ at, endedAt }) => at <= one.at && (endedAt ?? Infinity) > one.at).length;
  return Math.max(0, ...requests.map(overlapping));
}

function first<T>(values: Iterable<T>): T {
  for (const value of values) return value;
  throw new Error('There is none.');
}
