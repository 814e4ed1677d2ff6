import type { MessageBody } from './render/message-body.ts';

/** A short message in the bot's own words. Whatever others wrote must have been escaped. */
export function noteBody(markdown: string): MessageBody {
  return { content: markdown, embeds: [], components: [], files: [] };
}
