/** What form of answer a question asks for. */
export type Intent =
  | { readonly kind: 'answer' }
  /** Sides as the asker put them; fewer than two when the question compares what only its whole text tells. */
  | { readonly kind: 'compare'; readonly sides: readonly string[]; readonly aspects: readonly string[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'summary' };

const SUMMARY =
  /\b(?:summari[sz]e|summary|overview|survey the|state of the art on|literature on|gist of|in a nutshell)\b|\bwhat (?:do|does|have) (?:these|the|those|our) (?:papers|abstracts|works) (?:say|said|tell)\b/iu;
/** One overview is looked for, not written. */
const ONE_OVERVIEW =
  /\b(?:an?|any|good|some) (?:good |nice |recent )?(?:overview|summary|survey)(?: (?:article|paper|that|to|which|about whether)\b|[?,])/iu;
const MANY =
  '(?:papers|works|studies|articles|surveys|reviews|methods|approaches|models|systems|authors|people|groups|ones)';
const LIST = new RegExp(
  [
    `\\b(?:which|what|list|show me|name|find|any|all|every)\\b(?: \\w+){0,4} ${MANY}\\b`,
    `\\b${MANY} (?:about|on|that|which|here|with|in here|in this corpus)\\b`,
    '^(?:so |ok |hi |hey )?(?:is there )?(?:anything|something) (?:here |in here )?(?:on|about)\\b',
    '\\bwhat (?:do|have) (?:we|you) (?:have|got)\\b|\\bdo (?:we|you) have (?:any|papers|something|anything)\\b',
    '\\b(?:list|show|give|find|tell) (?:me |us )?(?:everything|anything|all|whatever)\\b',
    '^(?:is there )?any (?:work|research|paper|study|literature) (?:on|about)\\b',
    '^who (?:\\w+s|reports?|uses?|looks?|works?|proposes?|studies)\\b',
    '\\b(?:in|of) (?:this|the) (?:corpus|collection)\\b',
    `\\bhow many (?:\\w+ )?${MANY}\\b(?! (?:did|do|does|were|was|are|is) (?:they|it|the))`,
    `^(?:\\S+ ){1,6}${MANY}\\s*(?:in here|here)?\\s*\\?`,
  ].join('|'),
  'iu',
);
const ONE = /\b(?:in|from|of|does|did) the [\w -]+ (?:paper|work|study)\b/iu;

const COMPARES =
  /\bvs\.?(?=\s)|\bversus\b|\bcompar(?:e|es|ed|ing|ison)\b|\bdiffer(?:s|ed|ence|ences|ent|ently)?\b|\bcontrast(?:s|ing)?\b|\bcontradict\b|\b(?:trade-?offs?|cho(?:ose|ice|osing)|decide) between\b/iu;
const SEVERAL =
  /\b(?:each|both|either|the two|which one|respectively)\b|\bwhich\b.+\b(?:and|,) which\b|\bwhen (?:would|should|do)\b.+\band when\b/iu;
const WHICH_AND_WHICH = /\bwhich\b.+\band which\b/iu;
const THE_TWO =
  /\b(?:do|are) (?:these two|the two(?: \w+)?|those two|both)\b.*\b(?:differ|compare|contradict|agree|different|same)/iu;

const STOP = String.raw`(?=\s+(?:in terms of|with respect to|regarding|for me|when it comes to|w\.?r\.?t\.?)\b|\s*[?:;!]|\.\s|\.\.\.|$)`;
const PATTERNS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:compare|comparing|contrast|comparison (?:of|between))\s+(.+?)${STOP}`, 'iu'),
  new RegExp(
    String.raw`\b(?:differences?|trade-?offs?|cho(?:ose|ice|osing)|decide)\s+(?:is )?between\s+(.+?)${STOP}`,
    'iu',
  ),
  /\bhow (?:do|does|did|are|is)\s+(.+?)\s+(?:differ|different|compare|contrast)\b(?! (?:from|to|with|against)\b)/iu,
];
const DIFFERS =
  /\bhow (?:does|do|is|are|did)\s+(.+?)\s+(?:differ|different|compare)s?\s+(?:from|to|with|against)\s+(.+?)(?=,\s|\s*[?;:!]|\.\s|$)/iu;
const OR =
  /^(?:[\w\s]{0,20}:\s*)?((?:[\w-]+ ){0,4}[\w-]+) or ((?:[\w-]+ ){0,4}?[\w-]+)(?=\s+(?:if|for|when|in)\b|\s*[?,:])/iu;
const ONE_AND_ONE =
  /\b(?:one|a|the one) paper (.+?)(?:,| and) (?:one|the other(?: one)?|another(?: one)?) (.+?)(?=\.\s|[?;]|$)/iu;
const ASPECT =
  /\b(?:on|in terms of|with respect to|regarding|when it comes to|w\.?r\.?t\.?)\s+((?:[\w-]+(?:,| and| or)? ?){1,6}?)(?=\s*[?.!;:]|$)/iu;
const WHEN =
  /\bwhen (?:would|should|do|to) (?:\w+ ){0,3}?(?:for|use|pick|choose|prefer|take) (.+?),? and when (?:to )?(?:for |use |pick |choose )?(.+?)(?=[?.;]|$)/iu;
const JOINED = /\s*,\s*(?:and |or |& )?|\s+(?:and|or|with|to|against|&)\s+/iu;
const LONGEST_SIDE = 16;
/** What a paper is measured against by itself, and not by the asker. */
const NO_SIDE =
  /^(?:its|their|his|her|our|others?|(?:an)?other|previous|prior|existing|earlier|standard|(?:strong )?baselines?|state[ -]of[ -]the[ -]art|sota)\b/iu;

/**
 * Told from the words alone, and from how many papers the question names. Comparing comes first, then summaries ("overview of"),
 * then lists ("which papers"); anything else asks for an answer.
 */
export function intentOf(
  question: string,
  named: readonly { readonly name: string; readonly end: number }[],
): Intent {
  const text = question.replace(/\s+/gu, ' ').trim();
  const comparison = comparisonIn(text, named);
  if (comparison !== null) return comparison;
  if (SUMMARY.test(text) && !ONE_OVERVIEW.test(text)) return { kind: 'summary' };
  if (LIST.test(text) && !ONE.test(text) && named.length === 0 && text.split(' ').length <= 30)
    return { kind: 'list' };
  return { kind: 'answer' };
}

function comparisonIn(
  text: string,
  named: readonly { readonly name: string; readonly end: number }[],
): Intent | null {
  const compares = COMPARES.test(text);
  const chooses = named.length > 1 && OR.test(text);
  if (!compares && !chooses && !SEVERAL.test(text) && !THE_TWO.test(text)) return null;
  const written = sidesIn(text);
  const aspects = aspectsIn(text).filter((aspect) => !written.some((side) => side.includes(aspect)));
  const names = named.map(({ name }) => name);
  if (
    written.length > 1 &&
    written.length >= names.length &&
    (compares || names.length > 0 || WHEN.test(text) || OR.test(text))
  )
    return { kind: 'compare', sides: written, aspects };
  if (names.length > 1) return { kind: 'compare', sides: [...names, ...described(text, named)], aspects };
  if (THE_TWO.test(text) || WHICH_AND_WHICH.test(text)) return { kind: 'compare', sides: [], aspects };
  return null;
}

/** "…, Chain-of-Model and the multi-exit code encoder": a side that follows the last name, described rather than named. */
function described(text: string, named: readonly { readonly end: number }[]): string[] {
  const end = Math.max(...named.map((mention) => mention.end));
  const rest = /^(?:\/\S+)?\s*,?\s*(?:and|or)\s+(?:the |that |a )([^,.?;:!…]{8,80})/iu.exec(
    text.slice(end),
  )?.[1];
  return rest === undefined || COMPARES.test(rest) ? [] : [rest.replace(/\s+for me$/iu, '').trim()];
}

/** The sides as the sentence sets them against each other; none when it does not. */
export function sidesIn(text: string): readonly string[] {
  const versus = text.split(/\s+(?:vs\.?|versus)\s+/iu);
  if (versus.length > 1) return trimmed(versus.map((piece, place) => ownPart(piece, place, versus.length)));
  const differs = DIFFERS.exec(text);
  if (differs !== null) return trimmed([differs[1] ?? '', differs[2] ?? '']);
  for (const pattern of PATTERNS) {
    const list = pattern.exec(text)?.[1];
    if (list !== undefined) {
      const sides = withHead(trimmed(withoutAspect(list.split(JOINED))));
      if (sides.length > 1) return sides;
    }
  }
  const one = ONE_AND_ONE.exec(text) ?? WHEN.exec(text) ?? OR.exec(text);
  return one === null ? [] : trimmed([one[1] ?? '', one[2] ?? '']);
}

/**
 * "A, B and C on speed": what follows the last side alone is what to compare on. In "the survey on X with the one on Y" it is part of
 * each side.
 */
function withoutAspect(sides: readonly string[]): readonly string[] {
  const place = sides.findIndex((side) => / on /iu.test(side));
  const others = sides.slice(0, place);
  return place < 1 ? sides : [...others, (sides[place] ?? '').replace(/ on .*$/iu, '')];
}

/** "The survey on X with the one on Y": the one is a survey too. */
function withHead(sides: readonly string[]): readonly string[] {
  const head = /^(\S+) (?:on|about|of|for|from|by)\b/iu.exec(sides[0] ?? '')?.[1];
  return head === undefined ? sides : sides.map((side) => side.replace(/^(?:one|that)\b/iu, head));
}

/** Of the text around "vs": what stands next to it, without the clause before or behind. */
function ownPart(piece: string, place: number, count: number): string {
  let own = piece;
  if (place === 0)
    own =
      own.split(/[:;?!,]\s|\b(?:compare|comparing|difference between|between|about|does|is|do)\b/iu).at(-1) ??
      own;
  if (place === count - 1)
    own =
      own.split(/[:;?!,]|\.(?:\s|$)|\s+(?:on|in terms of|for|when|if|which|what|how|with|in)\s/iu)[0] ?? own;
  return own;
}

function trimmed(sides: readonly string[]): string[] {
  return sides
    .map((side) =>
      side
        .replace(/^(?:the|a|an|that|of|each of|both)\s+/iu, '')
        .replace(/[\s"'“”,.]+$/gu, '')
        .replace(/'s\b[^,]*$/u, '')
        .trim(),
    )
    .filter((side) => side !== '' && !NO_SIDE.test(side) && side.split(' ').length <= LONGEST_SIDE);
}

/** What the sides are to be compared on, as the asker put it. */
export function aspectsIn(text: string): readonly string[] {
  const found = ASPECT.exec(text)?.[1];
  if (found === undefined) return [];
  return trimmed(found.split(JOINED)).filter(
    (aspect) => aspect.split(' ').length <= 3 && !/\p{Ll}\p{Lu}/u.test(aspect),
  );
}
