import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '../../src/endpoint/client.ts';
import { describeEndpoint } from '../../src/endpoint/endpoint.ts';
import { type ChatEndpoint, startChatEndpoint, streamed } from '../support/chat-endpoint.ts';

const KEY = Symbol.for('undici.globalDispatcher.1');

interface Dispatcher {
  dispatch(options: object, handler: object): boolean;
}

let endpoint: ChatEndpoint;
let own: Dispatcher;
const dispatched: object[] = [];

beforeEach(async () => {
  endpoint = await startChatEndpoint(() => streamed('x'));
  own = Reflect.get(globalThis, KEY) as Dispatcher;
  dispatched.length = 0;
  Reflect.set(globalThis, KEY, {
    dispatch(options: object, handler: object): boolean {
      dispatched.push(options);
      return own.dispatch(options, handler);
    },
  });
});
afterEach(async () => {
  Reflect.set(globalThis, KEY, own);
  await endpoint.close();
});

const list = async (timeoutMilliseconds: number | null): Promise<string[]> => {
  const client = await createClient(describeEndpoint({ baseURL: endpoint.url }), {
    timeoutMilliseconds,
    maxRetries: 0,
  });
  return (await client.models.list()).data.map(({ id }) => id);
};

test('who watches the time is not bound by the limits of Node’s fetch', async () => {
  expect(await list(null)).toEqual(['scripted']);
  expect(dispatched).toMatchObject([{ headersTimeout: 0, bodyTimeout: 0 }]);
});

test('a client with a time-out keeps to them', async () => {
  expect(await list(5000)).toEqual(['scripted']);
  expect(dispatched).toHaveLength(1);
  expect(dispatched[0]).not.toMatchObject({ headersTimeout: 0 });
});
