import { nameKey } from '../papers/lexicon.ts';
import { isNameLike } from '../papers/names.ts';
import type { ReadText } from './read-text.ts';

/** Words with which an abstract gives its own method a name. */
const INTRODUCING =
  /\b(?:propos|introduc|present|develop|devis|design|call|nam|dub|term|coin|releas|describ|construct|build|creat|publish)\p{L}*\b[^.;]{0,120}$/iu;
const REACH = 140;

/** Whether a text introduces the name as its own: "we propose VQGraph", "a benchmark called X". `key` as nameKey gives it. */
export function isIntroduced(key: string, read: ReadText): boolean {
  return read
    .words()
    .some(
      ({ text, start }) =>
        nameKey(text) === key &&
        (isNameLike(text) || /^\p{Lu}/u.test(text)) &&
        INTRODUCING.test(read.text.slice(Math.max(0, start - REACH), start)),
    );
}
