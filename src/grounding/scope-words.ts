/** Words that leave nothing out, and what a quote must say for a claim to use them. */
export interface Unreserved {
  readonly says: RegExp;
  readonly needs: RegExp;
  /** The word speaks of all there is: where the quotes speak of some, it is another quantity. */
  readonly universal: boolean;
}

/** Matches whole words, any case. `words`: alternatives of a regular expression. */
function anyOf(words: string, flags = 'i'): RegExp {
  return new RegExp(String.raw`\b(?:${words})(?![a-z\d])`, flags);
}

function row(says: string, needs: string, universal = false): Unreserved {
  return { says: anyOf(says, 'gi'), needs: anyOf(needs), universal };
}

/** "Every three months" counts, and "above all" says nothing of all. */
const ALL = String.raw`(?<!(?:above|after|first of|not) )all|every(?! (?:two|three|few|other|\d))|any|everywhere|everything|universally|across the board`;

export const UNRESERVED: readonly Unreserved[] = [
  row(
    ALL,
    'all|every|each|entire|whole|any|arbitrar[a-z]+|full|fully|universal[a-z]*|both|regardless|no matter|complete|completely|everything',
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
    'only|solely|exclusively|just|merely|mere|alone|single|sole|purely|entirely|limit[a-z]*|one|but rather|as (?:few|little) as',
  ),
  row(
    '(?:is|are|was|as|be|being|became) (?:the |among the )?first(?! (?:stage|step|phase|layer|time step))|the first (?:to|ever|time|of its|work|method|model|approach|system|dataset|framework|study|open)|for the first time',
    'first',
  ),
  row(
    'best|state[- ]of[- ]the[- ]art|sota|optimal|unmatched|unrivalled|unrivaled|unprecedented|unsurpassed',
    'best|state[- ]of[- ]the[- ]arts?|sota|optimal|optimally|top|leading|first|record|unprecedented|outperform[a-z]*|superior|surpass[a-z]*|highest|lowest|most',
  ),
  row(
    'perfect|perfectly|flawless|flawlessly|completely|entirely|fully|totally|exact|exactly|lossless|losslessly',
    'perfect|perfectly|flawless[a-z]*|complete|completely|entire|entirely|full|fully|total|totally|exact|exactly|lossless[a-z]*|precise|precisely|recall|equals?|equivalent',
  ),
  row(
    'guarantees?|guaranteed|guaranteeing|ensures? that|certain to',
    'guarantee[a-z]*|ensur[a-z]*|prov(?:e|es|ed|en|ing|abl[ey])|certif[a-z]*|theor[a-z]*',
  ),
  row(
    'proves?|proved|proven|provably',
    'prov(?:e|es|ed|en|ing|abl[ey])|proofs?|theorem[a-z]*|theoretical[a-z]*|formal[a-z]*|guarantee[a-z]*|analytical[a-z]*|rigorous[a-z]*|show(?:s|n|ed)?|demonstrat[a-z]*|verif[a-z]*|establish[a-z]*',
  ),
  row(
    'solves?|solved',
    'solv[a-z]*|solution[a-z]*|resolv[a-z]*|overcom[a-z]*|eliminat[a-z]*|address[a-z]*|tackl[a-z]*|answer[a-z]*',
  ),
  row(
    'eliminates?|eliminated|eliminating|eradicates?|removes?',
    'eliminat[a-z]*|remov[a-z]*|eradicat[a-z]*|without|no|avoid[a-z]*|obviat[a-z]*|free|discard[a-z]*|drop[a-z]*|prun[a-z]*|filter[a-z]*|delet[a-z]*|unnecessary|rid|replac[a-z]*',
  ),
  row(
    'except|apart from|excluding|aside from',
    'except|apart from|exclud[a-z]*|other than|aside from|unless|but not',
  ),
  row('must', 'must|ha(?:s|ve) to|requir[a-z]*|necessar[a-z]*|need(?:s|ed)?|essential|crucial'),
  row(
    String.raw`(?:far|much|vastly|dramatically|massively|enormously|hugely|drastically|radically) (?=[a-z]+er\b|more\b|less\b|worse\b)`,
    String.raw`far|much|vast[a-z]*|dramatic[a-z]*|massive[a-z]*|enormous[a-z]*|huge[a-z]*|drastic[a-z]*|radical[a-z]*|significant[a-z]*|substantial[a-z]*|considerabl[a-z]*|great[a-z]*|large[a-z]*|remarkabl[a-z]*|strong[a-z]*|notabl[a-z]*|too|\d[\d.,]*(?:x|%)?`,
  ),
];

/** Beating something, and only coming near to it. */
export const BEATS = anyOf(
  'outperform[a-z]*|out-perform[a-z]*|surpass[a-z]*|exceed[a-z]*|beats?|beating|better than|superior to|clearly better',
);
export const NEARS = anyOf(
  'comparabl[ey]|competitive[a-z]*|on[- ]par|close to|match(?:es)?|matching|similar|rivals?|nearly|almost|approach(?:es|ing)|close',
);
export const NEARLY_BEATS = anyOf(
  '(?:close to|nearly|almost|near|approaching) (?:outperform|surpass|exceed|match|reach|beat|achiev|solv)[a-z]*',
);

export const LOSES = anyOf(
  'worse than|inferior to|underperform[a-z]*|falls? short of|falls? behind|below|lags? behind|trails?|perform[a-z]* worse',
);

/** A quote that may be so, and words with which a claim keeps that. */
export const TENTATIVE: readonly { readonly quoted: RegExp; readonly kept: RegExp }[] = [
  {
    quoted: anyOf(
      'may|might|could|possibly|perhaps|potentially|potential|presumably|likely|appears? to|seems? to|promising|tends? to',
      'gi',
    ),
    kept: anyOf(
      'may|might|could|can|possibl[a-z]*|perhaps|potential[a-z]*|presumabl[a-z]*|likel[a-z]*|appears?|seems?|promis[a-z]*|tends?|often|sometimes|able|capab[a-z]*|help[a-z]*|risk|prone|suggest[a-z]*|hope[a-z]*|would|in part|if',
    ),
  },
  {
    quoted: anyOf(
      'suggests?|suggesting|hypothe[sc][a-z]*|conjectur[a-z]*|we believe|posit|posits|posited|speculat[a-z]*|envision[a-z]*',
      'gi',
    ),
    kept: anyOf(
      'suggest[a-z]*|hypothe[sc][a-z]*|conjectur[a-z]*|believ[a-z]*|posit[a-z]*|speculat[a-z]*|may|might|could|can|seem[a-z]*|appear[a-z]*|indicat[a-z]*|likely|potential[a-z]*|promis[a-z]*|expect[a-z]*|argu[a-z]*|envision[a-z]*|propos[a-z]*|possibl[a-z]*|think|hope[a-z]*',
    ),
  },
];

/** Quantities short of all. */
export const LIMITS = anyOf(
  String.raw`some|sometimes|partial|partially|partly|occasionally|certain|several|most|mostly|many|often|generally|typically|usually|largely|mainly|majority|few|frequently|commonly|subset|broad class|wide range|range of|limited|various|different|numerous|variety|diverse|in general|in part|main|nearly|almost|primarily|low-[a-z]+|one|two|three|four|five|six|\d+`,
  'gi',
);
/** Of those the ones that a claim without any of them takes too far. */
export const WEIGHTY_LIMITS = anyOf(
  'generally|in general|partially|partly|sometimes|occasionally|in (?:some|certain|most) cases|mostly|largely|most',
  'gi',
);
export const KEPT_LIMITS = anyOf(
  'some|sometimes|partially|partly|in part|part|occasionally|certain|most|mostly|many|often|generally|typically|usually|largely|mainly|majority|in general|main|nearly|almost|primarily|up to|a few|few|several',
);
export const UNIVERSAL = anyOf(`${ALL}|always|in every case|in all cases|invariably|whatever|none|no`, 'gi');
export const NOT_NECESSARILY = anyOf('not (?:all|every|always|entirely|fully|necessarily)');
export const DENIAL = anyOf(
  "no|not|never|none|neither|nor|without|cannot|fails?|hardly|rarely|[a-z]+n't|some|sometimes|only|may|might|need",
);
export const NOT_ALL = anyOf('not (?:all|every|always|entirely|fully)');
export const SOME = anyOf('some|several|many|most');
export const NONE = anyOf('no|none|never|not a single|nothing');

export const CONDITIONS = anyOf(
  'only (?:if|when|in|for|under)|provided that|as long as|unless|except|but only',
);
export const KEPT_CONDITIONS = anyOf(
  'if|when|whenever|provided|as long as|unless|except|only|requir[a-z]*|where|under|given|limited|conditional[a-z]*|depend[a-z]*',
);
