import { describe, expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.ts';
import { asking, listen } from '../contract/chat-model.ts';
import { streamed, whole } from '../support/chat-endpoint.ts';
import { chatAt, chatEndpoints, hearingBy } from './openai-support.ts';

const start = chatEndpoints();

const { hear, failing, text } = hearingBy(start);

describe('streams as servers write them', () => {
  test('without a role in the first delta', async () => {
    expect(await text(streamed(['one', ' two'], { role: false }))).toBe('one two');
  });

  test('without [DONE] at the end', async () => {
    expect(await text(streamed('one', { ending: 'end' }))).toBe('one');
  });

  test('with usage in a chunk without choices', async () => {
    const { reply } = await hear(streamed('one', { usage: { input: 812, output: 35 } }));
    expect(reply.usage).toEqual({ inputTokens: 812, outputTokens: 35, estimated: false });
  });

  test('with usage beside the end, or growing from chunk to chunk: the last counts', async () => {
    const chunk = (content: string, usage: object, finish_reason: string | null = null) => ({
      event: { choices: [{ index: 0, delta: { content }, finish_reason }], usage },
    });
    const { reply } = await hear(
      streamed(
        [
          chunk('one', { prompt_tokens: 9, completion_tokens: 1 }),
          chunk('', { prompt_tokens: 9, completion_tokens: 2 }, 'stop'),
        ],
        { finish: null },
      ),
    );
    expect(reply.usage).toEqual({ inputTokens: 9, outputTokens: 2, estimated: false });
  });

  test('with usage that nobody can read: it is estimated and said to be', async () => {
    const { reply } = await hear(
      streamed(['one two three', { event: { choices: [], usage: { prompt_tokens: 'many' } } }]),
    );
    expect(reply.text).toBe('one two three');
    expect(reply.usage.estimated).toBe(true);
    expect(reply.usage.outputTokens).toBeGreaterThan(0);
  });

  test('with comments, named events, CRLF and a mark of byte order, and bytes cut anywhere', async () => {
    const chunk = JSON.stringify({ choices: [{ delta: { content: 'é🙂' } }] });
    const bytes = `\uFEFF\r\n: ping\r\n\r\nevent: message\r\nid: 1\r\ndata: ${chunk}\r\n\r\n`;
    const letters = [...bytes].map((raw) => ({ raw }));
    expect(await text(streamed(letters, { role: false }))).toBe('é🙂');
  });

  test('under another content type', async () => {
    const body = `data: {"choices":[{"delta":{"content":"one"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;
    for (const type of ['text/plain', 'application/json', 'application/octet-stream']) {
      expect(await text({ kind: 'whole', status: 200, headers: { 'content-type': type }, body })).toBe('one');
    }
  });

  test('with an empty string where the protocol has no end yet', async () => {
    const event = { choices: [{ index: 0, delta: { content: 'one' }, finish_reason: '' }] };
    expect(await text(streamed([{ event }, ' two']))).toBe('one two');
    const error = await failing(streamed([{ event }], { finish: null }));
    expect(error.message).toMatch(/broke off in the middle of its answer$/);
  });

  test('with reasoning apart, which is no text and counts as spent', async () => {
    for (const name of ['reasoning', 'reasoning_content', 'thinking']) {
      const thought = 'first of all one has to think about all this at length '.repeat(20);
      const { reply, pieces } = await hear(streamed([{ delta: { [name]: thought } }, 'one']));
      expect(pieces).toEqual(['one']);
      expect(reply.usage.outputTokens).toBeGreaterThan(100);
    }
  });

  test('with thoughts in the text', async () => {
    const { reply, pieces } = await hear(streamed(['<thi', 'nk>hm', '</thin', 'k>\n', '{"a"', ':1}']));
    expect(pieces).toEqual(['{"a"', ':1}']);
    expect(reply.text).toBe('{"a":1}');
    expect((await hear(streamed(['<thi']))).pieces).toEqual(['<thi']);
  });

  test('with text in parts, some of them thoughts', async () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'one' },
    ];
    expect(await text(streamed([{ delta: { content } }]))).toBe('one');
  });

  test('with other choices beside the first, and events of other kinds', async () => {
    const other = { choices: [{ index: 1, delta: { content: 'no' }, finish_reason: 'stop' }] };
    expect(await text(streamed([{ event: { type: 'ping' } }, { event: other }, 'one']))).toBe('one');
  });

  test('that end because of a tool that nobody offered', async () => {
    const { reply } = await hear(streamed([], { finish: 'tool_calls' }));
    expect([reply.text, reply.finish]).toEqual(['', 'complete']);
  });

  test('that stop at the limit in the middle of a thought', async () => {
    const { reply } = await hear(streamed('<think>and then', { finish: 'length' }));
    expect([reply.text, reply.finish]).toEqual(['', 'length']);
  });
});

describe('a whole body in answer to a request for a stream', () => {
  test('is an answer', async () => {
    const { reply, pieces } = await hear(
      whole('<think>hm</think>one two', { usage: { input: 7, output: 9 } }),
    );
    expect(pieces).toEqual(['one two']);
    expect(reply).toEqual({
      text: 'one two',
      finish: 'complete',
      usage: { inputTokens: 7, outputTokens: 9, estimated: false },
    });
  });

  test('says how it ended, and without a word of that it is whole', async () => {
    expect((await hear(whole('one', { finish: 'length' }))).reply.finish).toBe('length');
    const body = { choices: [{ message: { content: 'one' } }] };
    expect((await hear({ kind: 'whole', status: 200, body })).reply).toMatchObject({
      text: 'one',
      finish: 'complete',
    });
  });

  test('may be empty', async () => {
    expect(await text(whole(null))).toBe('');
  });
});

describe('a reader who leaves', () => {
  test('before the headers', async () => {
    const endpoint = await start(() => ({ kind: 'silence' }));
    const controller = new AbortController();
    const work = listen(chatAt(endpoint.url), asking('what?', controller.signal));
    while (endpoint.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await expect(work).rejects.toBeInstanceOf(InterruptedError);
    await endpoint.requests[0]?.closed;
    expect(endpoint.requests[0]?.aborted).toBe(true);
  });

  test('is not shown what was there already', async () => {
    const endpoint = await start(() => streamed(['one', 'two', 'three'], { ending: 'stall' }));
    const controller = new AbortController();
    const stream = chatAt(endpoint.url).reply(asking('what?', controller.signal));
    await stream.next();
    // Both other pieces have arrived by now.
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort();
    await expect(stream.next()).rejects.toBeInstanceOf(InterruptedError);
  });

  test('after the last word is interrupted too', async () => {
    const endpoint = await start(() => streamed('one', { finish: 'stop', ending: 'stall' }));
    const controller = new AbortController();
    const stream = chatAt(endpoint.url).reply(asking('what?', controller.signal));
    await stream.next();
    const waiting = stream.next();
    setTimeout(() => controller.abort(), 50);
    await expect(waiting).rejects.toBeInstanceOf(InterruptedError);
  });

  test('leaves no listener at the signal', async () => {
    const endpoint = await start(() => streamed('one'));
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    await listen(chatAt(endpoint.url), asking('what?', signal));
    expect(listeners).toBe(0);
  });
});

test('a hundred replies at once, each whole, none waiting for another', async () => {
  const endpoint = await start((body) => {
    const name = body.messages[0]?.content ?? '';
    return streamed([name, '-', name], { pieceMilliseconds: 20 });
  });
  const model = chatAt(endpoint.url);
  let stalled: AsyncGenerator<string> | null = null;
  const replies = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      if (n === 0) {
        // One reader who asked for a piece and reads no further holds nobody up.
        stalled = model.reply(asking('slow'));
        return (await stalled.next()).value;
      }
      return (await listen(model, asking(`q${n}`))).reply.text;
    }),
  );
  expect(replies).toEqual(['slow', ...Array.from({ length: 99 }, (_, n) => `q${n + 1}-q${n + 1}`)]);
});
