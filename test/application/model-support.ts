import type { Answer, AnswerEvent } from '../../src/answerer/answer.ts';
import { createConversation } from '../../src/application/conversation.ts';
import type { ChatRequest } from '../../src/chat/chat-model.ts';
import type { AskRequest, Conversation } from '../../src/ibid.ts';
import { collect, createBench, createDesk } from '../support/bench.ts';
import { SMALL_CORPUS } from '../support/papers.ts';
import { createScriptedChat, type ScriptedChat } from '../support/scripted-chat.ts';

export const SPEED = 'VQGraph achieves faster inference over GNNs by 828x';
export const QUESTION = "How much faster is VQGraph's inference?";

/** The number under which a request shows the paper with this title. */
export function sourceOf(request: ChatRequest, title: string): number {
  const text = request.messages.map(({ content }) => content).join('\n');
  const at = text.indexOf(`Title: ${title}`);
  return Number(/Source (\d+)\n$/u.exec(text.slice(0, at))?.[1]);
}

export const claim = (source: number, quote: string, text: string) => ({
  quotes: [{ source, quote }],
  claim: text,
});
export const reply = (claims: readonly unknown[], outcome = 'answered', search: readonly string[] = []) =>
  JSON.stringify({ outcome, search, claims });

/** Whether a request is for this prompt, told by its words. */
export const asksFor = (request: ChatRequest, words: string): boolean =>
  request.messages.some(({ content }) => content.includes(words));

export async function talk(
  replies: Parameters<typeof createScriptedChat>[0],
  desk: Parameters<typeof createDesk>[1] = {},
): Promise<{ conversation: Conversation; chat: ScriptedChat }> {
  const chat = createScriptedChat(replies, { name: 'scripted' });
  const bench = await createBench(SMALL_CORPUS, undefined, createDesk(chat, desk));
  return { conversation: createConversation(async () => bench), chat };
}

export async function ask(
  replies: Parameters<typeof createScriptedChat>[0],
  request: Partial<AskRequest> = {},
): Promise<{ answer: Answer; events: AnswerEvent[]; chat: ScriptedChat }> {
  const { conversation, chat } = await talk(replies);
  const asked = await collect(conversation.ask({ question: QUESTION, ...request }));
  return { ...asked, chat };
}

export const texts = (answer: Answer): string[] => answer.claims.map(({ text }) => text);
export const onSpeed = (request: ChatRequest, text: string) =>
  claim(sourceOf(request, 'VQGraph'), SPEED, text);
export const GOOD = 'VQGraph achieves 828x faster inference than GNNs.';
