import { createHash } from 'node:crypto';

/**
 * A line's beginning that no text of the sources has, so that nothing in them can end the data that they are. The same sources have
 * the same one: what is asked again must be asked word for word.
 */
export function fenceFor(texts: readonly string[]): string {
  const all = texts.join('\n');
  for (let n = 0; ; n++) {
    const fence = `=====${createHash('sha256').update(`${n}\n${all}`).digest('hex').slice(0, 8)}=====`;
    if (!all.includes(fence)) return fence;
  }
}

/** Text of papers and readers keeps to its line: one that begins anew would pass for a part of the prompt. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ').trim();
}
