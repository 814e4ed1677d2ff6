import type { APIActionRowComponent, APIButtonComponent, APIEmbed } from 'discord.js';

/** A message as it goes to Discord, within every limit of size; mentions are never parsed. */
export interface MessageBody {
  /** At most 2,000 characters; may be empty when there are embeds. */
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIActionRowComponent<APIButtonComponent>[];
  /** Attached as text files. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Said in place of `content` where the bot may attach no files; that as well when absent. */
  readonly unattached?: string;
}
