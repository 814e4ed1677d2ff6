import { cleanText } from '../papers/cleaning.ts';

/** No single statement is this long, however it is dressed up; what is longer is not read further. */
export const MOST_RAW_CHARACTERS = 4000;
/** Markup inside markup takes a round each; what still changes after these loses the characters that markup is made of. */
const MOST_ROUNDS = 5;

/** Whole escape sequences: CSI, the strings that end in BEL or ST, and two-character ones. */
const ESCAPE_SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found.
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085\u000b\u000c]/gu;

/** What is lost when a text was decoded wrongly, private characters, and piles of combining marks. */
const NO_CHARACTERS = /[\ufffd\p{Co}\p{Cn}]|(?<=\p{M}{2})\p{M}+/gu;

/** At the beginnings of lines: quotations, headings, bullets, numbers of items; and rules and fences that fill one. */
const LINE_MARKUP = /^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+•][ \t]+|\d{1,2}[.)][ \t]+)+/gmu;
const RULES = /^[ \t]*(?:[-*_=][ \t]*){3,}$/gmu;
const FENCES = /(?:`{3,}|~{3,})[^\n`~]{0,40}(?:\n|$)|`{3,}|~{3,}/gu;

const OPEN = String.raw`[\[［【〔⟦❲〚⁅]`;
const CLOSE = String.raw`[\]］】〕⟧❳〛⁆]`;
const KIND = String.raw`(?:sources?|srcs?\.?|references?|refs?\.?|papers?|passages?|documents?|docs?\.?|abstracts?|citations?|quotes?)`;
const NUMBERS = String.raw`[#№^]?\p{Nd}{1,4}(?:\s?(?:,|;|&|and|-|–|to)\s?#?\p{Nd}{1,4}){0,12}`;
/** "[1]", "[1, 2]", "【3†source】", "[source 2]", "[S1]", "[^4]"; an interval that begins at nought is none. */
const MARKER = new RegExp(
  String.raw`\s?${OPEN}\s*(?!0\s?[,;])(?:${KIND}\s*:?\s*|S)?${NUMBERS}\s*(?:†[^\]】\n]{0,40})?${CLOSE}`,
  'giu',
);
const SPOKEN_MARKER = new RegExp(
  String.raw`\s?\((?:see\s+|cf\.?\s+|from\s+|in\s+)?${KIND}\s*:?\s*(?:${NUMBERS}|(?:[\[［【]\s*\p{Nd}+\s*[\]］】],?\s*){1,8})\)`,
  'giu',
);
const LEADING_MARKER = new RegExp(
  String.raw`^(?:(?:(?:according to|as (?:stated|reported|shown|described) (?:in|by)|in|per|from)\s+)?${KIND}\s*:?\s*${NUMBERS}\s*[:,]\s*)+`,
  'iu',
);

const IMAGE_OR_LINK = /!?\[([^[\]]*)\]\([^()]*\)/gu;
const REFERENCE_LINK = /!?\[([^[\]]*)\]\s?\[[^[\]]*\]/gu;
const REFERENCE_DEFINITION = /^[ \t]*\[[^[\]]{1,80}\]:\s*\S+/gmu;

/** Names of elements that pages are made of. Others ("<answer>", "<think>") are words: they lose their brackets only. */
const ELEMENT =
  /<\/?(?:a|abbr|article|audio|b|big|blockquote|body|br|button|center|code|del|details|div|em|embed|font|form|h[1-6]|head|hr|html|i|iframe|img|input|ins|kbd|li|link|mark|math|meta|object|ol|p|pre|s|script|section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|th|thead|title|tr|tt|u|ul|video)(?:\s[^<>]*)?\/?>/giu;
/** Mentions, commands, timestamps and emoji of a chat: `<@1>`, `<#1>`, `</run:1>`, `<t:1>`, `<:name:1>`. */
const CHAT_REFERENCE = /<(?:@[!&]?|#|\/[\w -]{1,40}:|t:|a?:\w{1,40}:|id:)[^<>\s]{1,60}>/giu;
const COMMENT = /<!--|-->|<!\[CDATA\[|\]\]>/gu;
/** Other angle brackets that something could begin with. "a < b" and "p<0.05" keep theirs. */
const PAIRED_BRACKETS = /<\/?([\p{L}!?@#:&|][^<>]{0,80})>/gu;
const LIVE_BRACKET = /<(?=[\p{L}/!?@#:&|])/gu;

const ADDRESS = /(?<![\p{L}\p{N}])(?:[a-z][a-z\d+.-]{1,20}:)?\/\/(?:www\.)?(?=[\p{L}\p{N}])|\bwww\./giu;
const SCRIPT_ADDRESS = /\b(?:javascript|vbscript|data)\s?:(?=\S)/giu;
const MENTION = /@(?=everyone|here)|(?<![\p{L}\p{N}])@(?=[\p{L}&!])/giu;

const RUNS = /\*{2,}|_{2,}|~{2,}|\|{2,}|`+/gu;
const STARRED = /(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*]{1,300})(?<=[^\s*])\*(?![\p{L}\p{N}*])/gu;
const UNDERSCORED = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,300})(?<=[^\s_])_(?![\p{L}\p{N}_])/gu;
const ESCAPED = /\\(?=[^\p{L}\p{N}\s])/gu;
const MARKUP_CHARACTERS = /[[\]<>`*_~|@\\#]/gu;

/**
 * Inert prose on one line: no markers, markdown, HTML, addresses that can be followed, mentions, control, bidirectional or
 * zero-width characters; LaTeX as characters, white space folded, NFC. An address keeps its host and path, so that what was said is
 * still there to be checked. Making plain what is plain changes nothing. Longer texts than MOST_RAW_CHARACTERS are cut there.
 */
export function plainText(text: string): string {
  let plain = text.slice(0, MOST_RAW_CHARACTERS).toWellFormed();
  for (let round = 0; round < 2 * MOST_ROUNDS; round += 1) {
    // What is still not plain is markup within markup within markup: it loses what markup is made of.
    const given = round < MOST_ROUNDS ? plain : plain.replace(MARKUP_CHARACTERS, ' ');
    const next = plainOnce(given).slice(0, MOST_RAW_CHARACTERS).trimEnd();
    if (next === plain) return next;
    plain = next;
  }
  return plain;
}

function plainOnce(text: string): string {
  const lines = text
    .replace(ESCAPE_SEQUENCES, '')
    .replace(LINE_ENDS, '\n')
    .replace(FENCES, '\n')
    .replace(RULES, '')
    .replace(LINE_MARKUP, '')
    .replace(REFERENCE_DEFINITION, ' ');
  return tidy(
    cleanText(lines.replace(RUNS, '').replace(NO_CHARACTERS, ''))
      .replace(COMMENT, ' ')
      .replace(ELEMENT, ' ')
      .replace(CHAT_REFERENCE, ' ')
      .replace(IMAGE_OR_LINK, '$1')
      .replace(MARKER, '')
      .replace(SPOKEN_MARKER, '')
      .replace(LEADING_MARKER, '')
      .replace(REFERENCE_LINK, '$1')
      .replace(/\](?=\s?[([:])/gu, '')
      .replace(PAIRED_BRACKETS, ' $1 ')
      .replace(LIVE_BRACKET, '< ')
      .replace(SCRIPT_ADDRESS, '')
      .replace(ADDRESS, '')
      .replace(MENTION, '')
      .replace(STARRED, '$1')
      .replace(UNDERSCORED, '$1')
      .replace(ESCAPED, ''),
  );
}

function tidy(text: string): string {
  return text
    .replace(/\((?:see|cf\.?|e\.g\.)?[\s,;]*\)|\[[\s,;]*\]/gu, ' ')
    .replace(/\s+(?=[,;:.!?)](?:\s|$))/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
