/** Words at which a phrase that names a thing is over. */
const PHRASE_ENDS = new Set(
  `that which who whose where when while whereas whether if because since although though to by with using via based is are was were be been
  has have had can could may might will would should must do does did not without than through throughout as so thus thereby however but or
  integrating consisting leveraging including comprising combining employing containing enabling allowing achieving utilizing exploiting
  incorporating adopting demonstrating providing aiming designed called named dubbed termed coined namely such proposed known given capable able
  under over within into terms onto upon between among against during after before towards toward despite due`.split(
    /\s+/u,
  ),
);
/** Words that join what follows to the phrase. */
const JOINING = new Set(['of', 'for', 'in', 'on', 'from', 'at', 'and', 'across']);
/** What a phrase may not begin with: it points at something said before, or is no name of a thing. */
const POINTING =
  /^(?:this|these|those|that|such|it|its|they|their|them|our|we|us|both|each|other|others|another|one|ones|all|some|more|most|any|there|here|how|what|why|who|all|further|additional|later|above|former|latter|same|only|even|also|either|neither|no)\b/iu;
const VERBS =
  /\b(?:and|or) (?:then |further |also )?(?:\w+ly )?(?:improv|reduc|increas|achiev|enhanc|accelerat|enabl|allow|outperform|surpass|mak|provid|show|demonstrat|maintain|preserv|generat|lead|us|requir|suffer|fail|lack|ignor|introduc|propos|present|appl|train|learn|updat|predict|hav|tak|keep|bring|help|offer|avoid|find|identif|exploit|leverag|adapt|extract|select|simplif|conduct|combin|match|fit|compet|surpris|integrat|incorporat|evaluat|serv|limit|restrict|hinder)(?:e|es|s|ed|ing|ies|y)\b/iu;
const BEHIND_PARTICIPLE = /^(?:from|by|in|on|with|to|for|as|at|via|using|over|under|during|into|through)$/u;
const PRAISE =
  /^(?:(?:novel|new|simple|effective|efficient|innovative|powerful|general|generic|yet|highly|very|but|and|first|promising|advanced|more|principled|comprehensive|rigorous|straightforward|surprisingly|lightweight but|unified and|well-designed|so-called|first-ever|proposed|original|dedicated|specific|significant|substantial|extensive|additional|further|special|scalable and|robust and),? )+(?=\S)/iu;

/**
 * The words at the beginning of a text that name a thing: up to where a clause, a bracket or a mark begins, at most `most` words; null
 * when that is no phrase that can stand in another sentence. The article stays off.
 */
export function nounPhrase(text: string, most: number): string | null {
  const bare = text.replace(/^(?:the|an?) /iu, '');
  const words: string[] = [];
  const all = [...wordsOf(bare)];
  for (const [place, [written, mark]] of all.entries()) {
    if (PHRASE_ENDS.has(written.toLowerCase())) break;
    // "the router decoupled from the backbone" is the router.
    if (place > 0 && /ed$/u.test(written) && BEHIND_PARTICIPLE.test(all[place + 1]?.[0] ?? '')) break;
    words.push(written);
    if (mark) break;
  }
  while (words.length > 0 && JOINING.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  while (words.length > most) {
    // A phrase that is too long is as good without what its last preposition joins to it.
    const joint = words.findLastIndex((word) => JOINING.has(word.toLowerCase()) && word !== 'and');
    if (joint < 1) return null;
    words.length = joint;
  }
  const [phrase = ''] = words
    .join(' ')
    .replace(PRAISE, '')
    .replace(/ (?:in|for|on) the \p{L}+$/u, '')
    .split(VERBS)
    .map((part) => part.trim());
  return isPhrase(phrase) ? phrase : null;
}

/** A phrase that can be put into a question: letters and digits, nothing that points out of it, no torn pair. */
export function isPhrase(phrase: string): boolean {
  if (phrase.length < 3 || !/\p{L}{2}/u.test(phrase)) return false;
  if (
    POINTING.test(phrase) ||
    VERBS.test(phrase) ||
    /\b(?:this|these|those|its|their|our|they|we|it|them|that|which|not)\b/iu.test(phrase)
  )
    return false;
  if (/[()[\]{}<>"“”‘’:;?!\\|*_~`@#$=]|https?|\.\s/u.test(phrase)) return false;
  return !/\b(?:of|for|in|on|from|at|and|or|the|an?|to|by|with|as|than|its|their|our|very|more|most|that|less|up)$/iu.test(
    phrase,
  );
}

/** Each word, and whether a mark behind it ends the phrase. */
function* wordsOf(text: string): Generator<readonly [word: string, mark: boolean]> {
  for (const piece of text.split(/\s+/u)) {
    if (/^[([{"“‘–—-]/u.test(piece)) return;
    const word = /^[\p{L}\p{N}][\p{L}\p{N}'’./+⋅^%-]*/u.exec(piece)?.[0] ?? '';
    const kept = word.replace(/[.'’]+$/u, '');
    if (kept === '') return;
    yield [kept, kept.length < piece.length];
  }
}

/** The first word as it stands within a sentence: small, unless the text itself never writes it so. */
export function withinSentence(phrase: string, text: string): string {
  const [first = '', second = ''] = phrase.split(' ');
  // "Genetic Advertisement Editor"
  if (/^\p{Lu}\p{Ll}/u.test(second)) return phrase;
  const small = first.toLowerCase();
  const plain = /^\p{Lu}\p{Ll}+(?:-\p{Ll}+)*$/u.test(first);
  const known = ORDINARY.has(small) || text.split(/[^\p{L}\p{N}-]+/u).includes(small);
  return plain && known ? small + phrase.slice(first.length) : phrase;
}

const ORDINARY = new Set(
  `existing current previous prior recent traditional conventional most many standard earlier large small deep neural modern typical common
  vanilla training pretraining pre-training learning image video text language graph diffusion sequential user online offline multi-modal multimodal
  autoregressive transformer-based state-of-the-art methods models approaches while despite the a an attention vision self-attention softmax`.split(
    /\s+/u,
  ),
);

const CLAUSE_ENDS =
  /, (?:which|while|where|thus|thereby|and|leading|enabling|resulting|without|by|so|achieving|making|allowing|improving|reducing|i\.e\.|e\.g\.|such as|halting|promoting)\b|; |: | - | \(| — | that | which | while | whose | where | when | via | by \w+ing\b| using | through | based on | without | in order to | with (?:negligible|minimal|little|no)\b| as (?:an?|the) | rather than | instead of /u;

/** The object of a verb, up to where its clause ends; null when it could not stand in another sentence. */
export function objectPhrase(text: string, abstract: string): string | null {
  const whole = text.replace(/[.\s]+$/u, '').replace(/ \([^()]{1,60}\)/gu, '');
  const cut = whole.split(CLAUSE_ENDS)[0] ?? '';
  const object = (cut.split(VERBS)[0] ?? '')
    .replace(/[,\s]+$/u, '')
    // "a sequence with elements that …"
    .replace(/ with \p{L}+$/u, (tail) => (/^ (?:that|which)\b/u.test(whole.slice(cut.length)) ? '' : tail));
  const words = object.split(' ');
  if (/^(?:two|three|four|five)\b|^the \p{L}+$/u.test(object)) return null;
  if (/\d ?(?:%|×|x\b)|\b(?:better|more|state-of-the-art|performance across)\b/u.test(object)) return null;
  if (
    words.length > 15 ||
    /\b(?:this|these|those|such|its|their|they|them|it|our|we|us|other|respectively)\b/iu.test(object)
  )
    return null;
  // A comma within joins a list that may be torn, unless the list came to its end.
  if (object.includes(',') && !/, (?:and|or) /u.test(object)) return null;
  if (object.includes(',') && object.length < whole.length && !/, (?:and|or) \S+/u.test(object)) return null;
  const bare = object.replace(/^(?:the|an?) /iu, '').replaceAll(',', '');
  if (!isPhrase(bare)) return null;
  return /\p{L}$|\d$|%$/u.test(object) ? withinSentence(object, abstract) : null;
}

/** The phrase is all of a text, but for its article. */
export function isWhole(whole: string, phrase: string): boolean {
  return whole.replace(/^(?:the|an?) /iu, '').trim() === phrase;
}

/** "the computational cost" keeps the article that it had. */
export function withArticle(object: string, text: string): string {
  return text.includes(`the ${object}`) ? `the ${object}` : object;
}
