import type { ReplyItem } from './reply-item.ts';

/** Reads a reply in plain text, line by line: `QUOTE [2]: "…"` lines, each group followed by its `CLAIM: …`, and `OUTCOME: …`. */
export interface PlainReader {
  line(text: string, items: ReplyItem[]): void;
  /** The text is over: a claim that was being read is complete. */
  end(items: ReplyItem[]): void;
}

interface Quote {
  readonly source: number;
  readonly quote: string;
}

/** What is being read; lines that follow it without a label or a blank line between belong to it. */
interface Passage {
  /** Null: it is a claim. */
  readonly source: number | null;
  text: string;
}

/** Characters of a line, a quote or a claim: an abstract has some two thousand. */
export const MAX_LINE_LENGTH = 8192;

/** Quotes that are kept for one claim. */
const MAX_QUOTES = 32;

/** A line that begins something else: a list entry, a heading, a rule, a fence. */
const BULLET = /^\s*(?:[•–—*-]\s|#{1,6}\s|\d{1,3}[.)]\s|`{3}|[-*_]{3,}\s*$)/u;
const ORNAMENT = /^[\s>#•–—*_`-]*(?:\d{1,3}[.)]\s+)?[\s*_`]*/u;
const QUOTE = /^(quote|source)\b[^\d:"“]{0,24}(\d{1,4})(?!\d)[^\d:"“]{0,24}:[*_\s]*(.*)$/isu;
const CLAIM = /^claim\b[\s\d.()#[\]]{0,8}:[*_\s]*(.*)$/isu;
const OUTCOME = /^outcome\b[*_\s]*:[*_\s"'`“]*([a-z][a-z -]*)/iu;
const QUOTED = /^["“„«'‘](.*)["”“»'’]/su;

/** Whether a line, or what has arrived of it, begins with one of the labels, whatever ornament is before it. */
export function isLabelled(line: string): boolean {
  return /^(?:quote|claim|source|outcome)\b/iu.test(line.replace(ORNAMENT, ''));
}

function unquoted(text: string): string {
  return (QUOTED.exec(text)?.[1] ?? text).trim();
}

export function createPlainReader(): PlainReader {
  let quotes: Quote[] = [];
  let passage: Passage | null = null;

  function close(items: ReplyItem[]): void {
    const closed = passage;
    passage = null;
    const text = closed?.text.replace(/\*\*$/u, '').trim() ?? '';
    if (closed === null || text === '') return;
    if (closed.text.length > MAX_LINE_LENGTH) {
      items.push({ type: 'skipped', key: 'claims', why: 'too-long' });
    } else if (closed.source === null) {
      items.push({ type: 'element', key: 'claims', value: { quotes, claim: text.toWellFormed() } });
      quotes = [];
    } else if (quotes.length < MAX_QUOTES) {
      quotes.push({ source: closed.source, quote: unquoted(text).toWellFormed() });
    }
  }

  function line(text: string, items: ReplyItem[]): void {
    const content = text.replace(ORNAMENT, '').trimEnd();
    // A line that is too long makes what it belongs to too long, whatever is ornament of it.
    const whole = (part: string) => (text.length > MAX_LINE_LENGTH ? text : part);
    const [, label, source, quote] = QUOTE.exec(content) ?? [];
    const claim = CLAIM.exec(content)?.[1];
    const outcome = OUTCOME.exec(content)?.[1];
    if (quote !== undefined && (label?.toLowerCase() === 'quote' || QUOTED.test(quote))) {
      close(items);
      passage = { source: Number(source), text: whole(quote) };
    } else if (claim !== undefined) {
      close(items);
      passage = { source: null, text: whole(claim) };
    } else if (outcome !== undefined) {
      close(items);
      items.push({
        type: 'value',
        key: 'outcome',
        value: outcome.trim().toLowerCase().replace(/\s+/gu, '-'),
      });
    } else if (content === '' || BULLET.test(text)) {
      close(items);
    } else if (passage !== null && passage.text.length <= MAX_LINE_LENGTH) {
      passage.text += passage.text === '' ? whole(content) : ` ${whole(content)}`;
    }
  }

  return { line, end: close };
}
