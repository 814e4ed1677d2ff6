// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
const TERMINAL_SEQUENCES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085\u000b\u000c]/gu;

/** Scripts that are not written rightly without joiners between their letters. */
const JOINING =
  '\\p{sc=Arabic}\\p{sc=Syriac}\\p{sc=Mongolian}\\p{sc=Devanagari}\\p{sc=Bengali}\\p{sc=Gurmukhi}\\p{sc=Gujarati}\\p{sc=Oriya}\\p{sc=Tamil}\\p{sc=Telugu}\\p{sc=Kannada}\\p{sc=Malayalam}\\p{sc=Sinhala}';

/** Joiners between such letters or between the parts of one emoji, and what chooses an emoji's picture: seen, if not by themselves. */
const USEFUL = [
  `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`,
  '(?<=\\p{Extended_Pictographic}\\ufe0f?|\\p{Emoji_Modifier})\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]',
].join('|');

/** Control characters but for line feeds, what turns the direction of writing, and everything that is there without being seen. */
const UNSEEN = new RegExp(
  `(?!${USEFUL})(?:[^\\P{Cc}\\n]|[\\ufff9-\\ufffb]|\\p{Default_Ignorable_Code_Point})`,
  'gu',
);

/**
 * The text without characters that act or hide: controls, bidi controls, zero-width ones, escape sequences of terminals. Tabs
 * become spaces, all line ends `\n`, lone surrogates U+FFFD. Applying it twice changes nothing more.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL_SEQUENCES, '')
    .replace(LINE_ENDS, '\n')
    .replace(/\t/gu, ' ')
    .replace(UNSEEN, '');
}

/** The same on one line: titles, names and quotes must not look like lines of the program's own. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}
