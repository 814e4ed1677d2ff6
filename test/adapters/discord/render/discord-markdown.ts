/** What Discord would make of a message that is more than its letters. */
export interface Live {
  readonly kind:
    | 'bold'
    | 'quote'
    | 'subtext'
    | 'list'
    | 'fence'
    | 'link'
    /** None of these is ever written for what others said. */
    | 'heading'
    | 'open fence'
    | 'sign'
    | 'mention'
    | 'contact'
    | 'url'
    | 'masked link'
    | 'emoji'
    | 'invite';
  /** What a reader sees of it; of a link its address. */
  readonly text: string;
}

export interface Seen {
  /** The letters that a reader sees. */
  readonly text: string;
  readonly live: readonly Live[];
}

/**
 * Reads a message as Discord's clients do, but more suspiciously: emphasis that would not quite close, a mention that names nobody,
 * a heading of six signs all count. What counts for the servers, which read the raw text, counts here too.
 */
export function readMarkdown(source: string): Seen {
  const { text, live } = read(source, true);
  const raw = [
    ...source.matchAll(/discord[a-z]*\.[a-z]+|@(?:everyone|here)|<(?:[@#/:]|(?:a|t|id|sound):)/giu),
  ].map(([found]): Live => ({ kind: /^discord/iu.test(found) ? 'invite' : 'mention', text: found }));
  return { text, live: [...live, ...raw] };
}

const LINE_RULES: readonly (readonly [Live['kind'], RegExp])[] = [
  ['heading', /^ *#{1,6}(?:[ \t]+|$)/u],
  ['subtext', /^ *-#(?:[ \t]+|$)/u],
  ['quote', /^ *>(?:>>)?(?:[ \t]+|$)/u],
  ['list', /^ *(?:[*+-]|\d+\.)(?:[ \t]+|$)/u],
];

const RULES: readonly (readonly [Live['kind'], RegExp])[] = [
  ['link', /^<([^: >\n]+:\/[^ >\n]+)>/u],
  ['contact', /^<(?:mailto:|tel:|sms:|\+|[^\s<>@]+@)[^\s<>]*>/u],
  ['mention', /^(?:<(?:@[!&]?|#|\/|id:|t:|a?:|sound:)[^>\n]*>|@(?:everyone|here))/iu],
  ['url', /^[a-z]{2,10}:\/\/[^\s]*/iu],
  ['masked link', /^\]\(/u],
  ['emoji', /^:[\w+-]+:/u],
  ['sign', /^(?:[*_`]|~~|\|\|)/u],
];

function read(source: string, atLineStart: boolean): { text: string; live: Live[] } {
  let text = '';
  const live: Live[] = [];
  let at = 0;
  let lineStart = atLineStart;
  scan: while (at < source.length) {
    const rest = source.slice(at);
    if (lineStart) {
      const line = /^[^\n]*/u.exec(rest)?.[0] ?? '';
      for (const [kind, rule] of LINE_RULES) {
        const sign = rule.exec(line)?.[0];
        if (sign === undefined) continue;
        const inner = read(line.slice(sign.length), true);
        live.push({ kind, text: inner.text }, ...inner.live);
        text += inner.text;
        at += line.length;
        lineStart = false;
        continue scan;
      }
    }
    lineStart = source[at] === '\n' || (lineStart && source[at] === ' ');
    if (rest.startsWith('```')) {
      const [block, , inner = ''] = /^```(?:([a-z0-9_+\-.#]+)\n)?([\s\S]*?)```/iu.exec(rest) ?? [];
      live.push({ kind: block === undefined ? 'open fence' : 'fence', text: inner.replace(/^\n|\n$/gu, '') });
      text += inner;
      at += block?.length ?? 3;
      continue;
    }
    const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest);
    if (escaped !== null) {
      text += escaped[1];
      at += escaped[0].length;
      continue;
    }
    const bold = /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/u.exec(rest);
    if (bold !== null) {
      const inner = read(bold[1] ?? '', false);
      live.push({ kind: 'bold', text: inner.text }, ...inner.live);
      text += inner.text;
      at += bold[0].length;
      continue;
    }
    // What stands inside a word is no address: `xhttps:` would be none either, but suspicion is cheap.
    for (const [kind, rule] of RULES) {
      const found = rule.exec(rest);
      if (found === null) continue;
      live.push({ kind, text: found[1] ?? found[0] });
      text += found[1] ?? found[0];
      at += found[0].length;
      continue scan;
    }
    text += source[at];
    at++;
  }
  return { text, live };
}
