import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault } from './fault.ts';
import { isIntroduced } from './introduced.ts';
import type { ReadText } from './read-text.ts';

const WORKS =
  '(?:methods?|approach(?:es)?|works?|models?|studies|study|systems?|solvers?|techniques?|algorithms?|literature|frameworks?|solutions?|architectures?|research|practices?|metrics?|benchmarks?)';
/** Sentences about what others did: "Existing methods …", "Most previous works …". */
const OF_OTHERS = new RegExp(
  String.raw`\b(?:existing|previous|prior|traditional|conventional|current|earlier|past|such|these|those|other|most|many|common|typical|standard|classic(?:al)?|vanilla)\s+(?:[a-z-]+\s+){0,4}?${WORKS}\b`,
  'i',
);
const OF_OWN = /\b(?:we|our|ours|this (?:paper|work|study)|propose[a-z]*|introduc[a-z]*|present(?:s|ed)?)\b/i;
const PROPOSED =
  /^(?:[^a-z]*[a-z]+){0,4}?[^a-z]*\b(?:proposed|new|novel|their|authors?'?|paper's) (?:[a-z-]+ ){0,2}/i;
/** Words that a claim sets itself apart from others with. */
const SET_APART =
  /\b(?:existing|previous|prior|traditional|conventional|current|earlier|past|such|these|other|others|unlike|than|over|compared|avoid[a-z]*|address[a-z]*|overcom[a-z]*|tackl[a-z]*|solv[a-z]*|without|instead|rather|not|replac[a-z]*|improv[a-z]*|motivat[a-z]*|usual|standard|most|many|common|typical|classic(?:al)?|vanilla|problem|limit[a-z]*)\b/i;
/** How many words of a claim its subject is looked for in. */
const SUBJECT = 4;

/** A claim about the paper's own method whose quotes all speak of what others did: "PAL assumes one taste" of what "these methods" assume. */
export function othersFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const { text } = cited.quoted;
  const others = OF_OTHERS.exec(text);
  if (others === null || OF_OWN.test(text) || SET_APART.test(claim.text)) return [];
  const subject = claim.words().slice(0, SUBJECT);
  const own = subject.find((word) => isOwnName(word.text, cited))?.text ?? PROPOSED.exec(claim.text)?.[0];
  return own === undefined ? [] : [doubtful({ kind: 'roles', one: others[0], other: own.trim() })];
}

function isOwnName(text: string, { abstracts, quoted }: CitedTexts): boolean {
  const key = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return key.length > 1 && !quoted.names().has(key) && isIntroduced(key, abstracts);
}
