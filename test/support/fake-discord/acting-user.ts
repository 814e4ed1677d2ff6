import { PermissionFlagsBits } from 'discord.js';
import type { RegisteredCommand } from './application.ts';
import { type Arguments, commandArguments, requireAutocomplete } from './command-arguments.ts';
import type { Core } from './core.ts';
import {
  answersToInteraction,
  answersToMessage,
  Exchange,
  type SeenModal,
  type Waiting,
} from './exchange.ts';
import { interactionPayload, resolvedPayload } from './interaction-payload.ts';
import type { Choice, Interaction } from './interactions.ts';
import { messagePayload } from './message-payload.ts';
import type { Wire } from './payloads.ts';
import { may, permissionsIn } from './permissions.ts';
import { post } from './posting.ts';
import type { Id } from './snowflakes.ts';
import type { Channel, User } from './world.ts';

const EPHEMERAL = 64;

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
    const command = this.#command(root, 1, channel);
    const options = commandArguments(optionsOf(command), path, given);
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
    const command = this.#command(root, 1, channel);
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
    const command = this.#command(name, 3, channel);
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
    const owner = this.#core.interactions.get(target.interactionId ?? '')?.userId;
    if ((target.flags & EPHEMERAL) !== 0 && owner !== this.id)
      throw new Error(`${this.name} does not see this message.`);
    const parts = target.components.flatMap((row) => row.components);
    const button = parts.find((part) => part.custom_id === customId);
    if (button === undefined) {
      const there = parts.map((part) => part.custom_id).join(', ');
      throw new Error(`The message has no button "${customId}"; it has: ${there}.`);
    }
    if (button.disabled === true) throw new Error(`The button "${customId}" is disabled.`);
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
    return this.say(this.#core.founder.directChannel(this.id), text, options);
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

  #command(name: string, type: 1 | 3, channel: Channel): RegisteredCommand {
    const visible = this.#core.application.visible(channel.guildId).filter(({ form }) => {
      const context = channel.guildId === null ? 1 : 0;
      return form.type === type && (form.contexts ?? [0, 1, 2]).includes(context as 0 | 1);
    });
    const command = visible.find(({ form }) => form.name === name);
    if (command === undefined) {
      throw new Error(
        `There is no command "${name}" here; there are: ${visible.map(({ form }) => form.name).join(', ')}.`,
      );
    }
    const needed =
      BigInt(command.form.default_member_permissions ?? 0) | PermissionFlagsBits.UseApplicationCommands;
    if (channel.guildId !== null && (permissionsIn(this.#core.world, channel, this.id) & needed) !== needed) {
      throw new Error(`${this.name} may not use "${name}".`);
    }
    return command;
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

function requireValues(modal: SeenModal, values: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(values)) {
    if (!modal.inputs.some(({ customId }) => customId === name))
      throw new Error(`The modal has no input "${name}".`);
  }
  const missing = modal.inputs.find(({ customId, required }) => required && (values[customId] ?? '') === '');
  if (missing !== undefined) throw new Error(`The input "${missing.customId}" is required.`);
}
