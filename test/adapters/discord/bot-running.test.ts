import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { eventsOf, QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, freePort, launchBot, scriptedIbid, startBot } from './bot-support.ts';

describe('a stop', () => {
  it('lets an answer that was begun come to its end, takes no more, and leaves the gateway', async () => {
    const fake = await discord();
    const going = Promise.withResolvers<void>();
    const ibid = scriptedIbid({
      async *answer() {
        const answer = someAnswer();
        for (const claim of answer.claims) yield { type: 'claim', claim };
        await going.promise;
        yield { type: 'end', end: answer };
        return answer;
      },
    });
    const bot = await startBot(fake, { ibid, env: { IBID_QUESTIONS_AT_ONCE: '1' } });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const asked = ada.slash('ask', { question: QUESTION });
    await asked.begun();
    const waiting = bob.slash('ask', { question: QUESTION });
    await waiting.acknowledged();
    const stopped = bot.stop();
    const [told] = await waiting.settled();
    expect(told?.content).toContain('being restarted');
    const [refused] = await bob.slash('ask', { question: QUESTION }).settled();
    expect(refused).toMatchObject({ ephemeral: true });
    expect(refused?.content).toContain('being restarted');
    going.resolve();
    await stopped;
    const [answer] = asked.messages();
    expect(answer?.buttons).toHaveLength(5);
    expect(fake.gateway.connected).toBe(false);
    expect(fake.gateway.closeCodes).toEqual([1000]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('tells in the answer that it breaks off when there is no more time', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      async *answer({ request }) {
        const answer = someAnswer();
        for (const claim of answer.claims) yield { type: 'claim', claim };
        await new Promise((resolve) => request.signal?.addEventListener('abort', resolve));
        yield { type: 'evidence', ranked: [] };
        return answer;
      },
    });
    const bot = await startBot(fake, { ibid });
    const asked = fake.user('ada').slash('ask', { question: QUESTION });
    await asked.begun();
    await bot.stop();
    const [answer] = asked.messages();
    expect(answer?.content).toContain('828x');
    expect(answer?.content).toContain('being restarted');
    fake.expectClean();
  });
});

describe('/healthz', () => {
  it('tells that all is well, and in words what is not', async () => {
    const port = await freePort();
    const fake = await discord();
    const index = { there: true };
    const ibid = scriptedIbid();
    const bot = await startBot(fake, {
      ibid: { ...ibid, manifest: async () => (index.there ? ibid.manifest() : null) },
      env: { IBID_HEALTH_PORT: `${port}` },
    });
    const ask = async (path = '/healthz') => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return [response.status, (await response.text()).trim()];
    };
    await expect.poll(() => ask()).toEqual([200, 'ok']);
    expect((await ask('/'))[0]).toBe(404);
    index.there = false;
    expect(await ask()).toEqual([503, 'there is no index']);
    index.there = true;
    fake.gateway.unreachable = true;
    fake.gateway.cut();
    await expect.poll(() => ask()).toEqual([503, "the connection to Discord's gateway is lost"]);
    fake.gateway.unreachable = false;
    await expect.poll(() => ask(), { timeout: 5000 }).toEqual([200, 'ok']);
    await bot.stop();
    await expect(ask()).rejects.toThrow();
  });

  it('that cannot have its port ends the start', async () => {
    const fake = await discord();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const bot = await launchBot(fake, { ibid: scriptedIbid(), env: { IBID_HEALTH_PORT: `${port}` } });
    await expect(bot.ended).rejects.toMatchObject({
      message: expect.stringContaining(`127.0.0.1:${port} cannot be listened on`),
    });
    taken.close();
  });
});

describe('many questions', () => {
  it('twenty in the same second are all answered, each acknowledged in time', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    const users = Array.from({ length: 20 }, (_, n) => fake.user(`user${n}`));
    const asked = users.map((user) => user.slash('ask', { question: QUESTION }));
    const answers = await Promise.all(asked.map((one) => one.settled()));
    for (const [answer] of answers) expect(answer?.content).toContain('828x');
    expect(fake.botMessages(fake.channel)).toHaveLength(20);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('two hundred in a minute are all answered, none lost and none doubled', async () => {
    const fake = await discord();
    const ibid = echoing();
    const bot = await startBot(fake, { ibid });
    const users = Array.from({ length: 20 }, (_, n) => fake.user(`user${n}`));
    for (let wave = 0; wave < 10; wave++) {
      const asked = users.map((user, n) => user.slash('ask', { question: `question ${wave} of ${n}?` }));
      for (const [n, one] of asked.entries()) {
        const [message, ...more] = await one.settled();
        expect(more).toEqual([]);
        expect(message?.content).toContain(`It was asked: question ${wave} of ${n}?`);
      }
    }
    expect(ibid.asked).toHaveLength(200);
    expect(fake.botMessages(fake.channel)).toHaveLength(200);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('two hundred at the same moment are each answered or told kindly to wait', async () => {
    const fake = await discord();
    const ibid = echoing();
    await startBot(fake, { ibid });
    const users = Array.from({ length: 200 }, (_, n) => fake.user(`user${n}`));
    const asked = users.map((user, n) => user.slash('ask', { question: `question ${n}?` }));
    const kinds = await Promise.all(asked.map(async (one) => (await one.acknowledged()).kind));
    for (const [n, one] of asked.entries()) {
      const [message, ...more] = await one.begun();
      expect(more).toEqual([]);
      if (kinds[n] === 'deferred') expect(message?.content).toContain(`It was asked: question ${n}?`);
      else expect(message?.content).toContain('as many questions as I can at once');
    }
    const answered = kinds.filter((kind) => kind === 'deferred').length;
    expect(answered).toBeGreaterThanOrEqual(36);
    expect(answered).toBeLessThan(200);
    expect(ibid.asked).toHaveLength(answered);
    fake.expectClean();
  });
});

/** Every answer says what was asked. */
function echoing() {
  return scriptedIbid({
    async *answer({ request }) {
      const text = `It was asked: ${request.question}`;
      return yield* eventsOf(
        someAnswer({ claims: [{ text, quotes: [{ marker: 1, text }], check: 'quote' }] }),
      );
    },
  });
}
