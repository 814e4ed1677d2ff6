import { splitIntoPassages } from './splitting.ts';

/** Longest part of an abstract's opening in a title. */
const OPENING_LENGTH = 80;

/** A name as methods have it: capitals inside, or a digit or hyphen with capitals (DiffMoE, LCRON, VQ-VAE, GPT-4o). */
const NAME = String.raw`((?=[\w+⋅.-]*\p{Lu}[\w+⋅.-]*[\p{Lu}\d])[\p{L}\d][\w+⋅-]*[\p{L}\d+])`;

const PATTERNS = [
  new RegExp(String.raw`\b(?:called|named|dubbed|termed|coined|namely)\s+(?:as\s+)?["“'(]*${NAME}`, 'u'),
  new RegExp(
    String.raw`\b(?:propose|introduce|present|develop|design|build|release)(?:s|d)?\s+(?:\w+\s+)?["“'(]*${NAME}(?=["”')]*(?:[,:;(]|\s+\(|\s+(?:a|an|the|that|which|to|for|as|based|with)\b))`,
    'u',
  ),
  new RegExp(String.raw`\b(?:[Oo]ur|[Tt]he proposed)\s+(?:\w+,?\s+){1,2}?\(?["“']?${NAME}["”']?[,)]`, 'u'),
  /\b(?:propose|introduce|present)s?\s+(\p{Lu}\p{L}{3,})(?:,\s+(?:an?|the)\s|:\s)/u,
  new RegExp(
    String.raw`\b(?:propose|introduce|present|develop|design)s?\b[^.]{0,160}?\(${NAME}(?:,[^)]*)?\)`,
    'u',
  ),
];

/**
 * A title for an abstract that has none: the name of its method, if it names one, and its opening words. A title made so is
 * to be marked as derived.
 */
export function deriveTitle(abstract: string): string {
  const opening = openingWords(abstract);
  for (const pattern of PATTERNS) {
    const name = pattern.exec(abstract)?.[1];
    if (name !== undefined && name.length <= 40)
      return opening.includes(name) ? opening : `${name}: ${opening}`;
  }
  return opening;
}

function openingWords(abstract: string): string {
  const sentence = splitIntoPassages({ id: '', abstract })[0]?.text ?? abstract;
  if (sentence.length <= OPENING_LENGTH) return sentence.replace(/\.$/, '');
  const cut = sentence.slice(0, OPENING_LENGTH + 1);
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > 20 ? end : OPENING_LENGTH).replace(/[\s,;:–-]+$/u, '')}…`;
}
