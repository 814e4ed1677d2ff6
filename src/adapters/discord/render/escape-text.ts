import { cleanText } from './clean-text.ts';

/**
 * Whatever Discord's clients or servers read as more than text, wherever it stands. Every part looks at a bounded number of
 * characters, so that the time is linear in the text.
 */
const ACTIVE = new RegExp(
  [
    // Emphasis, code, strikethrough and spoilers, and the backslash itself.
    '[\\\\`*_]|~(?=~)|(?<=~)~|\\|(?=\\|)|(?<=\\|)\\|',
    // Mentions, commands, emoji, timestamps, places of a server, links in angle brackets: with their second sign,
    // so that neither half of the pair is left for a reader that knows no backslash.
    '<(?=\\S|$)|(?<=<)[@#/:]|(?<=<[a-z]{1,10}):',
    // Masked links; links; names of emoji between colons; invitations without a scheme.
    '(?<=\\])\\(|:(?=\\/\\/)|:(?=[\\w+-]{1,64}:)|(?<=discord[a-z]{0,10})\\.(?=[a-z])',
  ].join('|'),
  'giu',
);

/** The servers look for these words in the raw text, where a backslash would not part them. */
const EVERYBODY = /@(?=everyone|here)/giu;
export const ZERO_WIDTH_SPACE = '\u200b';

const LINE_START = /^(?:#{1,6}(?=\s|$)|-(?=[\s#]|$)|\+(?=\s|$)|>)/u;
const NUMBERED = /^(\d+)\.(?=\s|$)/u;

/**
 * Text of a model, a paper, a user or an error as Discord shows it letter for letter: no markup, mention, link, invitation,
 * emoji or preview forms from it, and no line of it begins a heading, list, quote or small print. Lines stay lines (blank ones
 * at most one at a time); what must stay on one line goes through `cleanLine` first.
 */
export function escapeText(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => guardLineStart(escapeInline(line.trim())))
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

function escapeInline(line: string): string {
  return line.replace(ACTIVE, '\\$&').replace(EVERYBODY, `@${ZERO_WIDTH_SPACE}`);
}

/** Escaped text that has come to stand at the beginning of a line, such as the rest of a text that was cut. */
export function guardLineStart(escaped: string): string {
  if (LINE_START.test(escaped)) return `\\${escaped}`;
  return escaped.replace(NUMBERED, '$1\\.');
}
