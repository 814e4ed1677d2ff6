import type { CitedTexts, ReadText } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import { findFigure } from './match-figure.ts';
import type { Word } from './words.ts';

interface Claimed {
  /** What the claim says. */
  readonly says: RegExp;
  /** What the quotes must say for it. */
  readonly needs: RegExp;
}

/** Words that leave nothing out, each with the words that carry it. */
const WITHOUT_RESERVE: readonly Claimed[] = [
  {
    says: /\b(?:all|every|each|entire|whole|any|everywhere|everything|universally|across the board)\b/giu,
    needs:
      /\b(?:all|every|each|entire|whole|any|arbitrary|arbitrarily|full|fully|universal|universally|both|regardless|no matter|per|single|individual|complete|completely|everything|across)\b/iu,
  },
  {
    says: /\b(?:always|in every case|in all cases|invariably|without exception|consistently)\b/giu,
    needs: /\b(?:always|every|all|consistent|consistently|invariably|any|without exception)\b/iu,
  },
  { says: /\bnever\b/giu, needs: /\b(?:never|no|not|none|without|cannot)\b/iu },
  {
    says: /\b(?:only|solely|exclusively|nothing but)\b/giu,
    needs: /\b(?:only|solely|exclusively|just|merely|alone|single|sole|purely|entirely|limit\w*|mere)\b/iu,
  },
  { says: /\bonce and for all\b/giu, needs: /\bonce and for all\b/iu },
  {
    says: /\b(?:(?:is|are|was|as|be|being|became) (?:the |among the )?first\b(?! (?:stage|step|phase|layer|time step))|the first (?:to|ever|time|of its|work|method|model|approach|system|dataset|framework|study|open)|for the first time)/giu,
    needs: /\bfirst\b/iu,
  },
  {
    says: /\b(?:best|state[- ]of[- ]the[- ]art|sota|optimal|unmatched|unrivalled|unrivaled|unprecedented|unsurpassed)\b/giu,
    needs:
      /\b(?:best|state[- ]of[- ]the[- ]arts?|sota|optimal|optimally|top|leading|first|record|unprecedented|outperform\w*|superior|surpass\w*|highest|lowest|most)\b/iu,
  },
  {
    says: /\b(?:perfect|perfectly|flawless|flawlessly|completely|entirely|fully|totally|exact|exactly|lossless|losslessly)\b/giu,
    needs:
      /\b(?:perfect|perfectly|flawless\w*|complete|completely|entire|entirely|full|fully|total|totally|exact|exactly|lossless\w*|precise|precisely|recall|equals?|equivalent)\b/iu,
  },
  {
    says: /\b(?:guarantee[sd]?|guaranteeing|ensures? that|certain to)\b/giu,
    needs: /\b(?:guarantee\w*|ensur\w*|provabl\w*|prov(?:e[sn]?|ed|ing)|certif\w*|theor\w*)\b/iu,
  },
  {
    says: /\b(?:proves?|proved|proven|provably)\b/giu,
    needs:
      /\b(?:prov(?:e[sn]?|ed|ing|able|ably)|proofs?|theorem\w*|theoretical\w*|formal\w*|guarantee\w*|analytical\w*|rigorous\w*|show(?:s|n|ed)?|demonstrat\w*|verif\w*|establish\w*)\b/iu,
  },
  {
    says: /\b(?:solves?|solved)\b/giu,
    needs: /\b(?:solv\w*|solution\w*|resolv\w*|overcom\w*|eliminat\w*|address\w*|tackl\w*|answer\w*)\b/iu,
  },
  {
    says: /\b(?:eliminates?|eliminated|eliminating|eradicates?|removes?)\b/giu,
    needs:
      /\b(?:eliminat\w*|remov\w*|eradicat\w*|without|no|avoid\w*|obviat\w*|free|discard\w*|drop\w*|prun\w*|filter\w*|delet\w*|unnecessary|get rid|replac\w*)\b/iu,
  },
  {
    says: /\bmust\b/giu,
    needs: /\b(?:must|ha(?:s|ve) to|require[sd]?|requiring|necessar\w*|need(?:s|ed)?|essential)\b/iu,
  },
  {
    says: /\b(?:far|much|vastly|dramatically|massively|enormously|hugely|drastically|radically) (?=\w+(?:er|ly)?\b)/giu,
    needs:
      /\b(?:far|much|vast\w*|dramatic\w*|massive\w*|enormous\w*|huge\w*|drastic\w*|radical\w*|significant\w*|substantial\w*|considerabl\w*|great\w*|large\w*|remarkabl\w*|strong\w*|\d)/iu,
  },
  {
    says: /\b(?:clearly|significantly|substantially|considerably|dramatically) (?:outperform|surpass|beat|better|exceed|improve)\w*/giu,
    needs:
      /\b(?:outperform\w*|surpass\w*|beat\w*|better|exceed\w*|superior\w*|improv\w*|gain\w*|boost\w*|enhanc\w*|higher|increas\w*|lead\w*)\b/iu,
  },
];

/** Beating what the quotes only come near to. */
const BEATS =
  /\b(?:outperform\w*|surpass\w*|exceed\w*|beats?|beating|better than|superior to|clearly better)\b/iu;
const NEARS =
  /\b(?:comparabl[ey]|competitive\w*|on[- ]par|at least on par|close to|matche?s?|matching|similar|rivals?|nearly|almost|approach(?:es|ing)?|close)\b/iu;

/** Reserves: a quote with one of them, of which a claim keeps none, is told as more than it says. */
const RESERVES: readonly Claimed[] = [
  {
    says: /\b(?:may|might|could|possibly|perhaps|potentially|potential|presumably|likely|appears? to|seems? to|promising|tends? to|can)\b/giu,
    needs:
      /\b(?:may|might|could|can|possibl\w*|perhaps|potential\w*|presumabl\w*|likel\w*|appears?|seems?|promis\w*|tends?|often|sometimes|able|capab\w*|help\w*|risk|prone|suggest\w*|hope\w*|would|in part|if)\b/iu,
  },
  {
    says: /\b(?:suggests?|suggesting|hypothes[ie][sz]\w*|conjectur\w*|we believe|posit(?:s|ed)?|speculat\w*|envision\w*)\b/giu,
    needs:
      /\b(?:suggest\w*|hypothes\w*|conjectur\w*|believ\w*|posit\w*|speculat\w*|may|might|could|can|seem\w*|appear\w*|indicat\w*|likely|potential\w*|promis\w*|expect\w*|argu\w*|envision\w*|propos\w*|possibl\w*|think|hope\w*)\b/iu,
  },
  {
    says: /\b(?:some|sometimes|partially|partly|occasionally|in (?:some|certain|many|most) cases|a subset of|certain|several|most|mostly|many|often|generally|typically|usually|largely|mainly|majority|primarily|frequently|commonly|in general|a few|few)\b/giu,
    needs: /(?:)/u,
  },
];

/** The quotes leave something out: "all" said of it is another quantity, not the same one with less care. */
const LIMITED =
  /\b(?:some|sometimes|partially|partly|occasionally|certain|several|most|mostly|many|often|generally|typically|usually|largely|mainly|majority|few|frequently|commonly|subset|low-resolution|broad class|wide range|range of|limited|various|different|numerous|variety|diverse)\b/iu;
const UNIVERSAL =
  /\b(?:all|every|any|always|everywhere|universally|in every case|in all cases|invariably|none|no)\b/iu;

const AT_MOST =
  /\b(?:up to|as (?:much|many|high|low|large|few|little) as|at most|no more than|a maximum of|maximum|within|under|below|less than|fewer than|<|≤)\s*$/iu;
const AT_LEAST =
  /(?:\b(?:at least|more than|over|above|exceeding|beyond|no less than|greater than|upwards of)|>|≥)\s*$/iu;
const MORE_BEHIND = /^\s?\+|^\s(?:or more|and more|and above)\b/iu;

/** Claims told with less reserve than their quotes. */
export function scopeFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const quoted = cited.quoted.text;
  const faults = new Map<string, Fault>();
  const add = (word: string, isFatal: boolean): void => {
    const key = word.trim().toLowerCase();
    const objection = { kind: 'scope', word: word.trim() } as const;
    if (isFatal || !faults.has(key)) faults.set(key, isFatal ? fatal(objection) : doubtful(objection));
  };
  for (const { says, needs } of WITHOUT_RESERVE)
    for (const match of claim.text.matchAll(says))
      if (!needs.test(quoted))
        add(match[0], UNIVERSAL.test(match[0]) && isLimitedNear(match, claim, cited.quoted));
  if (BEATS.test(claim.text) && !BEATS.test(quoted) && NEARS.test(quoted))
    add(BEATS.exec(claim.text)?.[0] ?? '', true);
  for (const word of lostReserves(claim, cited.quoted)) add(word, false);
  for (const word of superlatives(claim.words(), cited.quoted)) add(word, false);
  for (const word of lostBounds(claim, cited.quoted)) add(word, false);
  return [...faults.values()];
}

/** "All tasks" where "most tasks" is quoted: the noun behind the word is limited in the quotes. */
function isLimitedNear(match: RegExpMatchArray, claim: ReadText, quoted: ReadText): boolean {
  const behind = claim
    .words()
    .filter(({ start }) => start > (match.index ?? 0))
    .slice(0, 5)
    .flatMap(({ stems }) => [...stems]);
  return (
    quoted.words().some((word, at, words) => {
      if (!word.stems.some((stem) => behind.includes(stem))) return false;
      const before = words
        .slice(Math.max(0, at - 6), at)
        .map(({ lower }) => lower)
        .join(' ');
      return LIMITED.test(before);
    }) ||
    (/case/u.test(match[0]) && LIMITED.test(quoted.text))
  );
}

/** Reserves that the quotes make about what the claim says, and the claim does not. */
function lostReserves(claim: ReadText, quoted: ReadText): string[] {
  const said = new Set(claim.words().flatMap(({ stems }) => [...stems]));
  const lost: string[] = [];
  RESERVES.forEach(({ says, needs }, kind) => {
    for (const match of quoted.text.matchAll(says)) {
      const word = match[0].toLowerCase();
      // "Can" says what a method does, unless the claim says that it always does.
      if (word === 'can') continue;
      if (kind === 2) {
        if (
          /^(?:several|many|certain|often|typically|usually|commonly|frequently|a few|few|primarily|mainly|some)$/u.test(
            word,
          ) &&
          !UNIVERSAL.test(claim.text)
        )
          continue;
        if (LIMITED.test(claim.text) || !UNIVERSAL.test(claim.text)) {
          if (
            !/^(?:generally|in general|partially|partly|sometimes|occasionally|in (?:some|certain) cases|mostly|largely|most)$/u.test(
              word,
            )
          )
            continue;
          if (
            /\b(?:most|mostly|largely|partly|partially|part|sometimes|generally|usually|often|typically|in general|mainly|some|majority|occasionally|main|nearly|almost)\b/iu.test(
              claim.text,
            )
          )
            continue;
        }
      } else if (needs.test(claim.text)) continue;
      if (isNear(match.index, quoted, said)) lost.push(match[0]);
    }
  });
  return lost;
}

/** Two of the content words behind the reserve, in its sentence, are the claim's. */
function isNear(at: number, quoted: ReadText, said: ReadonlySet<string>): boolean {
  let shared = 0;
  let seen = 0;
  for (const word of quoted.words()) {
    if (word.start <= at) continue;
    if (seen >= 8 || (seen > 0 && word.opensSentence)) break;
    if (word.stems.length === 0) continue;
    seen += 1;
    if (word.stems.some((stem) => said.has(stem))) shared += 1;
  }
  return shared >= 2;
}

/** "Fastest" where only "faster" is quoted. */
function superlatives(own: readonly Word[], quoted: ReadText): string[] {
  const said = new Set(quoted.words().map(({ lower }) => lower));
  return own.flatMap(({ lower, text }) => {
    const base = /^(\p{L}{3,})(?:i?)est$/u.exec(lower)?.[1];
    if (
      base === undefined ||
      said.has(lower) ||
      [
        'for',
        'inter',
        'hon',
        'mod',
        'requ',
        'nearest',
        'near',
        'dig',
        'harv',
        'inv',
        'sugg',
        'cont',
        'prot',
        'qu',
        'manif',
      ].includes(base)
    )
      return [];
    return said.has(`${base}er`) || said.has(`${base}ier`) ? [text] : [];
  });
}

/** "47%" where "up to 47%" is quoted, and the other bounds. */
function lostBounds(claim: ReadText, quoted: ReadText): string[] {
  return claim.figures().flatMap((figure) => {
    const own = boundOf(claim.text, figure);
    const matching = quoted
      .figures()
      .filter(
        (other) =>
          findFigure({ figure, text: claim.text }, { text: quoted.text, figures: [other] }) === 'same',
      );
    if (matching.length === 0) return [];
    const bounds = matching.map((other) => boundOf(quoted.text, other));
    return bounds.includes(own) ? [] : [figure.written];
  });
}

function boundOf(
  text: string,
  figure: { readonly start: number; readonly end: number },
): 'most' | 'least' | 'none' {
  const before = text.slice(Math.max(0, figure.start - 24), figure.start);
  if (AT_MOST.test(before)) return 'most';
  return AT_LEAST.test(before) || MORE_BEHIND.test(text.slice(figure.end, figure.end + 10))
    ? 'least'
    : 'none';
}
