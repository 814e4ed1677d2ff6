import type { Analyzer } from '../text/analyzer.ts';

/** A past turn, as far as a follow-up can refer to it. */
export interface PastTurn {
  readonly question: string;
  /** Cited papers, in the order they were shown. */
  readonly paperIds: readonly string[];
}

/** What a follow-up takes from the conversation. */
export interface Reference {
  /** The papers it speaks of, likeliest first. */
  readonly paperIds: readonly string[];
  /** It sets them against each other, or against a paper that it names. */
  readonly several: boolean;
}

const ORDINALS: Readonly<Record<string, number>> = {
  first: 0,
  '1st': 0,
  former: 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
  fifth: 4,
  '5th': 4,
};

const THING =
  '(?:papers?|ones?|methods?|approach(?:es)?|models?|works?|studies|study|systems?|articles?|results?)';
const ORDINAL = new RegExp(
  `\\bthe (${Object.keys(ORDINALS).join('|')})(?: ${THING}\\b|[?.,!]|$|(?= (?:do|does|is|was|has|say|use|report|claim)))`,
  'iu',
);
const LAST = new RegExp(`\\bthe (?:last|latter)(?: ${THING}\\b|[?.,!]|$)`, 'iu');
const OTHER = new RegExp(`\\bthe other(?: ${THING}\\b|[?.,!]|$)`, 'iu');
const NUMBERED = /(?:^|\s)\[(\d{1,3})\]|\b(?:paper|source|number|no\.|#) ?(\d{1,3})\b/iu;
const SEVERAL =
  /\b(?:both|either|neither|each)\b(?! (?:side|way)s?\b)|\b(?:those|these|the|of the|of those) two\b|\bwhich (?:one|of (?:them|those|these|the two))\b|\bbetween them\b|\b(?:do|does|are|did|were) (?:those|these|they)\b.*\b(?:differ|compare|agree|same|overlap|relate)|\bhow (?:do|are) (?:those|these|they) (?:\w+ )?(?:differ|compare|relate)/iu;

/** Pronouns that stand for something said before; "it" is left out where it stands for nothing ("is it possible to"). */
const PRONOUN =
  /\b(?:its|they|their|theirs|them)\b|\bit\b(?! (?:possible|true|known|worth|common|feasible|necessary|makes? sense|better to|safe to|ok(?:ay)? to)\b)/iu;
const POINTING = new RegExp(
  `\\b(?:that|this|those|these)(?:\\s*(?:[?.!,;:]|$)| (?:${THING}|same|technique|idea|trick|module|loss|dataset|claim|part|thing|speed-?up|gain|is|was|are|were|better|worse|faster|slower|good|new|true|help|work|do|does|compare|differ|improve|matter|scale|handle|hold|apply)\\b)`,
  'iu',
);
const THE_AUTHORS =
  /\bthe (?:authors?|paper|method|model|approach|abstract)\b(?! (?:that|which|on|about|called|named|in this|for|of|by|with|using|where)\b)/iu;
const ELLIPSIS =
  /^(?:ok(?:ay)?|so|right|cool|thanks|hm+|ah|great|nice|wait|sorry|i see)?[\s,.!]*(?:and|but|also|or|then|what about|how about|what else|why(?: (?:not|so|is that))?\s*\?|how so|how come\s*\?|compared (?:to|with)|versus|vs\.?|more (?:detail|on|about)|go on|tell me more|any (?:numbers|results|figures|limitations|limits|downsides|code|other)\b|by how much)(?![\p{L}-])/iu;
const TRAILING = /\bthen\s*[?.!]*$/iu;
/** Words that point at the collection, not at something said. */
const COLLECTION = /\b(?:this|these|those|the) (?:corpus|collection|papers|abstracts|set|index|list)\b/giu;
const COMPARING =
  /\b(?:differ\w*|compar\w+|versus|vs\.?|than|better|worse|unlike|relate[sd]?|same as|similar)\b/iu;

/**
 * What a question refers to in the conversation, or null when it stands by itself. Works on words alone: markers and ordinals
 * first, then several papers at once, then "the other one", then pronouns and questions that begin in the middle. A question
 * that names a paper of its own refers to what was said before only when it sets the two against each other.
 */
export function resolveReference(given: {
  readonly question: string;
  readonly turns: readonly PastTurn[];
  /** Resolves a marker of the conversation, [1] first. */
  readonly paperOfMarker: (marker: number) => string | null;
  /** The papers that the question itself names. */
  readonly named: readonly string[];
  /** The paper has none of the question's words, and the corpus has some of them. */
  readonly foreignTo: (paperId: string) => boolean;
}): Reference | null {
  const question = given.question.replace(COLLECTION, 'the corpus').trim();
  const answered = given.turns.filter(({ paperIds }) => paperIds.length > 0);
  const last = answered.at(-1);
  if (last === undefined) return null;
  const numbered = NUMBERED.exec(question);
  const marked = numbered === null ? null : given.paperOfMarker(Number(numbered[1] ?? numbered[2]));
  if (marked !== null) return { paperIds: [marked], several: false };
  const current = last.paperIds[0] as string;
  const elsewhere = given.named.filter((id) => id !== current);
  if (elsewhere.length > 0) {
    const refers = PRONOUN.test(question) || POINTING.test(question) || ELLIPSIS.test(question);
    if (!refers || !COMPARING.test(question)) return null;
    return { paperIds: [current, ...elsewhere], several: true };
  }
  const spoken = spokenOf(answered);
  const ordinal = ORDINAL.exec(question)?.[1]?.toLowerCase();
  const placed = ordinal === undefined ? undefined : spoken[ORDINALS[ordinal] ?? 0];
  if (placed !== undefined) return { paperIds: [placed], several: false };
  if (SEVERAL.test(question) && spoken.length > 1) return { paperIds: spoken.slice(-2), several: true };
  if (LAST.test(question)) return { paperIds: spoken.slice(-1), several: false };
  const before = spoken.filter((id) => id !== current).at(-1);
  if (OTHER.test(question) && before !== undefined) return { paperIds: [before], several: false };
  const refers =
    PRONOUN.test(question) ||
    POINTING.test(question) ||
    THE_AUTHORS.test(question) ||
    // "And what are transcoders?" begins in the middle, yet asks for something new.
    ((ELLIPSIS.test(question) || TRAILING.test(question)) && !given.foreignTo(current));
  return refers ? { paperIds: [current], several: false } : null;
}

/** With more telling words than this a question can be searched for, whatever it points at. */
const FEW_TERMS = 2;

/** Told from the words alone: the question points at something said before, and says little else. */
export function refersBack(question: string, analyzer: Pick<Analyzer, 'terms'>): boolean {
  const text = question.replace(COLLECTION, 'the corpus').trim();
  if (ORDINAL.test(text) || LAST.test(text) || OTHER.test(text))
    return analyzer.terms(text.replace(ORDINAL, ' ')).length <= FEW_TERMS;
  return (PRONOUN.test(text) || POINTING.test(text)) && analyzer.terms(text).length <= FEW_TERMS;
}

/**
 * The papers that "the first", "the other one" or "both" choose among: those of the last answer when it showed a list, else the
 * main paper of each answer, in the order in which they came up.
 */
function spokenOf(answered: readonly PastTurn[]): readonly string[] {
  const last = answered.at(-1)?.paperIds ?? [];
  const mains = [...new Set(answered.map(({ paperIds }) => paperIds[0] as string))];
  return last.length > 2 || mains.length < 2 ? last : mains;
}

/** The question with what it refers to written out, so that it can be read, and asked, on its own. */
export function standaloneQuestion(question: string, titles: readonly string[]): string {
  if (titles.length === 0) return question;
  const named = titles.map((title) => `“${title}”`);
  const list = named.length === 1 ? named[0] : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
  return `About ${list}: ${question}`;
}
