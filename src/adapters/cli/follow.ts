import type { Answer, AnswerEvent } from '../../answerer/answer.ts';
import { throwIfAborted } from '../../errors.ts';
import type { AskRequest, Conversation } from '../../ibid.ts';

/** Asks, hands on every event, and gives back the whole answer. Throws InterruptedError when the signal is raised. */
export async function follow(
  conversation: Conversation,
  request: AskRequest & { readonly signal: AbortSignal },
  listen: (event: AnswerEvent) => void,
): Promise<Answer> {
  const events = conversation.ask(request);
  for (;;) {
    const step = await events.next();
    throwIfAborted(request.signal);
    if (step.done) return step.value;
    listen(step.value);
  }
}
