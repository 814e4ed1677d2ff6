import { createReplyReader, type ReplyItem } from '../../src/chat/read-reply.ts';

/** All that is read of a text that arrives in pieces of this length. */
export function readWhole(text: string, size = text.length, finish: 'complete' | 'length' = 'complete') {
  return readPieces(cut(text, size), finish);
}

export function readPieces(
  pieces: readonly string[],
  finish: 'complete' | 'length' = 'complete',
): ReplyItem[] {
  const reader = createReplyReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end(finish)];
}

/** In words that a test compares: `claims + {…}`, `outcome = "answered"`, `claims closed`, `claims skipped: cut`. */
export function told(items: readonly ReplyItem[]): string[] {
  return items.map((item) => {
    switch (item.type) {
      case 'element':
        return `${item.key} + ${JSON.stringify(item.value)}`;
      case 'value':
        return `${item.key} = ${JSON.stringify(item.value)}`;
      case 'closed':
        return `${item.key} closed`;
      case 'skipped':
        return `${item.key} skipped: ${item.why}`;
      default:
        return item satisfies never;
    }
  });
}

function cut(text: string, size: number): string[] {
  const step = Math.max(size, 1);
  return Array.from({ length: Math.ceil(text.length / step) }, (_, index) =>
    text.slice(index * step, (index + 1) * step),
  );
}
