/** A place where a sentence may end. */
interface PossibleEnd {
  readonly text: string;
  /** Where the sentence begins. */
  readonly start: number;
  /** Of the stop (the first of several). */
  readonly stop: number;
  /** Behind the stop and what closes after it. */
  readonly end: number;
  /** The text knows no capitals, so that none can be asked for. */
  readonly isLowerCase: boolean;
}

/** Abbreviations behind which a sentence goes on, whatever follows. Folded: no stops inside, lower case. */
const NEVER_LAST: ReadonlySet<string> = new Set(
  `eg ie cf vs fig figs eq eqs eqn eqns sec secs sect tab tabs ref refs no nos dr mr mrs ms prof st approx resp viz ca vol ch chap app
  alg thm prop def lem cor ex pp p jan feb mar apr jun jul aug sep sept oct nov dec al esp incl max min avg std dept inc ltd co univ
  assoc proc conf trans lett rev ed eds e.g i.e c.f`.split(/\s+/),
);

/** Of these, some are words too ("no", "sec", "ex"): they are abbreviations only before a number or a capital that goes on. */
const ALSO_WORDS: ReadonlySet<string> = new Set(
  'no max min mar app ex p st def co al tab ref prop cor rev trans'.split(' '),
);

/** Behind these no sentence ends even before a word that begins one ("e.g. The …"). */
const ALWAYS_GO_ON: ReadonlySet<string> = new Set(['eg', 'ie', 'cf', 'vs', 'viz', 'approx', 'esp']);
const TITLES: ReadonlySet<string> = new Set(['dr', 'mr', 'mrs', 'ms', 'prof']);

/** Words that begin sentences in abstracts and hardly ever follow an abbreviation or an initial. */
const STARTERS: ReadonlySet<string> = new Set(
  `The This These Those That There Then Thus Therefore To In On At By For From With Within Without We Our Ours It Its An As If When While
  Where However Moreover Furthermore Additionally Also Although Despite Here Hence Finally First Second Third Next Recent Recently
  Existing Experiments Experimental Extensive Empirical Empirically Results Code Codes Data Our Such Since Both Each Most Many Some
  Specifically Instead Using Based Unlike Under Through Across Among Given Because Compared Overall Importantly Notably They Their He She
  Another Other One Two Three No Not And But So Yet Or How What Why Which Whether Can Project Inspired Motivated Previous Prior
  Traditional Current Currently Nevertheless Nonetheless Consequently Conversely Similarly Extensive Evaluations Evaluation Followed`.split(
    /\s+/,
  ),
);

/** How far a bracket or quotation may reach over stops inside it. */
const LONGEST_ASIDE = 300;

/** Whether a sentence ends at this place. */
export function isSentenceEnd(place: PossibleEnd): boolean {
  const { text, stop, end } = place;
  const rest = text.slice(end, end + 60).trimStart();
  if (rest === '') return true;
  if (/^[,;:)\]}–—]/.test(rest) || /^-\s/.test(rest)) return false;
  if (isInsideAside(place)) return false;
  const isGlued = !/\s/.test(text[end] ?? '');
  if (isGlued)
    return (
      STARTERS.has(firstWord(rest)) &&
      !/\S*(?::\/\/|www\.)\S*$/.test(text.slice(Math.max(0, stop - 200), stop))
    );
  // " . " as in texts that were tokenised.
  if (/\s/.test(text[stop - 1] ?? '') && text[stop] === '.' && end === stop + 1) {
    return !(/\d\s$/.test(text.slice(stop - 2, stop)) && /^\d/.test(rest));
  }
  if (!canBegin(rest, place.isLowerCase)) return false;
  return text[stop] !== '.' || text.slice(stop, end).startsWith('..') || !isAbbreviated(place, rest);
}

function firstWord(rest: string): string {
  return /^[\p{L}\p{N}]+/u.exec(rest.replace(/^["“‘'([]+/, ''))?.[0] ?? '';
}

/** Whether a sentence can begin so: with a capital, a figure, a sign, or a name that is written small (iLA-SDP, k-means). */
function canBegin(rest: string, isLowerCase: boolean): boolean {
  // "(iii) We …", "b) The …": an item of a list.
  if (/^\(?(?:[ivx]{1,4}|[a-z])\)\s/.test(rest)) return true;
  const opening = rest.replace(/^["“‘'([{«]+/, '');
  if (!/^\p{Ll}/u.test(opening)) return true;
  return isLowerCase || /^\p{Ll}[\p{L}\p{N}-]*[\p{Lu}\p{N}]|^\p{Ll}-\p{L}{2,}/u.test(opening);
}

function isAbbreviated({ text, start, stop, end }: PossibleEnd, rest: string): boolean {
  // "Fig.)" has closed what it was in, and a stop behind it would be another one.
  const token = /[\p{L}\p{M}\p{N}.&/-]+$/u.exec(text.slice(Math.max(start, stop - 40), stop))?.[0] ?? '';
  const next = firstWord(rest);
  const isStarter = STARTERS.has(next);
  if (/^\d+$/.test(token) || /^[a-z]$/i.test(token)) {
    // "1. Foo … 2. Bar": the number of an item that begins here.
    if (/^[\s("“[]*$/.test(text.slice(start, stop - token.length))) return true;
  }
  if (/^\p{Lu}$/u.test(token)) return !isStarter && isInitial(text, stop);
  if (/\.\p{L}{1,3}$/u.test(token) && /^(?:\p{L}{1,3}\.)+\p{L}{1,3}$/u.test(token)) {
    // "e.g." and "i.e." never end a sentence; "i.i.d.", "U.S." and "w.r.t." may.
    return /^(?:e\.g|i\.e|c\.f)$/i.test(token) || !isStarter;
  }
  const word = token.replace(/^.*[/-]/, '');
  const folded = word.toLowerCase();
  if (folded === 'al') return /\bet\s+al$/i.test(text.slice(Math.max(0, stop - 8), stop)) && !isStarter;
  // "in OCT." is a name, "Oct." a month; "180 ms." a unit, "Ms." a title.
  if (end > stop + 1 || !NEVER_LAST.has(folded) || /^\p{Lu}{3,}$/u.test(word)) return false;
  if (ALWAYS_GO_ON.has(folded)) return true;
  if (TITLES.has(folded)) return /^\p{Lu}\p{Ll}/u.test(word);
  return ALSO_WORDS.has(folded) ? /^\p{Lu}/u.test(word) && /^\d/.test(next) : !isStarter;
}

/** A single capital is an initial before a name or behind one ("J. Smith", "Smith, J."), not the end of "vitamin C." */
function isInitial(text: string, stop: number): boolean {
  const before = text.slice(Math.max(0, stop - 30), stop - 1);
  return !/(?:^|\s)\p{Ll}[\p{L}-]*\s$/u.test(before) || /\b(?:by|and|of|from|with|to)\s$/.test(before);
}

/** Whether the place lies within brackets or quotation marks that close soon: asides belong to their sentence. */
function isInsideAside({ text, start, end }: PossibleEnd): boolean {
  let depth = 0;
  let quotes = 0;
  for (let i = start; i < end; i += 1) {
    const character = text[i];
    if (character === '(' || character === '[' || character === '“') depth += 1;
    else if ((character === ')' || character === ']' || character === '”') && depth > 0) depth -= 1;
    else if (character === '"') quotes += 1;
  }
  const ahead = text.slice(end, end + LONGEST_ASIDE);
  if (quotes % 2 === 1 && /^[^"]{0,150}"/.test(ahead)) return true;
  if (depth === 0) return false;
  for (const character of ahead) {
    if (character === '(' || character === '[' || character === '“') depth += 1;
    else if (character === ')' || character === ']' || character === '”') {
      depth -= 1;
      if (depth === 0) return true;
    }
  }
  return false;
}
