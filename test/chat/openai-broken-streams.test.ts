import { describe, expect, test, vi } from 'vitest';
import { asking, listen } from '../contract/chat-model.ts';
import { page, streamed } from '../support/chat-endpoint.ts';
import { chatAt, chatEndpoints, failureOf, hearingBy, KEY } from './openai-support.ts';

const start = chatEndpoints();

const { hear, failing, text } = hearingBy(start);

describe('streams that break', () => {
  test('a silent end is no end', async () => {
    const before = await failing(streamed([], { finish: null, ending: 'end' }));
    expect(before.message).toMatch(/qwen3 at http.* ended its answer before the first word$/);
    for (const ending of ['end', 'done'] as const) {
      const error = await failing(streamed('one', { finish: null, ending }));
      expect(error.message).toMatch(/broke off in the middle of its answer$/);
      expect(error.retryable).toBe(true);
    }
  });

  test('a cut socket', async () => {
    const error = await failing(streamed('one', { ending: 'cut' }));
    expect(error.message).toMatch(/broke off: the connection was cut$/);
    expect(error.retryable).toBe(true);
  });

  test('a socket that is cut before the first byte', async () => {
    const error = await failing({ kind: 'hang-up' });
    expect(error.message).toMatch(/cannot be reached: the connection was cut$/);
  });

  test('whatever breaks after the end of the reply takes nothing from it', async () => {
    for (const reply of [
      streamed('one', { finish: 'stop', ending: 'cut' }),
      streamed('one', { finish: 'stop', ending: 'end' }),
      streamed([
        'one',
        { event: { choices: [{ delta: {}, finish_reason: 'stop' }] } },
        { raw: 'data: {\n\n' },
      ]),
    ]) {
      expect((await hear(reply)).reply).toMatchObject({ text: 'one', finish: 'complete' });
    }
  });

  test('a server that does not hang up after the end of the reply', async () => {
    const { reply } = await hear(streamed('one', { finish: 'stop', ending: 'stall' }), {
      idleMilliseconds: 60_000,
    });
    expect(reply).toMatchObject({ text: 'one', finish: 'complete' });
  });

  test('silence before the headers, after them, and after empty deltas', async () => {
    for (const reply of [
      { kind: 'silence' },
      streamed([], { role: false, ending: 'stall' }),
      streamed([{ delta: { content: '' } }, { raw: ': ping\n\n' }], { ending: 'stall' }),
    ] as const) {
      const error = await failing(reply, { firstTokenMilliseconds: 150, idleMilliseconds: 60_000 });
      expect(error.message).toMatch(/did not send its first word within 0.15 s$/);
      expect(error.remedy).toMatch(/IBID_CHAT_TIMEOUT/);
    }
  });

  test('keep-alives without end are no answer', async () => {
    const pings = Array.from({ length: 400 }, () => [{ raw: ': ping\n\n' }, { wait: 10 }]).flat();
    const error = await failing(streamed(pings), { firstTokenMilliseconds: 200, idleMilliseconds: 100 });
    expect(error.message).toMatch(/did not send its first word/);
  });

  test('a stall in the middle, and the connection is closed', async () => {
    const endpoint = await start(() => streamed('one', { ending: 'stall' }));
    const model = chatAt(endpoint.url, { idleMilliseconds: 100 });
    const error = await failureOf(listen(model, asking('what?')));
    expect(error.message).toMatch(/fell silent for 0.1 s in the middle of its answer$/);
    expect(error.remedy).toMatch(/IBID_CHAT_IDLE_TIMEOUT/);
    await endpoint.requests[0]?.closed;
    expect(endpoint.requests[0]?.aborted).toBe(true);
  });

  test('a connection whose reply is of no use is closed', async () => {
    const endpoint = await start(() => streamed([{ event: { choices: 'none' } }], { ending: 'stall' }));
    await failureOf(listen(chatAt(endpoint.url), asking('what?')));
    await endpoint.requests[0]?.closed;
    expect(endpoint.requests[0]?.aborted).toBe(true);
  });

  test('reasoning and comments are signs of life', async () => {
    const alive = [{ delta: { reasoning: 'hm' } }, { wait: 120 }, { raw: ': ping\n\n' }, { wait: 120 }];
    const { reply } = await hear(streamed([...alive, ...alive, 'one']), {
      idleMilliseconds: 220,
      firstTokenMilliseconds: 5000,
    });
    expect(reply.text).toBe('one');
  });

  test('reasoning is a first word, however long it goes on', async () => {
    const thinking = Array.from({ length: 12 }, () => [{ delta: { reasoning: 'hm' } }, { wait: 60 }]).flat();
    const { reply } = await hear(streamed([...thinking, 'one']), {
      firstTokenMilliseconds: 500,
      idleMilliseconds: 500,
    });
    expect(reply.text).toBe('one');
  });

  test('a reader who takes long is not the server’s silence', async () => {
    const endpoint = await start(() => streamed(['one', ' two', ' three'], { pieceMilliseconds: 5 }));
    const pieces: string[] = [];
    for await (const piece of chatAt(endpoint.url, { idleMilliseconds: 100 }).reply(asking('what?'))) {
      pieces.push(piece);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    expect(pieces.join('')).toBe('one two three');
  });

  test('an error in the stream, without the key in it', async () => {
    const event = { error: { message: `worker of Bearer ${KEY} died\u001b[31m`, code: 'dead' } };
    const error = await failing(streamed(['one', { event }]));
    expect(error.message).toMatch(/failed while it answered: worker of Bearer \[redacted\] died/);
    for (const hidden of ['verysecret', '\u001b']) expect(error.message).not.toContain(hidden);
    expect(error.retryable).toBe(true);
  });

  test('an error in the stream that is only a string, or names a status', async () => {
    expect((await failing(streamed([{ event: { error: 'out of memory' } }]))).message).toMatch(
      /failed while it answered: out of memory$/,
    );
    const event = { error: { message: 'slow down', code: 429 } };
    expect((await failing(streamed([{ event }]))).message).toMatch(/too many requests \(429\): slow down$/);
    const long = { error: { message: 'maximum context length is 4096 tokens', code: 400 } };
    expect((await failing(streamed([{ event: long }]))).remedy).toMatch(/IBID_CHAT_WINDOW/);
    expect((await failing({ kind: 'whole', status: 200, body: { error: 'out of memory' } })).message).toMatch(
      /failed while it answered: out of memory$/,
    );
  });

  test('events that are broken JSON, or JSON of another kind', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect((await failing(streamed(['one', { raw: 'data: {"choices": [\n\n' }]))).message).toMatch(
      /sent an event of broken JSON$/,
    );
    expect(told).not.toHaveBeenCalled();
    told.mockRestore();
    expect((await failing(streamed([{ event: { choices: 'none' } }]))).message).toMatch(
      /no chat completion \(wrong at choices\)$/,
    );
    expect((await failing({ kind: 'whole', status: 200, body: { object: 'list' } })).message).toMatch(
      /no chat completion \(wrong at choices\)$/,
    );
    expect((await failing({ kind: 'whole', status: 200, body: '{"choices": [' })).message).toMatch(
      /answered with broken JSON$/,
    );
  });

  test('a page of HTML, plain words, nothing at all', async () => {
    const html = await failing(page('nginx'));
    expect(html.message).toMatch(/answered with an HTML page$/);
    expect(html.remedy).toMatch(/OPENAI_BASE_URL/);
    const plain = await failing({ kind: 'whole', status: 200, body: `Ollama is running, key ${KEY}` });
    expect(plain.message).toMatch(/text that is no stream of events: Ollama is running, key \[redacted\]$/);
    for (const body of ['', ' \n\n']) {
      expect((await failing({ kind: 'whole', status: 200, body })).message).toMatch(/sent an empty answer$/);
    }
  });

  test('a reply that the content filter withheld, or that the model declined to give', async () => {
    const filtered = await failing(streamed('one', { finish: 'content_filter' }));
    expect(filtered.message).toMatch(/content filter withheld it$/);
    expect(filtered.retryable).toBe(false);
    const declined = await failing(
      streamed([{ delta: { refusal: 'I cannot ' } }, { delta: { refusal: `help with ${KEY}.` } }]),
    );
    expect(declined.message).toMatch(/declined: I cannot help with \[redacted\]\.$/);
    expect((await failing(streamed('one', { finish: 'error' }))).message).toMatch(
      /failed while it answered$/,
    );
  });

  test('a stream without measure', async () => {
    const much = { raw: `: ${'x'.repeat(2 ** 20)}\n\n` };
    const error = await failing(streamed(Array.from({ length: 20 }, () => much)));
    expect(error.message).toMatch(/sent far more than was asked for \(over \d+ MiB\)$/);
  });

  test('a line of 100 kB is a line', async () => {
    const long = 'word '.repeat(20_000);
    expect(await text(streamed([long]))).toBe(long);
  });
});
