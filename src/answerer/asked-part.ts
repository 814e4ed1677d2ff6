import { foldForComparison } from '../text/fold.ts';
import type { PaperPart } from './paper-parts.ts';
import { type Subjected, subjectOf } from './starting-questions/subject.ts';

/** Where the paper stands in a question: nothing else may be said there. */
const S = '(?<s>.+?)';
const DOES = '(?:do|does|did)';
const MAIN = '(?:(?:main|key|core|central|most important|overall) )?';
const TROUBLE =
  '(?:problem|issue|challenge|limitation|gap|bottleneck|difficult(?:y|ie)|drawback|shortcoming)s?';
const MENDS =
  '(?:address|solve|tackle|overcome|mitigate|alleviate|resolve|mend|fix|(?:try|trying|aim|aiming|seek|seeking|want|meant) to (?:address|solve|tackle|overcome|mitigate|alleviate|resolve|fix))';
const TRIALS = `(?:(?:empirical |experimental |main |online )?(?:experiments?|evaluations?|simulations?|results?|findings?))`;
const SHOWS = '(?:show|demonstrate|reveal|find|indicate|suggest|say|tell us)';

/** What a question that asks for one part of a paper, and for nothing else, is put like; folded, without its question mark. */
const ASKED: readonly (readonly [PaperPart, string])[] = [
  ['background', `what is the background (?:of|to|for) ${S}`],
  ['problem', `(?:what|which) ${MAIN}${TROUBLE} ${DOES} ${S} ${MENDS}`],
  ['problem', `(?:what|which) ${MAIN}${TROUBLE} (?:is|are|was|were) ${S} ${MENDS}`],
  ['problem', `(?:what|which) ${MAIN}${TROUBLE} (?:is|are) (?:addressed|solved|tackled) (?:by|in) ${S}`],
  ['problem', `what (?:is|was) the (?:problem|motivation)(?: (?:behind|of|for) ${S})?`],
  ['problem', `why (?:is|are|was|were) ${S} (?:needed|necessary|proposed|introduced|developed)`],
  ['problem', `what motivate[sd]? ${S}`],
  ['aim', `what ${DOES} ${S} (?:ask|study|investigate|examine|explore|aim for|aim at|cover|review|survey)`],
  ['proposal', `what ${DOES} ${S} (?:propose|introduce|present|contribute)`],
  ['proposal', `what (?:is|are|was) (?:proposed|introduced|presented)(?: (?:in|by) ${S})?`],
  ['proposal', `what (?:is|are) the ${MAIN}(?:proposal|contribution)s?(?: of ${S})?`],
  ['method', `how ${DOES} ${S} work`],
  ['method', `explain how ${S} works?`],
  ['method', `what (?:method|approach) ${DOES} ${S} (?:use|take|follow)`],
  [
    'result',
    `what (?:results?|findings?) (?:is|are|were) (?:reported|shown|achieved|given)(?: (?:for|by|in|with|of) ${S})?`,
  ],
  [
    'result',
    `what ${MAIN}(?:results?|findings?) ${DOES} ${S} (?:report|achieve|show|give|have|obtain|get|reach)`,
  ],
  [
    'result',
    `what (?:are|were|is) the ${MAIN}(?:results?|findings?|conclusions?)(?: (?:of|for|in|with) ${S})?`,
  ],
  ['result', `what ${DOES} ${S} (?:find|achieve|conclude|show|demonstrate|report)`],
  ['result', `what ${DOES} the ${TRIALS} ${SHOWS}(?: (?:about|of|for) ${S})?`],
  ['result', `what ${DOES} the ${TRIALS} (?:with|of|in|for|on) ${S} ${SHOWS}`],
  ['result', `how well ${DOES} ${S} (?:work|perform|do)`],
];
const PATTERNS = ASKED.map(([part, pattern]) => ({ part, pattern: new RegExp(`^${pattern}$`, 'u') }));

const WRITTEN_OUT = /^About “[^”]+”: /u;
const BEFORE = /^(?:(?:so|and|but|ok|okay|well|then|now|please|can you|could you) )+/u;
const BEHIND = /(?: (?:then|here|exactly|please|in this (?:paper|work|study)|in the paper))+$/u;
/** Words for whatever one paper is about. */
const THE_PAPER =
  /^(?:it|they|this|(?:(?:this|the|that|their|its|these) )(?:(?:proposed|new|novel) )?(?:papers?|works?|study|article|survey|review|report|abstract|authors?|methods?|approach|models?|framework|system|algorithm|architecture|technique|idea|network))$/u;

/**
 * The part of the paper that a question asks for when it says nothing beyond that and the paper itself ("How does VQGraph work?",
 * "what did they find?"); null for every other question, above all for one that says more, or names something else. Pure.
 */
export function askedPart(question: string, paper: Subjected): PaperPart | null {
  const bare = foldForComparison(question.replace(WRITTEN_OUT, '')).replace(BEFORE, '').replace(BEHIND, '');
  for (const { part, pattern } of PATTERNS) {
    const found = pattern.exec(bare);
    if (found === null) continue;
    const subject = found.groups?.['s'];
    if (subject === undefined || isPaper(subject, paper)) return part;
  }
  return null;
}

function isPaper(words: string, paper: Subjected): boolean {
  if (THE_PAPER.test(words)) return true;
  const [head = ''] = paper.title.split(':');
  const own = [subjectOf(paper).text, paper.title, head].map(bareName);
  return own.includes(bareName(words));
}

function bareName(words: string): string {
  return foldForComparison(words).replace(/^(?:the|a|an) /u, '');
}
