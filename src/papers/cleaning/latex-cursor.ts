/** How much of what was already written a decision may look at. */
export const LOOK_BEHIND = 300;

/** A place in a LaTeX text that is being read. */
export interface Cursor {
  readonly text: string;
  /** For every opening brace the index of its closing one, -1 where there is none; 0 elsewhere. */
  readonly closings: Int32Array | null;
  at: number;
  depth: number;
  /** How many `` are open. */
  quotes: number;
}

export function cursorOver(text: string, depth: number): Cursor {
  return { text, closings: text.includes('{') ? matchBraces(text) : null, at: 0, depth, quotes: 0 };
}

/** One pass, so that a text of nothing but braces costs no more than another. */
function matchBraces(text: string): Int32Array {
  const closings = new Int32Array(text.length);
  const open: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === '\\') i += 1;
    else if (character === '{') {
      closings[i] = -1;
      open.push(i);
    } else if (character === '}') {
      const start = open.pop();
      if (start !== undefined) closings[start] = i;
    }
  }
  return closings;
}

/** Whether an opening brace stands at the cursor that is closed further on. */
export function atClosedBrace(cursor: Cursor): boolean {
  return cursor.text[cursor.at] === '{' && (cursor.closings?.[cursor.at] ?? -1) > 0;
}

/** The braced argument at the cursor as it stands, unconverted; empty, and nothing consumed, when there is none. */
export function rawArgument(cursor: Cursor): string {
  const spaces = /^\s*/.exec(upcoming(cursor, 20))?.[0].length ?? 0;
  const start = cursor.at + spaces;
  const end = cursor.text[start] === '{' ? (cursor.closings?.[start] ?? -1) : -1;
  if (end <= 0) return '';
  cursor.at = end + 1;
  return cursor.text.slice(start + 1, end);
}

export function skipSpaces(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

/** Skips an optional argument, `[…]`. */
export function skipOptional(cursor: Cursor): void {
  cursor.at += /^\s*\[[^\][]{0,80}\]/.exec(upcoming(cursor, 90))?.[0].length ?? 0;
}

/** Skips `{}`, which ends a macro's name. */
export function skipEmptyGroup(cursor: Cursor): void {
  if (cursor.text.startsWith('{}', cursor.at)) cursor.at += 2;
}

/** The next characters, without moving. */
export function upcoming(cursor: Cursor, length: number): string {
  return cursor.text.slice(cursor.at, cursor.at + length);
}
