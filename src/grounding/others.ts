import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault } from './fault.ts';
import { isIntroduced } from './introduced.ts';
import type { ReadText } from './read-text.ts';

const WORKS = String.raw`(?:methods?|approach(?:es)?|works?|models?|studies|study|systems?|solvers?|techniques?|algorithms?|literature|frameworks?|solutions?|architectures?|research|practices?|metrics?|benchmarks?)`;
/** Sentences about what others did: "Existing methods …", "Most previous works …". */
const OF_OTHERS = new RegExp(
  String.raw`\b(?:existing|previous|prior|traditional|conventional|current|earlier|past|such|these|those|other|most|many|common|typical|standard|classic(?:al)?|vanilla)\s+(?:[\p{L}-]+\s+){0,4}?${WORKS}\b`,
  'iu',
);
const OF_OWN =
  /\b(?:we|our|ours|this (?:paper|work|study)|propose\p{L}*|introduc\p{L}*|present(?:s|ed)?)\b/iu;
const PROPOSED =
  /^(?:\P{L}*\p{L}+){0,4}?\P{L}*\b(?:proposed|new|novel|their|authors?'?|paper's) (?:[\p{L}-]+ ){0,2}/iu;
/** Words that a claim sets itself apart from others with. */
const SET_APART =
  /\b(?:existing|previous|prior|traditional|conventional|current|earlier|past|such|these|other|others|unlike|than|over|compared|avoid\p{L}*|address\p{L}*|overcom\p{L}*|tackl\p{L}*|solv\p{L}*|without|instead|rather|not|replac\p{L}*|improv\p{L}*|motivat\p{L}*|usual|standard|most|many|common|typical|classic(?:al)?|vanilla|problem|limit\p{L}*)\b/iu;
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
