import type { Passage } from '../papers/paper.ts';
import { LEANING, SURVEYS } from './finding.ts';
import { AIMING, OUTCOME, OWN, PROPOSING, TROUBLE, WORKINGS } from './part-cues.ts';
import { ADVERTISING, rolesOf } from './sentence-cues.ts';

/** What an abstract says of its paper, part by part. */
export type PaperPart = 'background' | 'problem' | 'aim' | 'proposal' | 'method' | 'result';

/** What speaks for a sentence as one that says this part; 0 and below: it does not. */
type Measure = (sentence: string, place: Place) => number;

interface Place {
  readonly ordinal: number;
  /** Where the abstract says what is proposed, else what is studied; null when it says neither. */
  readonly proposal: number | null;
  readonly last: number;
}

const MEASURES: Readonly<Record<PaperPart, Measure>> = {
  background: (sentence, { ordinal, proposal }) =>
    proposal !== null && ordinal < proposal && ordinal < 2 && !OWN.test(sentence) ? 1 - 0.3 * ordinal : 0,
  // The nearer to what is proposed, the more it is what that mends; where nothing is, an abstract begins with it.
  problem: (sentence, { ordinal, proposal, last }) => {
    const until = proposal === null || proposal < 2 ? Math.floor(last / 2) : proposal;
    const trouble = TROUBLE(sentence) - (OWN.test(sentence) ? 0.5 : 0);
    return ordinal > until || trouble < 0.42 ? 0 : trouble + 0.1 * (ordinal / Math.max(1, until));
  },
  aim: (sentence) => atLeast(0.4, AIMING(sentence)),
  proposal: (sentence, { ordinal }) =>
    atLeast(0.4, PROPOSING(sentence) - 0.03 * ordinal - (OUTCOME(sentence) > 0.8 ? 0.4 : 0)),
  method: (sentence, { ordinal, proposal }) => {
    if (ordinal < (proposal ?? 1)) return 0;
    const workings = WORKINGS(sentence) - 0.6 * Math.max(0, OUTCOME(sentence));
    return atLeast(0.3, workings - (ordinal === proposal ? 0.2 : 0)) - 0.03 * (ordinal - (proposal ?? 0));
  },
  // What others found comes before what is proposed; the last of several results sums them up.
  result: (sentence, { ordinal, proposal, last }) => {
    if (ordinal === 0 || (ordinal < (proposal ?? 1) && !OWN.test(sentence))) return 0;
    const outcome = atLeast(0.45, OUTCOME(sentence) - (ordinal === proposal ? 0.4 : 0));
    return outcome === 0 ? 0 : outcome + 0.1 * (ordinal / last);
  },
};

function atLeast(least: number, worth: number): number {
  return worth >= least ? worth : 0;
}

/** What leans on the sentence before it says less by itself. */
const LEANS = 0.4;
const LEANING_TOO = /^(?:its|their|those|both|these|the (?:former|latter))\b/iu;

/** The sentences of an abstract that say this part of it, best first; none when no sentence does. Pure. */
export function sentencesOf(part: PaperPart, passages: readonly Passage[]): readonly Passage[] {
  const inOrder = passages.toSorted((a, b) => a.ordinal - b.ordinal);
  const telling = inOrder.filter(({ text }) => !ADVERTISING.test(text));
  const proposal = proposalAmong(telling);
  const last = inOrder.at(-1)?.ordinal ?? 0;
  return telling
    .map((passage) => {
      const worth = MEASURES[part](passage.text, { ordinal: passage.ordinal, proposal, last });
      return {
        passage,
        worth: worth - (LEANING.test(passage.text) || LEANING_TOO.test(passage.text) ? LEANS : 0),
      };
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || a.passage.ordinal - b.passage.ordinal)
    .map(({ passage }) => passage);
}

function proposalAmong(passages: readonly Passage[]): number | null {
  const said =
    passages.find(({ text }) => rolesOf(text).has('proposal')) ??
    passages.find(({ text }) => PROPOSING(text) >= 0.4) ??
    passages.find(({ text }) => rolesOf(text).has('aim') || SURVEYS.test(text) || OWN.test(text));
  return said?.ordinal ?? null;
}
