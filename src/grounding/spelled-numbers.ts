export interface SpelledNumber {
  readonly value: string;
  /** "x" for "twice", "%" for "half"; null for a plain number, whose unit stands behind it. */
  readonly unit: 'x' | '%' | null;
  readonly start: number;
  readonly end: number;
}

const PLAIN: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: '100',
};

const MULTIPLES: Readonly<Record<string, readonly [value: string, unit: 'x' | '%']>> = {
  twice: ['2', 'x'],
  double: ['2', 'x'],
  doubles: ['2', 'x'],
  doubled: ['2', 'x'],
  doubling: ['2', 'x'],
  twofold: ['2', 'x'],
  thrice: ['3', 'x'],
  triple: ['3', 'x'],
  triples: ['3', 'x'],
  tripled: ['3', 'x'],
  tripling: ['3', 'x'],
  threefold: ['3', 'x'],
  fourfold: ['4', 'x'],
  quadruple: ['4', 'x'],
  quadruples: ['4', 'x'],
  quadrupled: ['4', 'x'],
  fivefold: ['5', 'x'],
  tenfold: ['10', 'x'],
  half: ['50', '%'],
  halves: ['50', '%'],
  halved: ['50', '%'],
  halving: ['50', '%'],
};

const SPELLED = new RegExp(
  `(?<![a-z\\d-])(?:${[...Object.keys(PLAIN), ...Object.keys(MULTIPLES), 'one(?=[ -](?:thousand|million|billion|trillion|percent|hour|minute|second|day|week|month|year|point)|-?fold)'].join('|')})(?![a-z])`,
  'gi',
);
/** "double descent", "half-precision", "double-blind": parts of terms, no quantities. */
const TERM = /^(?:-|\s?(?:descent|machine|blind|precision|integral|bond|strand|space|plane|life|moon|q\b))/iu;

/** Numbers that are written as words: "three", "sixteen times", "twice", "half". "One" counts only before a magnitude or a unit. */
export function spelledNumbers(text: string): SpelledNumber[] {
  return [...text.matchAll(SPELLED)].flatMap((match): SpelledNumber[] => {
    const word = match[0].toLowerCase();
    const place = { start: match.index, end: match.index + match[0].length };
    const multiple = MULTIPLES[word];
    if (multiple !== undefined)
      return TERM.test(text.slice(place.end, place.end + 12))
        ? []
        : [{ value: multiple[0], unit: multiple[1], ...place }];
    return [{ value: word === 'one' ? '1' : (PLAIN[word] ?? ''), unit: null, ...place }];
  });
}
