export interface TextRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Where the quotes stand in the text, in order; those that touch or overlap are one. A quote that is not there gives none. */
export function quotedRanges(text: string, quotes: readonly string[]): readonly TextRange[] {
  const found = quotes
    .flatMap((quote) => {
      const start = quote === '' ? -1 : text.indexOf(quote);
      return start < 0 ? [] : [{ start, end: start + quote.length }];
    })
    .sort((left, right) => left.start - right.start);
  const merged: TextRange[] = [];
  for (const range of found) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}
