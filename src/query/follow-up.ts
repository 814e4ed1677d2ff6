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
  /** The last question that was not itself a reference: what "that" may be. */
  readonly subject: string;
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
const ORDINAL = new RegExp(`\\bthe (${Object.keys(ORDINALS).join('|')})(?: ${THING}\\b|[?.,!]|$)`, 'iu');
const LAST = new RegExp(`\\bthe (?:last|latter)(?: ${THING}\\b|[?.,!]|$)`, 'iu');
const OTHER = new RegExp(`\\bthe other(?: ${THING}\\b| two\\b|[?.,!]|$)`, 'iu');
const NUMBERED = /(?:^|\s)\[(\d{1,3})\]|\b(?:paper|source|number|no\.|#) ?(\d{1,3})\b/iu;

/** Pronouns that stand for something said before; "it" is left out where it stands for nothing ("is it possible to"). */
const PRONOUN =
  /\b(?:its|they|their|theirs|them)\b|\bit\b(?! (?:possible|true|known|worth|common|feasible|necessary|make sense|makes sense|better to|safe to|ok to|okay to)\b)/iu;
const POINTING = new RegExp(
  `\\b(?:that|this|those|these)(?:\\s*(?:[?.!,;:]|$)| (?:${THING}|paper's|same|technique|idea|trick|module|loss|dataset|number|claim|part|thing|speed-?up|gain|is|was|are|were|mean|help|work|do|does|compare|differ|improve|come|matter|scale|use|handle|hold|apply|require|need)\\b)`,
  'iu',
);
const THE_AUTHORS =
  /\bthe (?:authors?|paper|method|model|approach|abstract)\b(?!s? (?:that|which|on|about|called|named|in this|here|for|of|by|with|using|where)\b)/iu;
const ELLIPSIS =
  /^(?:ok(?:ay)?|so|right|cool|thanks|hm+|ah|great|nice|wait|sorry|i see)?[\s,.!]*(?:and|but|also|or|then|what about|how about|what else|why(?: (?:not|so|is that))?\s*\?|how so|how come\s*\?|compared (?:to|with)|versus|vs\.?|more (?:detail|on|about)|go on|tell me more|any (?:numbers|results|figures|limitations|limits|downsides|code|other)\b|on (?:what|which)\b|by how much|in (?:what|which)\b|for (?:what|which)\b|with (?:what|which)\b)/iu;
/** Words that point at the collection, not at something said. */
const COLLECTION = /\b(?:this|these|those|the) (?:corpus|collection|papers|abstracts|set|index|list)\b/giu;

/**
 * What a question refers to in the conversation, or null when it stands by itself. Works on words alone: ordinals and markers
 * first, then "the other one", then pronouns and questions that begin in the middle.
 */
export function resolveReference(given: {
  readonly question: string;
  readonly turns: readonly PastTurn[];
  /** Resolves a marker of the conversation, [1] first. */
  readonly paperOfMarker: (marker: number) => string | null;
  /** The question names something that papers other than these hold: then it opens a topic of its own. */
  readonly namesSomethingElse: (paperIds: readonly string[]) => boolean;
}): Reference | null {
  const { turns } = given;
  const question = given.question.replace(COLLECTION, 'the corpus');
  const last = turns.findLast(({ paperIds }) => paperIds.length > 0);
  if (last === undefined) return null;
  const subject = last.question;
  const numbered = NUMBERED.exec(question);
  const marked = numbered === null ? null : given.paperOfMarker(Number(numbered[1] ?? numbered[2]));
  if (marked !== null) return { paperIds: [marked], subject };
  const shown = turns.findLast(({ paperIds }) => paperIds.length > 1)?.paperIds ?? last.paperIds;
  const ordinal = ORDINAL.exec(question)?.[1]?.toLowerCase();
  const placed = ordinal === undefined ? undefined : shown[ORDINALS[ordinal] ?? 0];
  if (placed !== undefined) return { paperIds: [placed], subject };
  if (LAST.test(question) && shown.length > 1) return { paperIds: shown.slice(-1), subject };
  if (OTHER.test(question)) {
    const others = shown.filter((id) => id !== last.paperIds[0] || last.paperIds.length > 1);
    const rest = last.paperIds.length > 1 ? others.slice(1) : others;
    if (rest.length > 0) return { paperIds: rest, subject };
  }
  const refers =
    PRONOUN.test(question) ||
    POINTING.test(question) ||
    THE_AUTHORS.test(question) ||
    ELLIPSIS.test(question.trim());
  if (!refers || given.namesSomethingElse(last.paperIds)) return null;
  return { paperIds: last.paperIds, subject };
}

/** The question with what it refers to written out, so that it can be read, and asked, on its own. */
export function standaloneQuestion(question: string, titles: readonly string[]): string {
  if (titles.length === 0) return question;
  const named = titles.map((title) => `“${title}”`);
  const list = named.length === 1 ? named[0] : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
  return `About ${list}: ${question}`;
}
