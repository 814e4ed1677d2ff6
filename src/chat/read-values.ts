import type { ModelAsk, ModelSession, ReplyEnd } from './model-session.ts';

/** Asks, and gives the top-level values of the whole reply by their keys. Throws what the session's `ask` throws. */
export async function readValues(
  session: ModelSession,
  ask: ModelAsk,
): Promise<{ readonly values: Readonly<Record<string, unknown>>; readonly end: ReplyEnd }> {
  const values: Record<string, unknown> = {};
  const reply = session.ask(ask);
  let step = await reply.next();
  for (; step.done !== true; step = await reply.next())
    if (step.value.type === 'value') values[step.value.key] = step.value.value;
  return { values, end: step.value };
}
