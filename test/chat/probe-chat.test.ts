import { expect, test } from 'vitest';
import { probeChat } from '../../src/chat/probe-chat.ts';
import { InterruptedError } from '../../src/errors.ts';
import { refused, streamed } from '../support/chat-endpoint.ts';
import { createScriptedChat } from '../support/scripted-chat.ts';
import { chatAt, chatEndpoints, failureOf } from './openai-support.ts';

const start = chatEndpoints();

test('a model that answers tells its word and how long it took', async () => {
  const endpoint = await start(() => streamed([' Ready', '.\n'], { pieceMilliseconds: 5 }));
  const { text, milliseconds } = await probeChat(chatAt(endpoint.url));
  expect(text).toBe('Ready.');
  expect(milliseconds).toBeGreaterThanOrEqual(9);
  expect(endpoint.requests).toHaveLength(1);
  expect(endpoint.requests[0]?.body).toMatchObject({ max_tokens: 200 });
});

test('a model that only reasoned is there all the same', async () => {
  const endpoint = await start(() => streamed([{ delta: { reasoning: 'hm' } }], { finish: 'length' }));
  expect((await probeChat(chatAt(endpoint.url))).text).toBe('');
});

test('a model that says much and strange things is told in one short line', async () => {
  const { text } = await probeChat(createScriptedChat([`\u001b[31mready\nor not${' and so on'.repeat(50)}`]));
  expect(text).toMatch(/^\[31mready or not and so on/);
  expect(text.length).toBeLessThanOrEqual(61);
});

test('what fails is thrown, and an abort interrupts', async () => {
  const endpoint = await start(() => refused(404, 'no such model'));
  expect((await failureOf(probeChat(chatAt(endpoint.url)))).status).toBe(404);
  await expect(probeChat(chatAt(endpoint.url), AbortSignal.abort())).rejects.toBeInstanceOf(InterruptedError);
});
