import { answersToInteraction, answersToMessage } from './answers.ts';
import type { RegisteredCommand } from './application.ts';
import { requireChannels, requireValues, visibleButton, visibleCommand } from './client-rules.ts';
import { type Arguments, commandArguments, requireAutocomplete } from './command-arguments.ts';
import type { Core } from './core.ts';
import { Exchange, type Waiting } from './exchange.ts';
import { interactionPayload, resolvedPayload } from './interaction-payload.ts';
import type { Choice, Interaction } from './interactions.ts';
import { messagePayload } from './message-payload.ts';
import type { Wire } from './payloads.ts';
import { may } from './permissions.ts';
import { post } from './posting.ts';
import type { Id } from './snowflakes.ts';
import type { Channel, User } from './world.ts';

/** Where something is done: a channel, or its id. Left out: the first channel of the first guild. */
export type Place = Id | { readonly id: Id };

/** Somebody who uses the bot, with what Discord's client lets them do and nothing beyond. */
export class ActingUser {
  readonly id: Id;
  readonly name: string;
  readonly #core: Core;
  readonly #waiting: Waiting;

  constructor(core: Core, waiting: Waiting, user: User) {
    this.#core = core;
    this.#waiting = waiting;
    this.id = user.id;
    this.name = user.name;
  }

  /** Takes no direct messages from here on. */
  closeDirectMessages(): void {
    this.#core.world.user(this.id).closed = true;
  }

  /** `name` may go on with subcommands: `reading-list add`. @throws an Error for what the client would not send. */
  slash(name: string, given: Arguments = {}, where: { channel?: Place } = {}): Exchange {
    const channel = this.#channel(where.channel);
    const [root = '', ...path] = name.split(' ');
    const command = visibleCommand(this.#core, this, root, 1, channel);
    const options = commandArguments(optionsOf(command), path, given);
    requireChannels(this.#core, this, channel, optionsOf(command), options);
    const data = {
      ...commandData(command),
      ...withOptions(options),
      ...resolvedPayload(this.#core, channel, options),
    };
    return this.#act({ kind: 'command', channel, command, data });
  }

  /** What is offered while `typed` stands in the option. */
  async autocomplete(
    name: string,
    option: string,
    typed: string,
    where: { channel?: Place; others?: Arguments } = {},
  ): Promise<readonly Choice[]> {
    const channel = this.#channel(where.channel);
    const [root = '', ...path] = name.split(' ');
    const command = visibleCommand(this.#core, this, root, 1, channel);
    requireAutocomplete(optionsOf(command), path, option);
    const options = commandArguments(optionsOf(command), path, { ...where.others, [option]: typed }, option);
    const data = { ...commandData(command), ...withOptions(options) };
    const exchange = this.#act({ kind: 'autocomplete', channel, command, data });
    await exchange.acknowledged();
    return exchange.interaction?.choices ?? [];
  }

  /** A command of the menu of a message. */
  contextMenu(name: string, message: { readonly id: Id }): Exchange {
    const target = this.#core.world.message(message.id);
    const channel = this.#channel(target.channelId);
    const command = visibleCommand(this.#core, this, name, 3, channel);
    const data = {
      ...commandData(command),
      target_id: target.id,
      resolved: { messages: { [target.id]: messagePayload(this.#core, target, true) } },
    };
    return this.#act({ kind: 'command', channel, command, data });
  }

  /** @throws an Error where this user sees no such button now, or it is disabled. */
  click(message: { readonly id: Id }, customId: string): Exchange {
    const target = this.#core.world.message(message.id);
    const channel = this.#channel(target.channelId);
    const button = visibleButton(this.#core, this, target, customId);
    const data = { component_type: button.type, custom_id: customId, id: 1 };
    const extra = { message: messagePayload(this.#core, target, true) };
    return this.#act({ kind: 'component', channel, sourceMessageId: target.id, data, extra });
  }

  /** Fills in the modal that `from` was answered with. @throws an Error for inputs that are not there or do not fit. */
  async submitModal(from: Exchange, values: Readonly<Record<string, string>>): Promise<Exchange> {
    const modal = await from.modal();
    requireValues(modal, values);
    const asked = from.interaction;
    const source = asked?.sourceMessageId ?? null;
    const input = (part: { custom_id: string }): Wire => ({
      type: 4,
      id: 2,
      custom_id: part.custom_id,
      value: values[part.custom_id] ?? '',
    });
    const data = {
      custom_id: modal.customId,
      components: modal.form.components.map((part) =>
        part.type === 1
          ? { type: 1, id: 1, components: part.components.map(input) }
          : { type: 18, id: 1, component: input(part.component) },
      ),
    };
    const extra =
      source === null ? {} : { message: messagePayload(this.#core, this.#core.world.message(source), true) };
    const channel = this.#channel(asked?.channelId);
    return this.#act({ kind: 'modal', channel, sourceMessageId: source, data, extra });
  }

  /** Writes into a channel or a thread. A reply pings whom it answers unless `ping` is false. */
  say(
    channel: Place,
    text: string,
    options: { replyTo?: { readonly id: Id }; mentionBot?: boolean; ping?: boolean } = {},
  ): Exchange {
    const { world, application } = this.#core;
    const place = this.#channel(channel);
    const needed = place.kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages';
    if (!may(world, place, this.id, needed)) throw new Error(`${this.name} may not write in ${place.name}.`);
    if (text.length > 2000) throw new Error(`A message has at most 2000 characters, not ${text.length}.`);
    const replied = options.replyTo === undefined ? null : world.message(options.replyTo.id);
    const content = options.mentionBot === true ? `<@${application.id}> ${text}` : text;
    const named = [...content.matchAll(/<@!?(\d+)>/gu)].flatMap(([, id]) =>
      id !== undefined && world.users.has(id) ? [id] : [],
    );
    const pinged =
      replied !== null && options.ping !== false && replied.authorId !== this.id ? [replied.authorId] : [];
    place.archived = false;
    const message = post(this.#core, {
      channelId: place.id,
      authorId: this.id,
      content,
      mentions: [...new Set([...named, ...pinged])],
      reference: replied?.id ?? null,
    });
    return new Exchange(this.#core, this.#waiting, {
      id: message.id,
      interaction: null,
      answers: () => answersToMessage(this.#core, message),
    });
  }

  /** Writes to the bot itself. */
  dm(text: string, options: { replyTo?: { readonly id: Id } } = {}): Exchange {
    return this.say(this.directChannel(), text, options);
  }

  /** The channel between this user and the bot. */
  directChannel(): Channel {
    return this.#core.founder.directChannel(this.id);
  }

  #channel(place: Place | undefined): Channel {
    const { world } = this.#core;
    const id = typeof place === 'string' ? place : place?.id;
    const channel =
      id === undefined ? [...world.channels.values()].find(({ kind }) => kind === 'text') : world.channel(id);
    if (channel === undefined) throw new Error('There is no channel.');
    if (
      channel.kind === 'direct' ? channel.ownerId !== this.id : !may(world, channel, this.id, 'ViewChannel')
    ) {
      throw new Error(`${this.name} does not see the channel ${channel.name}.`);
    }
    return channel;
  }

  #act(given: {
    kind: Interaction['kind'];
    channel: Channel;
    data: Wire;
    command?: RegisteredCommand;
    sourceMessageId?: Id | null;
    extra?: Wire;
  }): Exchange {
    const core = this.#core;
    if (!core.gateway.listened) throw new Error('The application did not respond: no bot is connected.');
    const form = given.command?.form;
    const interaction = core.interactions.open({
      id: core.nextId(),
      kind: given.kind,
      userId: this.id,
      guildId: given.channel.guildId,
      channelId: given.channel.id,
      command: form === undefined ? null : { name: form.name, type: form.type },
      sourceMessageId: given.sourceMessageId ?? null,
    });
    core.gateway.dispatch(
      'INTERACTION_CREATE',
      () => interactionPayload(core, interaction, given.data, given.extra),
      this.id,
    );
    return new Exchange(core, this.#waiting, {
      id: interaction.id,
      interaction,
      answers: () => answersToInteraction(core, interaction),
    });
  }
}

function optionsOf(command: RegisteredCommand) {
  return command.form.type === 1 ? (command.form.options ?? []) : [];
}

function commandData({ id, guildId, form }: RegisteredCommand): Wire {
  return { id, name: form.name, type: form.type, ...(guildId === null ? {} : { guild_id: guildId }) };
}

function withOptions(options: readonly Wire[]): Wire {
  return options.length === 0 ? {} : { options };
}
