import type { CitedTexts } from './cited-texts.ts';
import { type Fault, fatal } from './fault.ts';
import type { ReadText } from './read-text.ts';

/** A host, with or without a path: what stays of a link when its markup is gone. Version numbers and "e.g." are none. */
const HOST = /(?<![\p{L}\p{N}@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[^\s)\]]*)?(?![\p{L}\p{N}])/giu;

/** An address that no quoted abstract gives would send readers where a model, or whoever wrote to it, wants them. */
export function addressFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const known = `${cited.titles.text} ${cited.abstracts.text}`.toLowerCase();
  return [...claim.text.matchAll(HOST)].flatMap(([address]) => {
    const [host = ''] = address.toLowerCase().split('/');
    return known.includes(host) ? [] : [fatal({ kind: 'name', name: address, found: 'nowhere' })];
  });
}
