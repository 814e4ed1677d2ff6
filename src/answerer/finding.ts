import type { RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import { cueScore, rolesOf, type SentenceRole } from './sentence-cues.ts';

/** What a sentence says of the topic counts less than whether it tells what the paper adds: the whole paper is on the topic. */
const TOPIC = 0.35;
const ADDS: readonly (readonly [SentenceRole, number])[] = [
  ['result', 0.3],
  ['proposal', 0.35],
  ['figure', 0.1],
  ['background', -0.5],
  ['problem', -0.25],
  ['aim', -0.1],
];
/** A sentence that points back at the one before it does not stand alone. */
export const LEANING =
  /^(?:this|these|it|they|such|to (?:this end|address (?:this|these))|moreover|furthermore|additionally|second(?:ly)?|in addition)\b/iu;
export const LEANS = -0.15;
/** What a survey adds is its survey. */
export const SURVEYS =
  /\b(?:(?:this|our|the) (?:survey|review|overview)|we (?:\w+ly )?(?:survey|review|categori[sz]e|overview|synthesi[sz]e|summari[sz]e))\b/iu;
const SURVEY = 0.35;

/** The sentence that tells best what a paper adds to a topic: what it found or made, not what came before it. Null without any. */
export function findingOf(paper: RetrievedPaper): RetrievedPassage | null {
  const [best] = paper.passages
    .map((passage) => ({ passage, worth: worthOf(passage, paper.passages.length > 1) }))
    .sort((a, b) => b.worth - a.worth || a.passage.rank - b.passage.rank);
  return best?.passage ?? null;
}

function worthOf(retrieved: RetrievedPassage, hasOthers: boolean): number {
  const { text, ordinal } = retrieved.passage;
  let worth =
    TOPIC * retrieved.score +
    cueScore(text, 'open', { opening: ordinal === 0 && hasOthers, wantsLinks: false });
  const roles = rolesOf(text);
  for (const [role, value] of ADDS) if (roles.has(role)) worth += value;
  if (SURVEYS.test(text)) worth += SURVEY;
  if (LEANING.test(text)) worth += LEANS;
  return worth;
}
