import { STOP_WORDS } from '../text/stop-words.ts';

/** What only asks for the form of an answer. */
const FORM_WORDS = new RegExp(
  [
    '\\b(?:(?:which|what|any|all|the|some|more|list|name)(?: of| the| these| other)* )?(?:papers|works|studies|articles|abstracts)\\b(?: here| there)?(?:(?: are| is| that| which| do| deal| talk| look| work)*(?: about| on| with| into| at| to do with| mention(?:s|ing)?| discuss(?:es|ing)?| address(?:es|ing)?| cover(?:s|ing)?| dealing with)+\\b)?',
    '\\b(?:anything|something|everything|all|whatever)(?: here| there| we have| you have)? (?:on|about)\\b',
    '^(?:list|enumerate)\\b|^(?:any|some) (?:work|research|paper|study|literature) (?:on|about)\\b',
    '\\b(?:do|have) (?:we|you) (?:have|got)(?: any| something| anything)?\\b|\\bhow many(?= )',
    "^(?:(?:so|ok|okay|hi|hey|hello|please|pls|can you|could you|would you|i(?:'d| would) (?:like|need)|i need|i want)[\\s,]+)+",
    '\\b(?:please|pls|for me|thanks)\\b',
    '\\b(?:give|show|tell|write|get|find) (?:me|us)\\b',
    '\\b(?:an?|the|any|short|brief|quick) (?:\\w+ )?(?:overview|summary|gist)(?: (?:of|on|about))?\\b',
    '\\boverview(?: (?:of|on|about))?\\b|\\bin a nutshell\\b|\\b(?:the )?(?:literature|state of the art) on\\b|\\bsurvey the\\b',
    '\\bsummar(?:i[sz]e|y)(?: (?:of|on|about))?\\b',
    '\\bwhat (?:do|does|have) (?:these|the|those|our) (?:papers|abstracts|works) (?:say|said|tell)(?: us)?(?: (?:on|about))?\\b',
    '\\b(?:in|of) (?:this|the|our) (?:corpus|collection|index)\\b|\\bin here\\b',
  ].join('|'),
  'giu',
);

/** What a list or a summary is to be about: the question without the words that ask for the form. */
export function topicOf(question: string): string {
  const topic = question
    .replace(FORM_WORDS, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,:;.?!-]+/u, '')
    .trim();
  const words = topic.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.some((word) => !STOP_WORDS.has(word)) ? topic : question;
}
