import { type APIAllowedMentions, MessageFlags, type RawFile } from 'discord.js';
import type { MessageBody } from './render/message-body.ts';

/** Nobody is ever called by what the bot says, the one who is answered included. */
export const NO_MENTIONS: APIAllowedMentions = { parse: [], replied_user: false };

/** A message as REST takes it, whether it is made or edited: everything that it shall have, nothing left of what it had. */
export function messageRequest(
  { content, embeds, components, files }: MessageBody,
  given: {
    /** For one person alone. */
    readonly hidden?: boolean;
    /** Of a message that is there: who may see it can no longer be said. */
    readonly change?: boolean;
    readonly more?: Readonly<Record<string, unknown>>;
  } = {},
): { readonly body: Readonly<Record<string, unknown>>; readonly files?: RawFile[] } {
  const { hidden = false, change = false, more = {} } = given;
  // Links of ours are written so that they make no preview; the flag is for those that escaping may have missed.
  const flags =
    (embeds.length === 0 ? MessageFlags.SuppressEmbeds : 0) | (hidden ? MessageFlags.Ephemeral : 0);
  const body = {
    content,
    embeds,
    components,
    ...(hidden && change ? {} : { flags }),
    allowed_mentions: NO_MENTIONS,
    attachments: files.map(({ name }, place) => ({ id: String(place), filename: name })),
    ...more,
  };
  if (files.length === 0) return { body };
  return {
    body,
    files: files.map(({ name, text }) => ({
      name,
      data: Buffer.from(text, 'utf8'),
      contentType: 'text/plain; charset=utf-8',
    })),
  };
}
