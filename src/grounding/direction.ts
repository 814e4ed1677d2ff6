import type { CitedTexts } from './cited-texts.ts';
import { doubtful, type Fault, fatal } from './fault.ts';
import type { ReadText } from './read-text.ts';
import { type Turn, turnsIn } from './turns.ts';

/**
 * Where a claim says "lower" of what is quoted as higher. Ends of one scale are held against each other only where both texts say them
 * of the same thing: fatal where nothing speaks for the claim's word; doubtful where what they are said of differs, since
 * "reduces error" may tell a higher accuracy.
 */
export function directionFaults(claim: ReadText, cited: CitedTexts): Fault[] {
  const own = turnsIn(claim.words());
  const quoted = turnsIn(cited.quoted.words());
  const faults = new Map<string, Fault>();
  for (const turn of own) {
    const fault = faultOf(
      turn,
      quoted.filter((other) => !isAnsweredFor(other, turn, own)),
    );
    if (fault !== null && (fault.fatal || !faults.has(turn.text))) faults.set(turn.text, fault);
  }
  return [...faults.values()];
}

/** Another word of the claim is the quoted one itself, and is said of the same thing at least as well. */
function isAnsweredFor(quoted: Turn, turn: Turn, own: readonly Turn[]): boolean {
  if (isOneWord(quoted, turn)) return false;
  const shared = common(quoted, turn);
  return own.some((other) => other !== turn && other.stem === quoted.stem && common(quoted, other) >= shared);
}

/** "Few" and "fewer", "fast" and "faster". */
function isOneWord(a: Turn, b: Turn): boolean {
  return a.stem.startsWith(b.stem) || b.stem.startsWith(a.stem);
}

function faultOf(turn: Turn, quoted: readonly Turn[]): Fault | null {
  const along = quoted.filter((other) => relation(turn, other) === 1);
  const against = quoted.filter((other) => relation(turn, other) === -1);
  if (against.length === 0) return null;
  const isGraded = turn.poles.some(({ graded }) => graded);
  // "Teacher" and "student" in both texts: whether they changed places is looked up where places are.
  if (!isGraded && along.some((other) => isOneWord(other, turn))) return null;
  const pro = Math.max(0, ...along.map((other) => common(turn, other)));
  const contra = Math.max(...against.map((other) => common(turn, other)));
  const worst = against.find((other) => common(turn, other) === contra) ?? turn;
  const objection = { kind: 'direction', claimed: turn.text, quoted: worst.text } as const;
  if (along.length === 0 && contra === 0)
    return isGraded && isComparing(turn.text) ? doubtful(objection) : null;
  // As much speaks for the claim's word as against it, and the quotes do not have it.
  const isSaid = quoted.some((other) => isOneWord(other, turn));
  if (contra === pro && contra > 0 && isGraded && !isSaid && isComparing(turn.text))
    return doubtful(objection);
  if (contra <= pro) return null;
  const isOfOne = turn.main === worst.main || turn.main === null || worst.main === null;
  return contra >= 2 * pro && (contra >= 2 || isOfOne) ? fatal(objection) : doubtful(objection);
}

/** 1: both are the same end of a scale; -1: opposite ends of one and the same end of none; 0: they have nothing to do with each other. */
function relation(a: Turn, b: Turn): -1 | 0 | 1 {
  let opposite = false;
  // One word denied and affirmed is looked up as a denial.
  if (a.denied !== b.denied && isOneWord(a, b)) return 0;
  for (const own of a.poles)
    for (const other of b.poles) {
      if (own.scale !== other.scale) continue;
      const turned = own.graded && a.denied !== b.denied;
      if (own.sign * other.sign * (turned ? -1 : 1) === 1) return 1;
      opposite = true;
    }
  return opposite ? -1 : 0;
}

/** How many things both are said of. */
function common(a: Turn, b: Turn): number {
  let count = 0;
  for (const stem of a.objects) if (b.objects.has(stem)) count += 1;
  return count;
}

/** "Large" and "high" also are parts of terms ("large language model"); comparatives and verbs say which way something goes. */
function isComparing(word: string): boolean {
  return !/^(?:large|small|high|low|long|short|strong|weak|hard|easy|deep|wide|broad|great|big|few|fast|slow|early|late|more|most|less|before|after|support|prevent|add|simple|above|below|many|same|help|avoid|cause)$/i.test(
    word,
  );
}
