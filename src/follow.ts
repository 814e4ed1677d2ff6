import type { Answer, AnswerEvent } from './answerer/answer.ts';
import { InterruptedError, throwIfAborted } from './errors.ts';
import type { AskRequest, Conversation } from './ibid.ts';

/** Asks, hands on every event, and gives back the whole answer. Throws InterruptedError when the signal is raised. */
export async function follow(
  conversation: Conversation,
  request: AskRequest & { readonly signal: AbortSignal },
  listen: (event: AnswerEvent) => void,
): Promise<Answer> {
  throwIfAborted(request.signal);
  const events = conversation.ask(request);
  for (;;) {
    const step = await events.next();
    // Told to the answer too, or it would wait for ever at what it said last, its requests open and its tokens not booked.
    if (request.signal.aborted && !step.done) await events.throw(new InterruptedError());
    throwIfAborted(request.signal);
    if (step.done) return step.value;
    listen(step.value);
  }
}
