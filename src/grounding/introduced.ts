import { nameKey } from '../papers/lexicon.ts';
import { isNameLike } from '../papers/names.ts';
import type { ReadText } from './read-text.ts';

/** Words with which an abstract gives its own method a name. */
const INTRODUCING =
  /\b(?:propos|introduc|present|develop|devis|design|call|nam|dub|term|coin|releas|describ|construct|build|creat|publish)[a-z]*\b[^.;]{0,120}$/i;
const REACH = 140;

const NAME = /[\p{L}\p{N}]+(?:[-⋅·.+^][\p{L}\p{N}]+)*/gu;

/** Whether a text introduces the name as its own: "we propose VQGraph", "a benchmark called X". `key` as nameKey gives it. */
export function isIntroduced(key: string, { text }: ReadText): boolean {
  return [...text.matchAll(NAME)].some(
    ({ 0: word, index }) =>
      word[0]?.toLowerCase() === key[0] &&
      nameKey(word) === key &&
      (isNameLike(word) || /^\p{Lu}/u.test(word)) &&
      INTRODUCING.test(text.slice(Math.max(0, index - REACH), index)),
  );
}
