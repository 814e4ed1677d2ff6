/** What somebody else wrote as words of a question: without mentions, white space folded. */
export function othersWords(content: string): string {
  return content
    .replace(/<@[!&]?\d+>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Another's words as a question. Nobody can shorten what another wrote, so that it is cut, and that is told. */
export function askedAsWritten(
  words: string,
  longest: number,
): { readonly text: string; readonly notice?: string } {
  if (words.length <= longest) return { text: words };
  const text = cutAtWord(words, longest);
  return {
    text,
    notice: `The message is long: its first ${text.length.toLocaleString('en')} characters were asked.`,
  };
}

/** At most so many characters, ending with a whole word where that leaves anything, and never in half a character. */
export function cutAtWord(words: string, longest: number): string {
  const cut = words.slice(0, longest).replace(/[\uD800-\uDBFF]$/u, '');
  return cut.replace(/\s+\S*$/u, '') || cut;
}
