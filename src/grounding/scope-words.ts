/** Words that leave nothing out, and what a quote must say for a claim to use them. */
export interface Unreserved {
  readonly says: RegExp;
  readonly needs: RegExp;
  /** The word speaks of all there is: where the quotes speak of some, it is another quantity. */
  readonly universal: boolean;
}

/** Matches whole words, any case. `words`: alternatives of a regular expression. */
function anyOf(words: string, flags = 'iu'): RegExp {
  return new RegExp(String.raw`\b(?:${words})(?![\p{L}\p{N}])`, flags);
}

function row(says: string, needs: string, universal = false): Unreserved {
  return { says: anyOf(says, 'giu'), needs: anyOf(needs), universal };
}

/** "Every three months" counts, and "above all" says nothing of all. */
const ALL = String.raw`(?<!(?:above|after|first of|not) )all|every(?! (?:two|three|few|other|\d))|any|everywhere|everything|universally|across the board`;

export const UNRESERVED: readonly Unreserved[] = [
  row(
    ALL,
    String.raw`all|every|each|entire|whole|any|arbitrar\p{L}+|full|fully|universal\p{L}*|both|regardless|no matter|complete|completely|everything`,
    true,
  ),
  row(
    'always|in every case|in all cases|invariably|without exception',
    'always|every|all|consistent|consistently|invariably|any|without exception',
    true,
  ),
  row('never', 'never|no|not|none|without|cannot', true),
  row(
    'only|solely|exclusively|nothing but',
    String.raw`only|solely|exclusively|just|merely|mere|alone|single|sole|purely|entirely|limit\p{L}*|one|but rather|as (?:few|little) as`,
  ),
  row(
    String.raw`(?:is|are|was|as|be|being|became) (?:the |among the )?first(?! (?:stage|step|phase|layer|time step))|the first (?:to|ever|time|of its|work|method|model|approach|system|dataset|framework|study|open)|for the first time`,
    'first',
  ),
  row(
    'best|state[- ]of[- ]the[- ]art|sota|optimal|unmatched|unrivalled|unrivaled|unprecedented|unsurpassed',
    String.raw`best|state[- ]of[- ]the[- ]arts?|sota|optimal|optimally|top|leading|first|record|unprecedented|outperform\p{L}*|superior|surpass\p{L}*|highest|lowest|most`,
  ),
  row(
    'perfect|perfectly|flawless|flawlessly|completely|entirely|fully|totally|exact|exactly|lossless|losslessly',
    String.raw`perfect|perfectly|flawless\p{L}*|complete|completely|entire|entirely|full|fully|total|totally|exact|exactly|lossless\p{L}*|precise|precisely|recall|equals?|equivalent`,
  ),
  row(
    'guarantees?|guaranteed|guaranteeing|ensures? that|certain to',
    String.raw`guarantee\p{L}*|ensur\p{L}*|prov(?:e|es|ed|en|ing|abl[ey])|certif\p{L}*|theor\p{L}*`,
  ),
  row(
    'proves?|proved|proven|provably',
    String.raw`prov(?:e|es|ed|en|ing|abl[ey])|proofs?|theorem\p{L}*|theoretical\p{L}*|formal\p{L}*|guarantee\p{L}*|analytical\p{L}*|rigorous\p{L}*|show(?:s|n|ed)?|demonstrat\p{L}*|verif\p{L}*|establish\p{L}*`,
  ),
  row(
    'solves?|solved',
    String.raw`solv\p{L}*|solution\p{L}*|resolv\p{L}*|overcom\p{L}*|eliminat\p{L}*|address\p{L}*|tackl\p{L}*|answer\p{L}*`,
  ),
  row(
    'eliminates?|eliminated|eliminating|eradicates?|removes?',
    String.raw`eliminat\p{L}*|remov\p{L}*|eradicat\p{L}*|without|no|avoid\p{L}*|obviat\p{L}*|free|discard\p{L}*|drop\p{L}*|prun\p{L}*|filter\p{L}*|delet\p{L}*|unnecessary|rid|replac\p{L}*`,
  ),
  row(
    'except|apart from|excluding|aside from',
    String.raw`except|apart from|exclud\p{L}*|other than|aside from|unless|but not`,
  ),
  row('must', String.raw`must|ha(?:s|ve) to|requir\p{L}*|necessar\p{L}*|need(?:s|ed)?|essential|crucial`),
  row(
    String.raw`(?:far|much|vastly|dramatically|massively|enormously|hugely|drastically|radically) (?=\p{L}+er\b|more\b|less\b|worse\b)`,
    String.raw`far|much|vast\p{L}*|dramatic\p{L}*|massive\p{L}*|enormous\p{L}*|huge\p{L}*|drastic\p{L}*|radical\p{L}*|significant\p{L}*|substantial\p{L}*|considerabl\p{L}*|great\p{L}*|large\p{L}*|remarkabl\p{L}*|strong\p{L}*|notabl\p{L}*|too|\d[\d.,]*(?:x|%)?`,
  ),
];

/** Beating something, and only coming near to it. */
export const BEATS = anyOf(
  String.raw`outperform\p{L}*|out-perform\p{L}*|surpass\p{L}*|exceed\p{L}*|beats?|beating|better than|superior to|clearly better`,
);
export const NEARS = anyOf(
  String.raw`comparabl[ey]|competitive\p{L}*|on[- ]par|close to|match(?:es)?|matching|similar|rivals?|nearly|almost|approach(?:es|ing)|close`,
);
export const NEARLY_BEATS = anyOf(
  String.raw`(?:close to|nearly|almost|near|approaching) (?:outperform|surpass|exceed|match|reach|beat|achiev|solv)\p{L}*`,
);

export const LOSES = anyOf(
  String.raw`worse than|inferior to|underperform\p{L}*|falls? short of|falls? behind|below|lags? behind|trails?|perform\p{L}* worse`,
);

/** A quote that may be so, and words with which a claim keeps that. */
export const TENTATIVE: readonly { readonly quoted: RegExp; readonly kept: RegExp }[] = [
  {
    quoted: anyOf(
      'may|might|could|possibly|perhaps|potentially|potential|presumably|likely|appears? to|seems? to|promising|tends? to',
      'giu',
    ),
    kept: anyOf(
      String.raw`may|might|could|can|possibl\p{L}*|perhaps|potential\p{L}*|presumabl\p{L}*|likel\p{L}*|appears?|seems?|promis\p{L}*|tends?|often|sometimes|able|capab\p{L}*|help\p{L}*|risk|prone|suggest\p{L}*|hope\p{L}*|would|in part|if`,
    ),
  },
  {
    quoted: anyOf(
      String.raw`suggests?|suggesting|hypothe[sc]\p{L}*|conjectur\p{L}*|we believe|posit|posits|posited|speculat\p{L}*|envision\p{L}*`,
      'giu',
    ),
    kept: anyOf(
      String.raw`suggest\p{L}*|hypothe[sc]\p{L}*|conjectur\p{L}*|believ\p{L}*|posit\p{L}*|speculat\p{L}*|may|might|could|can|seem\p{L}*|appear\p{L}*|indicat\p{L}*|likely|potential\p{L}*|promis\p{L}*|expect\p{L}*|argu\p{L}*|envision\p{L}*|propos\p{L}*|possibl\p{L}*|think|hope\p{L}*`,
    ),
  },
];

/** Quantities short of all. */
export const LIMITS = anyOf(
  String.raw`some|sometimes|partial|partially|partly|occasionally|certain|several|most|mostly|many|often|generally|typically|usually|largely|mainly|majority|few|frequently|commonly|subset|broad class|wide range|range of|limited|various|different|numerous|variety|diverse|in general|in part|main|nearly|almost|primarily|low-\p{L}+|one|two|three|four|five|six|\d+`,
  'giu',
);
/** Of those the ones that a claim without any of them takes too far. */
export const WEIGHTY_LIMITS = anyOf(
  'generally|in general|partially|partly|sometimes|occasionally|in (?:some|certain|most) cases|mostly|largely|most',
  'giu',
);
export const KEPT_LIMITS = anyOf(
  'some|sometimes|partially|partly|in part|part|occasionally|certain|most|mostly|many|often|generally|typically|usually|largely|mainly|majority|in general|main|nearly|almost|primarily|up to|a few|few|several',
);
export const UNIVERSAL = anyOf(`${ALL}|always|in every case|in all cases|invariably|whatever|none|no`, 'giu');
export const NOT_NECESSARILY = anyOf('not (?:all|every|always|entirely|fully|necessarily)');
export const DENIAL = anyOf(
  String.raw`no|not|never|none|neither|nor|without|cannot|fails?|hardly|rarely|\p{L}+n't|some|sometimes|only|may|might|need`,
);
export const NOT_ALL = anyOf('not (?:all|every|always|entirely|fully)');
export const SOME = anyOf('some|several|many|most');
export const NONE = anyOf('no|none|never|not a single|nothing');

export const CONDITIONS = anyOf(
  'only (?:if|when|in|for|under)|provided that|as long as|unless|except|but only',
);
export const KEPT_CONDITIONS = anyOf(
  String.raw`if|when|whenever|provided|as long as|unless|except|only|requir\p{L}*|where|under|given|limited|conditional\p{L}*|depend\p{L}*`,
);
