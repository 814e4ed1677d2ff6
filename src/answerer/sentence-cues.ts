import type { QuestionKind } from '../query/question-kind.ts';

/** What a sentence of an abstract does in it. A sentence can do several things, or none that words give away. */
export type SentenceRole =
  | 'background'
  | 'problem'
  | 'aim'
  | 'proposal'
  | 'method'
  | 'result'
  | 'figure'
  | 'limit'
  | 'definition';

const CUES: Readonly<Record<SentenceRole, RegExp>> = {
  background:
    /^(?:recent(?:ly)?|over the (?:past|last)|in recent years|with the (?:rise|advent|growing|increasing|rapid)|traditional|existing|current|conventional|previous|prior)\b|\b(?:has|have) (?:been|become|achieved|shown|demonstrated|emerged|gained|attracted)\b|\bis (?:a|an) (?:essential|important|crucial|fundamental|challenging|key|vital|prevalent|common)\b/iu,
  problem:
    /\b(?:however|but|suffers?|limit(?:ed|s|ing)?|challeng\w+|difficult\w*|lack\w*|bottleneck|expensive|costly|prohibitive|fails?|struggl\w+|inefficien\w+|overlook\w*|ignor\w+|neglect\w*|remains?|degrad\w+|problem|issue|sub-?optimal|unstable|overhead)\b/iu,
  aim: /\b(?:we (?:aim|study|investigate|explore|consider|address|ask|revisit|examine|argue|seek)|this (?:paper|work|study|article|survey) (?:aims|studies|investigates|explores|considers|addresses|examines|reviews|presents)|(?:the )?(?:aim|goal|purpose|objective) of|to (?:address|tackle|overcome|solve|bridge|mitigate|remedy|resolve|alleviate) th)/iu,
  proposal:
    /\b(?:we|this (?:paper|work|report|article)|the (?:paper|authors?)) (?:\w+ly )?(?:(?:then|also|further|thus|therefore|hence|first) )?(?:propose|introduce|present|develop|describe|devise|design)s?\b|\bis (?:proposed|introduced|presented)\b/iu,
  method:
    /\b(?:we (?:propose|introduce|present|develop|design|devise|build|construct|train|use|employ|leverage|derive|adopt|apply|extend|combine|formulate)|is (?:proposed|introduced|presented|developed|designed)|(?:our|the proposed) (?:method|approach|model|framework|architecture|algorithm|system|technique|key idea|idea)|by (?:\w+ing)\b|consists? of|specifically|in particular|first(?:ly)?,|second(?:ly)?,|which (?:enables?|allows?|uses?))/iu,
  result:
    /\b(?:experiment\w*|results?|outperform\w*|achiev\w+|improv\w+|demonstrat\w+|show(?:s|ed|n)?|surpass\w*|exceed\w*|reduc\w+|increas\w+|evaluat\w+|find|found|findings?|conclu\w+|reveal\w*|confirm\w*|state-of-the-art|significant\w*|empirical\w*|verif\w+|gains?|speed-?ups?|faster|accura\w+|suggest\w*|obtain\w*|yield\w*|deployed|validat\w+)\b/iu,
  figure:
    /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|half|twice|double[sd]?|triple[sd]?|halv\w+|orders? of magnitude)\b/iu,
  limit:
    /\b(?:limitations?|future work|caveat|drawback|shortcoming|trade-?offs?|at the (?:cost|expense|price) of|does not|do not|cannot|fails? to|only when|unless|careful|despite|although|while)\b/iu,
  definition:
    /\b(?:is|are) (?:a|an|the)\b|\bcalled\b|\bnamed\b|\bdubbed\b|\btermed\b|\brefer(?:red)? to as\b|\b(?:propose|introduce|present)s?\b/iu,
};

const ALL_ROLES = Object.keys(CUES) as SentenceRole[];

export function rolesOf(sentence: string): ReadonlySet<SentenceRole> {
  return new Set(ALL_ROLES.filter((role) => CUES[role].test(sentence)));
}

/**
 * How far each role of a sentence speaks for it, by the kind of the question, on the scale of a coverage (0…1). Left to the
 * words alone, an abstract's background or aim is chosen before its finding.
 */
const FITS: Readonly<Record<QuestionKind, Partial<Record<SentenceRole, number>>>> = {
  figure: { figure: 0.5, result: 0.08, method: 0.05, background: -0.2, problem: -0.15, aim: -0.05 },
  definition: { proposal: 0.45, definition: 0.1, method: 0.1, background: -0.2, problem: -0.1 },
  how: { proposal: 0.05, method: 0.12, result: 0.04, background: -0.2, problem: -0.15, aim: -0.04 },
  why: { problem: 0.05, limit: 0.08, method: 0.05, background: -0.1 },
  result: { result: 0.12, figure: 0.06, method: 0.04, background: -0.2, problem: -0.15, aim: -0.06 },
  limit: { limit: 0.1, problem: 0.05, background: -0.1 },
  which: { method: 0.09, result: 0.06, background: -0.2, problem: -0.15, aim: -0.04 },
  open: { method: 0.09, result: 0.06, limit: 0.06, background: -0.2, problem: -0.15, aim: -0.04 },
};

/** The first sentence sets the scene; where code can be had answers hardly any question. */
const OPENING = -0.3;
const ADVERTISEMENT = -1;
/** Where code, data or a demo can be had. */
export const ADVERTISING =
  /https?:\/\/|\bgithub\b|\b(?:code|codes|models?|datasets?|weights|demo|project page)(?: and \w+)* (?:is|are|will be|has been|have been) (?:\w+ )?(?:available|released|open-?sourced)/iu;
/** A sentence of this many words or more says as much as a longer one. */
const FULL_LENGTH = 50;
const LENGTH = 0.3;

/** The question asks where code, data or a demo can be had. */
export function wantsLinks(question: string): boolean {
  return /\b(?:code|github|repo(?:sitory)?|links?|urls?|project page|open[- ]?sourced?|released?|available|download|checkpoints?|demo|website)\b/iu.test(
    question,
  );
}

/** What speaks for or against a sentence as the answer to a question of this kind, whatever its words mean. */
export function cueScore(
  sentence: string,
  kind: QuestionKind,
  place: { readonly opening: boolean; readonly wantsLinks: boolean },
): number {
  const roles = rolesOf(sentence);
  let score = LENGTH * Math.min(1, (sentence.match(/\S+/gu)?.length ?? 0) / FULL_LENGTH);
  for (const [role, fit] of Object.entries(FITS[kind])) if (roles.has(role as SentenceRole)) score += fit;
  if (place.opening) score += OPENING;
  if (ADVERTISING.test(sentence) && !place.wantsLinks) score += ADVERTISEMENT;
  return score;
}
