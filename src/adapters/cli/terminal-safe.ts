/** Whole escape sequences: CSI, the strings that end in BEL or ST (OSC, DCS, …), and two-character ones. */
const ESCAPE_SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085\u000b\u000c]/gu;

/**
 * Control characters but for line feeds, bidi controls, the deprecated format characters, byte order marks, and the
 * tag characters, in which text can be hidden that no reader sees.
 */
const UNSAFE_CHARACTERS =
  /[^\P{Cc}\n]|\p{Bidi_Control}|[\u206a-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/**
 * The text as it may be written to a terminal: nothing in it moves the cursor, changes colours or the title, sends
 * something back or turns the direction of writing. Tabs become spaces, all line ends `\n`, lone surrogates U+FFFD.
 * Applying it twice changes nothing more.
 */
export function terminalSafe(text: string): string {
  return text
    .toWellFormed()
    .replace(ESCAPE_SEQUENCES, '')
    .replace(LINE_ENDS, '\n')
    .replace(/\t/gu, ' ')
    .replace(UNSAFE_CHARACTERS, '');
}

/** The same on one line: titles, names and quotes must not look like lines of the program's own. */
export function terminalSafeLine(text: string): string {
  return terminalSafe(text).replace(/\s+/gu, ' ').trim();
}
