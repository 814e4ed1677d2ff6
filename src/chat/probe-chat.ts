import type { ChatModel } from './chat-model.ts';

export interface ChatProbe {
  /** From the question to the end of the reply. */
  readonly milliseconds: number;
  /** What it said: one short line. Empty when it spent all it may say on reasoning; it can be reached all the same. */
  readonly text: string;
}

/** Models that reason write before the first word of their reply. */
const OUTPUT_TOKENS = 200;
const LONGEST_TEXT = 60;

/** Asks a model for one word. Throws what its `reply` throws. */
export async function probeChat(model: ChatModel, signal?: AbortSignal): Promise<ChatProbe> {
  const start = performance.now();
  const reply = model.reply({
    messages: [{ role: 'user', content: 'Say the one word "ready" and nothing else.' }],
    format: null,
    maxOutputTokens: OUTPUT_TOKENS,
    ...(signal === undefined ? {} : { signal }),
  });
  let next = await reply.next();
  while (!next.done) next = await reply.next();
  const text = next.value.text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return {
    milliseconds: performance.now() - start,
    text: text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT).toWellFormed()}…`,
  };
}
