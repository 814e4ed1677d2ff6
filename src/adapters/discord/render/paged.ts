import { layOut } from './lay-out.ts';
import type { MessageBody } from './message-body.ts';
import { type Block, rowsMarkdown } from './rows.ts';

export const LONGEST_CONTENT = 2000;

/** A message of text alone. */
export function textBody(content: string): MessageBody {
  return { content, embeds: [], components: [], files: [] };
}

/** Blocks as messages, as many as they need. */
export function pagedBodies(blocks: readonly Block[]): readonly MessageBody[] {
  return layOut(blocks, { roomOn: () => LONGEST_CONTENT, most: Number.POSITIVE_INFINITY }).map((rows) =>
    textBody(rowsMarkdown(rows)),
  );
}
