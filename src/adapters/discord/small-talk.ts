const CHATTER =
  'ah|aha|all right|alright|amazing|awesome|cool|excellent|fine|good bot|gotcha|got it|good|good one|great|ha|haha|hahaha|i see|interesting|lol|makes sense|nice|nice one|no|no problem|nope|oh|ok|okay|perfect|right|sure|super|sweet|very good|well done|wow|yeah|yep|yes';
const THANKS = 'thanks|thank you|thx|ty|cheers|many thanks|bye|goodbye|good night|see you';
/** Words of agreement and thanks, to somebody or to nobody. */
const CLOSING = new RegExp(
  `^(?:(?:${CHATTER})(?: |$))*(?:(?:${THANKS})(?: (?:a lot|a bunch|so much|very much|again))?(?: (?:everyone|everybody|all|folks|[\\p{L}\\p{N}_-]+))?)?$`,
  'u',
);
const OPENING =
  /^(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|everybody|ibid))?|help(?: me)?(?: please)?|ping|test|start|menu|commands|(?:and )?who are you|what are you|what is your name|what s your name|what (?:can|do) you do|who are you (?:and )?what can you do|how (?:are you|do you work|does this work))$/u;

/**
 * What is said without asking anything: `opening` wants a word back, `closing` (thanks, agreement, a mere emoji) wants none. Null for all
 * that may be a question.
 */
export function smallTalk(words: string): 'opening' | 'closing' | null {
  const plain = words
    .toLowerCase()
    .replace(/:\w+:/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (plain === '' || CLOSING.test(plain)) return 'closing';
  return OPENING.test(plain) ? 'opening' : null;
}
