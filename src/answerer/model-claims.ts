import type { ModelAsk, ModelSession, ReplyEnd } from '../chat/model-session.ts';
import type { ReplyItem } from '../chat/read-reply.ts';
import type { Judge } from './judge.ts';
import type { JudgedDraft } from './judged-draft.ts';
import { readClaim } from './reply-shapes.ts';

/** More than any reader reads; a model that does not end is stopped here. */
const MOST_CLAIMS = 60;

/** A part of a reply, or a claim of it with its verdict; in the order in which the model wrote them. */
export type JudgedItem =
  | { readonly type: 'item'; readonly item: ReplyItem }
  | { readonly type: 'judged'; readonly judged: JudgedDraft; readonly theme: string | null };

/**
 * Asks, and judges each claim as soon as it is complete, while the model writes on. Verdicts keep the order of the claims, also when
 * they take time. Leaving the loop stops everything that was asked.
 */
export async function* judgedClaims(given: {
  readonly session: ModelSession;
  readonly ask: ModelAsk;
  readonly judge: Judge;
  readonly round: JudgedDraft['round'];
}): AsyncGenerator<JudgedItem, ReplyEnd | null, void> {
  // A generator that is waiting for its next part cannot be left: its request must be stopped first.
  const leaving = new AbortController();
  const signals = [leaving.signal, given.ask.signal].filter((signal) => signal !== undefined);
  const reply = given.session.ask({ ...given.ask, signal: AbortSignal.any(signals) });
  const waiting: Promise<JudgedItem>[] = [];
  let claims = 0;
  try {
    let next = reply.next();
    for (;;) {
      const head = waiting[0];
      const step = await (head === undefined ? next : Promise.race([head.then(() => null), next]));
      if (step === null) {
        if (head !== undefined) yield await head;
        waiting.shift();
        continue;
      }
      if (step.done === true) {
        while (waiting.length > 0) {
          const settled = waiting[0];
          if (settled !== undefined) yield await settled;
          waiting.shift();
        }
        return step.value;
      }
      const item = step.value;
      next = reply.next();
      // Both are awaited in turn; one that fails meanwhile is heard when its turn comes.
      next.catch(() => {});
      const written = item.type === 'element' && item.key === 'claims' ? readClaim(item.value) : null;
      if (written === null) {
        yield { type: 'item', item };
        continue;
      }
      if (++claims > MOST_CLAIMS) return null;
      const judged = given.judge(written, given.round);
      if (!(judged instanceof Promise)) {
        yield { type: 'judged', judged, theme: written.theme };
        continue;
      }
      const awaited = judged.then(
        (value): JudgedItem => ({ type: 'judged', judged: value, theme: written.theme }),
      );
      awaited.catch(() => {});
      waiting.push(awaited);
    }
  } finally {
    leaving.abort();
    await reply.return({ cut: true, keep: async () => {} });
  }
}
