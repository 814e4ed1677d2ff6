import type { APIError } from 'openai';
import { redactText } from '../redact.ts';

/** Enough of a server's own words to recognise them. */
const LONGEST_QUOTE = 200;

/** What the server said, if it is a message at all. It may hold keys and control characters: see `quoteServer`. */
export function serverWords(error: APIError): string {
  const body: unknown = error.error;
  if (typeof body === 'string') return body;
  if (typeof body === 'object' && body !== null) {
    // The second is FastAPI's, which several servers are made with.
    if ('message' in body && typeof body.message === 'string') return body.message;
    if ('detail' in body && typeof body.detail === 'string') return body.detail;
    if (Object.keys(body).length === 0) return '';
  }
  const text = error.message.replace(/^\d{3}\s*/, '');
  return text === 'status code (no body)' || text === '(no status code or body)' ? '' : text;
}

/** Words of others, short and fit to be shown: without keys and control characters, a page of HTML by its name. */
export function quoteServer(text: string, secrets: readonly string[]): string {
  if (/<\/?(?:html|body|head|!doctype)/i.test(text)) return 'an HTML page';
  const clean = redactText(text, secrets)
    // Control characters of a server must not reach a terminal.
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return clean.length <= LONGEST_QUOTE ? clean : `${clean.slice(0, LONGEST_QUOTE).toWellFormed()}…`;
}

/** The request is longer than the model takes; servers say so with many a status and in many words. */
export function isTooLong(words: string, code: string | null | undefined): boolean {
  return (
    code === 'context_length_exceeded' ||
    /context[\s_-]*(?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens|input token count|maximum number of tokens|\bn_ctx\b/iu.test(
      words,
    )
  );
}

/** The account behind the key has nothing left to spend, which waiting does not mend. */
export function isOutOfQuota(error: Pick<APIError, 'status' | 'code' | 'type'>): boolean {
  return error.status === 402 || error.code === 'insufficient_quota' || error.type === 'insufficient_quota';
}
