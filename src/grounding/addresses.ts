import { nameKey } from '../papers/lexicon.ts';
import type { CitedTexts } from './cited-texts.ts';
import type { ClaimName } from './names-in-claim.ts';
import type { ReadText } from './read-text.ts';

/** A host, with or without a path: what stays of a link when its markup is gone. Version numbers and "e.g." are none. */
const ADDRESS = /(?<![\p{L}\p{N}@./-])(?:[A-Za-z0-9-]+\.)+[a-z]{2,}(?![\p{L}\p{N}])(?:\/[^\s)\]}>,;]*)?/gu;

/** The addresses that a claim gives, as names that it says. */
export function addressesIn({ text }: ReadText): ClaimName[] {
  return [...text.matchAll(ADDRESS)].map(([found]) => {
    const address = found.replace(/[.:!?'"]+$/u, '');
    return { text: address, key: nameKey(address), certain: true };
  });
}

/**
 * An address that no cited abstract gives would send readers where a model, or whoever wrote to it, wants them; one that differs by a
 * letter as well.
 */
export function placeOfAddress(
  address: string,
  { quoted, titles, abstracts }: CitedTexts,
): 'quoted' | 'elsewhere' | 'nowhere' {
  const isIn = ({ text }: ReadText): boolean => text.toLowerCase().includes(address.toLowerCase());
  if (isIn(quoted)) return 'quoted';
  return isIn(titles) || isIn(abstracts) ? 'elsewhere' : 'nowhere';
}
