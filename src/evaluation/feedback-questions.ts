import type { CommunityState, KeptAnswer } from '../ibid.ts';

type Vote = Awaited<ReturnType<CommunityState['feedback']>>[number];

export interface FeedbackQuestions {
  /** A line for each answer that was voted on, as `readQuestionFile` reads it; empty when there is none. */
  readonly jsonl: string;
  /** Lines that say what is right. */
  readonly approved: number;
  /** Lines in which somebody has yet to say what is right. */
  readonly toJudge: number;
  /** Answers of which it is no longer known what was asked: nothing can be written of them. */
  readonly leftOut: number;
}

/**
 * Votes as questions for `ibid eval`, in the order in which their answers first come. An answer that all its votes approve of is taken for
 * right: its outcome and the papers it cites are what is asked for (type `approved`). One that somebody found wrong says nothing of what
 * would have been right, nor does one whose papers are gone: such a line (`to-judge`) passes whatever is answered, until somebody
 * who reads `comments` and `given` sets its `outcome` and `papers`, and takes `also_outcome` away. Questions are in the form that stands
 * alone, so that they need no history.
 */
export function feedbackQuestions(
  feedback: readonly Vote[],
  /** Null for a paper that is not in the index. */
  titleOf: (paperId: string) => string | null,
): FeedbackQuestions {
  const groups = [...Map.groupBy(feedback, ({ answer }) => answer)];
  const lines = groups.flatMap(([id, votes]) => lineOf(id, votes, titleOf) ?? []);
  const approved = lines.filter(({ type }) => type === 'approved').length;
  return {
    jsonl: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    approved,
    toJudge: lines.length - approved,
    leftOut: groups.length - lines.length,
  };
}

function lineOf(id: string, votes: readonly Vote[], titleOf: (paperId: string) => string | null) {
  const about = votes.find((vote) => vote.about !== null)?.about ?? null;
  const question = about === null ? null : questionOf(about);
  if (about === null || question === null) return null;
  const cited = about.citations.map(({ paperId }) => ({ paperId, title: titleOf(paperId)?.trim() || null }));
  const papers = [...new Set(cited.flatMap(({ title }) => title ?? []))];
  const isWhole = cited.every(({ title }) => title !== null);
  const isAskable = about.outcome !== 'answered' || papers.length > 0;
  const down = votes.filter(({ vote }) => vote === 'down').length;
  const told = {
    votes: { up: votes.length - down, down },
    comments: votes.flatMap(({ comment }) => comment ?? []),
  };
  if (down === 0 && isWhole && isAskable)
    return { id: `vote-${id}`, type: 'approved', question, outcome: about.outcome, papers, ...told };
  return {
    id: `vote-${id}`,
    type: 'to-judge',
    question,
    outcome: 'not-stated',
    also_outcome: ['answered', 'not-in-corpus'],
    papers: [],
    also_ok: papers,
    ...told,
    given: { outcome: about.outcome, papers: cited.map(({ paperId, title }) => title ?? paperId) },
  };
}

/** Null when nothing is left to ask. */
function questionOf({ standaloneQuestion, question }: KeptAnswer): string | null {
  return [standaloneQuestion, question].find((words) => words.trim() !== '') ?? null;
}
