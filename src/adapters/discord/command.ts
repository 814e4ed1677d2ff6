import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Bot } from './bot.ts';
import type { Interaction } from './occasion.ts';
import type { Place } from './place.ts';
import type { Suggestion } from './suggest-papers.ts';

/** A command: how Discord shows it, and what it does. Each has a file of its own in commands/. */
export interface Command {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** What `/help` says of it behind its name; null: it is not listed there. */
  readonly help: string | null;
  /** It can be used in channels, too, that managers have the bot not answer in. */
  readonly anywhere?: boolean;
  /** Does what is asked for, failures included. Never rejects. */
  run(bot: Bot, interaction: Interaction, given: GivenOptions): Promise<void>;
  /** What is offered while somebody types into an option with `autocomplete`. */
  suggest?(bot: Bot, typing: Typing): Promise<readonly Suggestion[]>;
}

/** What a command was given, under the names of its definition. */
export interface GivenOptions {
  /** With its group in front, where it has one: `channels allow`. Null for a command without. */
  subcommand(): string | null;
  /** White space folded; empty when left out. */
  words(name: string): string;
  flag(name: string): boolean | null;
  integer(name: string): number | null;
  /** The id of a channel. */
  channel(name: string): string | null;
  /** Of a command in a message's menu. */
  message(): { readonly id: string; readonly content: string } | null;
}

export interface Typing {
  readonly subcommand: string | null;
  /** The option's name. */
  readonly option: string;
  /** As far as it has been typed. */
  readonly typed: string;
  readonly place: Place;
  readonly user: string;
}

/** In servers and in direct messages, for whoever the bot was invited by. */
export const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** An option that takes words. */
export const wordsOption = (name: string, description: string, required = true) =>
  ({ type: ApplicationCommandOptionType.String, name, description, required }) as const;
