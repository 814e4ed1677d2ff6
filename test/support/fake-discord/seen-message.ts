import type { Core } from './core.ts';
import type { Embed } from './embed-schema.ts';
import type { Id } from './snowflakes.ts';
import type { Message, Version } from './world.ts';

export interface SeenButton {
  readonly label: string;
  readonly customId: string | null;
  readonly url: string | null;
  readonly disabled: boolean;
  /** 1 blue, 2 grey, 3 green, 4 red, 5 a link. */
  readonly style: number;
}

/** A message as people see it now. */
export interface SeenMessage {
  readonly id: Id;
  readonly channelId: Id;
  readonly authorId: Id;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly buttons: readonly SeenButton[];
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** All that can be read: content, then embeds, line by line. */
  readonly text: string;
  /** Only its asker sees it. */
  readonly ephemeral: boolean;
  /** "… is thinking". */
  readonly thinking: boolean;
  readonly replyTo: Id | null;
  /** The thread that was opened from it. */
  readonly threadId: Id | null;
  /** Links in it make no preview. */
  readonly suppressesEmbeds: boolean;
  readonly reactions: readonly string[];
  /** What it has said, oldest first; the last is what it says now. */
  readonly versions: readonly Version[];
}

export function seen(core: Core, message: Message): SeenMessage {
  return {
    id: message.id,
    channelId: message.channelId,
    authorId: message.authorId,
    content: message.content,
    embeds: message.embeds,
    buttons: message.components.flatMap((row) =>
      row.components.flatMap((part) =>
        part.type === 2
          ? {
              label: part.label ?? part.emoji?.name ?? '',
              customId: part.custom_id ?? null,
              url: part.url ?? null,
              disabled: part.disabled ?? false,
              style: part.style,
            }
          : [],
      ),
    ),
    files: message.attachments.map(({ file }) => ({
      name: file.name,
      text: new TextDecoder().decode(file.bytes),
    })),
    text: [message.content, ...message.embeds.map(textOf)].filter((text) => text !== '').join('\n'),
    ephemeral: (message.flags & 64) !== 0,
    thinking: (message.flags & 128) !== 0,
    replyTo: message.reference,
    threadId: core.world.threadOf(message.id)?.id ?? null,
    suppressesEmbeds: (message.flags & 4) !== 0,
    reactions: message.reactions.map(({ emoji }) => emoji),
    versions: message.versions,
  };
}

function textOf(embed: Embed): string {
  const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [embed.author?.name, embed.title, embed.description, ...fields, embed.footer?.text]
    .filter((text) => text !== undefined)
    .join('\n');
}
