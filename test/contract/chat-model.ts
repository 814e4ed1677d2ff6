import { describe, expect, test } from 'vitest';
import type { ChatModel, ChatReply, ChatRequest } from '../../src/chat/chat-model.ts';
import { EndpointError, InterruptedError } from '../../src/errors.ts';

/** What the model behind the port is to say to one request. */
export interface Speech {
  readonly pieces: readonly string[];
  readonly finish?: 'complete' | 'length';
  /** What becomes of it after the pieces; by default it is whole. */
  readonly ending?: 'silence' | 'failure';
}

export interface SpeakingModel {
  readonly model: ChatModel;
  /** Resolves when the model knows that nobody wants the rest of its nth reply. */
  stopped(n: number): Promise<void>;
}

export const asking = (content: string, signal?: AbortSignal): ChatRequest => ({
  messages: [{ role: 'user', content }],
  format: null,
  maxOutputTokens: 500,
  ...(signal === undefined ? {} : { signal }),
});

/** All pieces and the reply; what `reply` throws it throws. */
export async function listen(
  model: ChatModel,
  request: ChatRequest,
): Promise<{ readonly pieces: readonly string[]; readonly reply: ChatReply }> {
  const pieces: string[] = [];
  const stream = model.reply(request);
  for (;;) {
    const next = await stream.next();
    if (next.done) return { pieces, reply: next.value };
    pieces.push(next.value);
  }
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** What every ChatModel must do, whatever is behind it. `speaking` gives one that says the speeches, one a request. */
export function describeChatModel(
  name: string,
  speaking: (speeches: readonly Speech[]) => Promise<SpeakingModel>,
): void {
  describe(`${name} is a ChatModel`, () => {
    test('it has a name and a window, and says nothing before it is asked', async () => {
      const { model } = await speaking([{ pieces: ['one'] }]);
      expect(model.name).not.toBe('');
      expect(model.window).toBeGreaterThan(0);
      // A reply that nobody listens to needs no answer, and leaves nothing behind.
      const unheard = model.reply(asking('never asked'));
      await unheard.return({
        text: '',
        finish: 'complete',
        usage: (await listen(model, asking('x'))).reply.usage,
      });
    });

    test('the pieces together are the text of the reply, white space and all', async () => {
      const { model } = await speaking([{ pieces: [' Mixtures', ' of\n', 'experts ', '专家', '🙂\n'] }]);
      const { pieces, reply } = await listen(model, asking('what?'));
      expect(pieces.join('')).toBe(' Mixtures of\nexperts 专家🙂\n');
      expect(reply.text).toBe(pieces.join(''));
      expect(reply.finish).toBe('complete');
      expect(pieces.every((piece) => piece !== '')).toBe(true);
    });

    test('a reply without a word is empty and whole', async () => {
      const { model } = await speaking([{ pieces: [] }]);
      const { pieces, reply } = await listen(model, asking('what?'));
      expect([pieces, reply.text, reply.finish]).toEqual([[], '', 'complete']);
    });

    test('a reply that was cut at the limit says so', async () => {
      const { model } = await speaking([{ pieces: ['Mixtures of ex'], finish: 'length' }]);
      expect((await listen(model, asking('what?'))).reply).toMatchObject({
        text: 'Mixtures of ex',
        finish: 'length',
      });
    });

    test('usage is of both sides', async () => {
      const { model } = await speaking([{ pieces: ['four words are here'] }]);
      const { usage } = (await listen(model, asking('what do the papers say?'))).reply;
      expect(usage.inputTokens).toBeGreaterThan(0);
      expect(usage.outputTokens).toBeGreaterThan(0);
    });

    test('the first piece is there while the last is not written', async () => {
      const { model } = await speaking([{ pieces: ['first'], ending: 'silence' }]);
      const stream = model.reply(asking('what?'));
      expect(await stream.next()).toEqual({ value: 'first', done: false });
      await failureOf(stream.return({ text: '', finish: 'complete', usage: NONE }));
    });

    test('a failure in the middle is thrown after the pieces before it', async () => {
      const { model } = await speaking([{ pieces: ['first'], ending: 'failure' }]);
      const stream = model.reply(asking('what?'));
      expect((await stream.next()).value).toBe('first');
      const error = await failureOf(stream.next());
      expect(error).toBeInstanceOf(EndpointError);
      expect(error).toMatchObject({ remedy: expect.stringMatching(/./) });
    });

    test('a signal that was aborted before interrupts', async () => {
      const { model } = await speaking([{ pieces: ['first'] }]);
      const error = await failureOf(listen(model, asking('what?', AbortSignal.abort())));
      expect(error).toBeInstanceOf(InterruptedError);
    });

    test('an abort while it is silent interrupts and stops it', async () => {
      const { model, stopped } = await speaking([{ pieces: ['first'], ending: 'silence' }]);
      const controller = new AbortController();
      const stream = model.reply(asking('what?', controller.signal));
      await stream.next();
      const waiting = failureOf(stream.next());
      controller.abort();
      expect(await waiting).toBeInstanceOf(InterruptedError);
      await stopped(0);
    });

    test('an abort between two pieces interrupts, and stops it though nobody asks for the next', async () => {
      const { model, stopped } = await speaking([{ pieces: ['first'], ending: 'silence' }]);
      const controller = new AbortController();
      const stream = model.reply(asking('what?', controller.signal));
      await stream.next();
      controller.abort();
      await stopped(0);
      expect(await failureOf(stream.next())).toBeInstanceOf(InterruptedError);
    });

    test('leaving the loop stops it', async () => {
      const { model, stopped } = await speaking([{ pieces: ['first'], ending: 'silence' }]);
      for await (const piece of model.reply(asking('what?'))) {
        expect(piece).toBe('first');
        break;
      }
      await stopped(0);
    });

    test('leaving while it is silent stops it, without waiting for a word', async () => {
      const { model, stopped } = await speaking([{ pieces: ['first'], ending: 'silence' }]);
      const stream = model.reply(asking('what?'));
      await stream.next();
      const waiting = failureOf(stream.next());
      await failureOf(stream.return({ text: '', finish: 'complete', usage: NONE }));
      await stopped(0);
      await waiting;
    });

    test('replies run beside each other', async () => {
      const { model } = await speaking([
        { pieces: ['one'], ending: 'silence' },
        { pieces: ['two', ' three'] },
      ]);
      const slow = model.reply(asking('slow'));
      await slow.next();
      expect((await listen(model, asking('quick'))).reply.text).toBe('two three');
      await failureOf(slow.return({ text: '', finish: 'complete', usage: NONE }));
    });
  });
}

const NONE = { inputTokens: 0, outputTokens: 0, estimated: false } as const;
