/**
 * LaTeX that lost its backslashes on a web page: `16times` → 16×, `1280times720` → 1280×720, `ZcdotZ` → Z⋅Z. Only what is
 * no English: "times" counts only where it sticks to a number, so that "5 times faster" and "sometimes" stay.
 */
export function mendRemnants(text: string): string {
  return text
    .replace(/(?<=\d)\s?\\?times(?=\d)|(?<=\d)\\?times(?!\p{L})/gu, '×')
    .replace(/(?<![\\a-z])\{?cdot\}?(?![a-z])/g, '⋅')
    .replace(
      /(?<![\p{L}\p{N}\\])(?:leq|geq|neq|infty|rightarrow|leftarrow)(?!\p{L})/gu,
      (name) => SIGNS[name] ?? name,
    );
}

const SIGNS: Readonly<Record<string, string>> = {
  leq: '≤',
  geq: '≥',
  neq: '≠',
  infty: '∞',
  rightarrow: '→',
  leftarrow: '←',
};
