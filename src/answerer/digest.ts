import type { RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import type { Detail } from './answer.ts';
import { LEANING, LEANS } from './finding.ts';
import { cueScore, rolesOf, type SentenceRole } from './sentence-cues.ts';

/** A place of a digest: sentences with one of these roles may fill it (null: any), best first by the cues of questions of this kind. */
interface Part {
  readonly roles: readonly SentenceRole[] | null;
  readonly kind: Parameters<typeof cueScore>[1];
  /** It stands before what the paper proposes. */
  readonly leads: boolean;
}

const PROPOSAL: Part = { roles: ['proposal', 'aim'], kind: 'definition', leads: false };
const RESULT: Part = { roles: ['result', 'figure'], kind: 'result', leads: false };
const PROBLEM: Part = { roles: ['problem', 'limit'], kind: 'why', leads: true };
const METHOD: Part = { roles: ['method'], kind: 'how', leads: false };
const FINDING: Part = { roles: ['figure', 'result', 'limit'], kind: 'figure', leads: false };

/** The parts in the order in which they are filled, by how much is wanted. */
const PARTS: Readonly<Record<Detail, readonly Part[]>> = {
  short: [PROPOSAL],
  normal: [PROPOSAL, RESULT, PROBLEM, METHOD],
  long: [PROPOSAL, RESULT, PROBLEM, METHOD, FINDING, METHOD, RESULT],
};

/** Whatever the sentences do, as many as this are there while the abstract has them. */
const LEAST: Readonly<Record<Detail, number>> = { short: 1, normal: 3, long: 5 };
const ANY: Part = { roles: null, kind: 'open', leads: false };

/** What the words of the question say of a sentence counts little: the whole paper is asked about. */
const ASKED = 0.35;
/** Where code can be had is worth no place. */
const WORTH_SAYING = -0.5;

/**
 * What one paper is for, what it does and what came of it, as its own sentences in their order. Pure.
 */
export function digestOf(paper: RetrievedPaper, detail: Detail): readonly RetrievedPassage[] {
  const chosen: RetrievedPassage[] = [];
  for (const part of PARTS[detail]) chosen.push(...best(paper, part, chosen));
  while (chosen.length < LEAST[detail]) {
    const next = best(paper, ANY, chosen);
    if (next.length === 0) break;
    chosen.push(...next);
  }
  // What is worth nothing elsewhere is all that there is.
  if (chosen.length === 0) return paper.passages.slice(0, 1);
  return chosen.sort((a, b) => a.passage.ordinal - b.passage.ordinal);
}

function best(
  { passages }: RetrievedPaper,
  part: Part,
  chosen: readonly RetrievedPassage[],
): readonly RetrievedPassage[] {
  const proposal = chosen[0]?.passage.ordinal ?? 0;
  return passages
    .filter((candidate) => !chosen.includes(candidate))
    .filter(({ passage }) => !part.leads || passage.ordinal < proposal)
    .filter(({ passage }) => part.roles?.some((role) => rolesOf(passage.text).has(role)) ?? true)
    .map((candidate) => ({ candidate, worth: worthOf(candidate, part, passages.length > 1) }))
    .filter(({ worth }) => worth > WORTH_SAYING)
    .sort((a, b) => b.worth - a.worth || a.candidate.passage.ordinal - b.candidate.passage.ordinal)
    .slice(0, 1)
    .map(({ candidate }) => candidate);
}

function worthOf({ passage, score }: RetrievedPassage, { kind }: Part, hasOthers: boolean): number {
  const opening = passage.ordinal === 0 && hasOthers;
  const leans = LEANING.test(passage.text) ? LEANS : 0;
  return ASKED * score + leans + cueScore(passage.text, kind, { opening, wantsLinks: false });
}
