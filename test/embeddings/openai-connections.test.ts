import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.ts';
import { create, failureOf, fakeEndpoint, server } from './openai-support.ts';

fakeEndpoint();

describe('connections, on a loopback server', () => {
  const running: Server[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) {
      one.closeAllConnections();
      await new Promise((resolve) => one.close(resolve));
    }
  });
  beforeAll(() => server.close());
  afterAll(() => server.listen({ onUnhandledFrame: 'error' }));

  async function listen(listener: RequestListener): Promise<string> {
    const one = createServer(listener);
    running.push(one);
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(one.address() as AddressInfo).port}/v1`;
  }

  test('a server that is not running', async () => {
    const baseURL = await listen(() => undefined);
    for (const one of running.splice(0)) await new Promise((resolve) => one.close(resolve));
    const error = await failureOf(create({ baseURL }).embedQuery('one'));
    expect(error.message).toMatch(/cannot be reached: the connection was refused/);
    expect(error.retryable).toBe(true);
  });

  test('a host that is not known', async () => {
    const error = await failureOf(create({ baseURL: 'http://nowhere.invalid/v1' }).embedQuery('one'));
    expect(error.message).toMatch(/cannot be reached: its host name is not known/);
  });

  test('a server that never answers', async () => {
    const baseURL = await listen(() => undefined);
    const error = await failureOf(create({ baseURL, queryTimeoutMilliseconds: 100 }).embedQuery('one'));
    expect(error.message).toMatch(/did not answer within 0.1 s/);
  });

  test('a server that begins an answer and stalls', async () => {
    const baseURL = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data": [');
    });
    const error = await failureOf(create({ baseURL, timeoutMilliseconds: 100 }).embedDocuments(['one']));
    expect(error.message).toMatch(/did not answer within 0.1 s/);
  });

  test('a connection that is cut', async () => {
    const baseURL = await listen((request) => request.socket.destroy());
    const error = await failureOf(create({ baseURL }).embedQuery('one'));
    expect(error.message).toMatch(/the connection was cut/);
  });

  test('an answer that is cut in the middle', async () => {
    const baseURL = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"data": [', () => response.socket?.destroy());
    });
    const error = await failureOf(create({ baseURL }).embedQuery('one'));
    expect(error.retryable).toBe(true);
    expect(error.message).toMatch(/broke off|cut/);
  });

  test('an abort while the server thinks interrupts at once and closes the request', async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const baseURL = await listen((_, response) => {
      response.on('close', () => closed.resolve());
      controller.abort();
    });
    const work = create({ baseURL, maxRetries: 5 }).embedDocuments(['one'], controller.signal);
    await expect(work).rejects.toBeInstanceOf(InterruptedError);
    await closed.promise;
  });
});
