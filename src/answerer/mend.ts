import { oneLine } from '../chat/fence.ts';
import type { ModelSession } from '../chat/model-session.ts';
import { EndpointError, LimitError } from '../errors.ts';
import { objectionText } from '../grounding/objection-text.ts';
import type { Judge } from './judge.ts';
import type { JudgedDraft } from './judged-draft.ts';
import { judgedClaims } from './model-claims.ts';
import type { PreparedAsk } from './model-task.ts';
import { MENDED_REPLY } from './reply-shapes.ts';

/** More failed claims than this say that the model cannot do it. */
const MOST_MENDED = 8;

/**
 * Asks once more for the claims that were dropped, each with its reason, and judges what comes. A request that fails changes nothing:
 * what was shown stands without them.
 */
export async function* mended(given: {
  readonly dropped: readonly JudgedDraft[];
  readonly prepared: PreparedAsk;
  readonly session: ModelSession;
  readonly judge: Judge;
  readonly signal: AbortSignal | undefined;
}): AsyncGenerator<JudgedDraft, void, void> {
  const { dropped, prepared, session, judge, signal } = given;
  if (dropped.length === 0) return;
  const { question, fence, sources } = prepared.ask.values;
  const claims = dropped
    .slice(0, MOST_MENDED)
    .map(({ draft, verdict }, place) =>
      [
        `Claim ${place + 1}: ${oneLine(draft.text).slice(0, 600)}`,
        ...draft.quotes.map(
          ({ marker, text }) => `Quote given for source ${marker}: ${oneLine(text).slice(0, 600)}`,
        ),
        `Why it did not pass: ${oneLine(verdict.objections.map(objectionText).join('; '))}`,
      ].join('\n'),
    )
    .join('\n\n');
  // What a model wrote may hold anything, the fence too.
  const data = claims.replaceAll(fence ?? '', '');
  try {
    const claimsAgain = judgedClaims({
      session,
      judge,
      round: 2,
      ask: {
        prompt: 'mend-claims',
        values: { question: question ?? '', fence: fence ?? '', sources: sources ?? '', claims: data },
        format: MENDED_REPLY,
        ...(signal === undefined ? {} : { signal }),
      },
    });
    let step = await claimsAgain.next();
    try {
      for (; step.done !== true; step = await claimsAgain.next())
        if (step.value.type === 'judged') yield step.value.judged;
    } finally {
      if (step.done !== true) await claimsAgain.return(null);
    }
    await step.value?.keep();
  } catch (error) {
    if (!(error instanceof EndpointError) && !(error instanceof LimitError)) throw error;
  }
}
