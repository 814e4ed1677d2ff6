import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../../src/errors.ts';
import { QUESTION, somePaper } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

/** What is looked up comes when the test says so. */
function gated() {
  const gate = Promise.withResolvers<void>();
  const ibid = scriptedIbid({
    async search() {
      await gate.promise;
      return { hits: [{ paper: somePaper(), score: 1, sentence: null }], notices: [] };
    },
    async paper() {
      await gate.promise;
      return somePaper();
    },
  });
  return { ibid, open: gate.resolve };
}

describe('a stop', () => {
  it.each([
    ['/search', 'search', { words: 'graph networks' }],
    ['/reading-list add', 'reading-list add', { paper: 'VQGraph' }],
  ] as const)('lets %s come to its end, and nobody is left with “thinking…”', async (_, name, given) => {
    const fake = await discord();
    const { ibid, open } = gated();
    const bot = await startBot(fake, { ibid, farewell: 5_000 });
    const asked = fake.user('ada').slash(name, given);
    await asked.deferred();
    const stopped = bot.stop();
    // Longer than leaving takes.
    setTimeout(open, 150);
    await stopped;
    expect(asked.messages()).toMatchObject([{ thinking: false }]);
    expect(asked.messages()[0]?.text).toContain('VQGraph');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('tells whoever searches that it breaks off when there is no more time', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      search: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(new InterruptedError()));
        }),
    });
    const bot = await startBot(fake, { ibid, farewell: 50 });
    const asked = fake.user('ada').slash('search', { words: 'graph networks' });
    await asked.deferred();
    await bot.stop();
    expect(asked.messages()[0]?.text).toContain('being restarted');
    fake.expectClean();
  });

  it('tells so, too, whoever asks by a reply whose conversation is still looked for', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    const bot = await startBot(fake, { ibid, farewell: 5_000 });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const said = bob.say(fake.channel, 'Has anybody read the one on graphs?');
    fake.faults.plan({ route: 'GET /channels', fault: { kind: 'slow', milliseconds: 300 } });
    const asked = ada.say(fake.channel, QUESTION, { mentionBot: true, replyTo: said });
    await expect
      .poll(() => fake.requests.some(({ route }) => route?.startsWith('GET /channels') === true))
      .toBe(true);
    await bot.stop();
    expect(asked.messages()[0]?.text).toContain('being restarted');
    expect(ibid.asked).toHaveLength(0);
    fake.expectClean();
  });

  it('refuses kindly what comes meanwhile', async () => {
    const fake = await discord();
    const { ibid, open } = gated();
    const bot = await startBot(fake, { ibid, farewell: 5_000 });
    const ada = fake.user('ada');
    await ada.slash('search', { words: 'graph networks' }).deferred();
    const stopped = bot.stop();
    for (const [name, given] of [
      ['reading-list add', { paper: 'VQGraph' }],
      ['search', { words: 'more' }],
    ] as const) {
      const [told] = await ada.slash(name, given).settled();
      expect(told).toMatchObject({ ephemeral: true });
      expect(told?.text).toContain('being restarted');
    }
    open();
    await stopped;
    fake.expectClean();
  });
});

describe('/forget everything', () => {
  it('waits for what its user has begun, and two of them do not wait for each other', async () => {
    const fake = await discord();
    const { ibid, open } = gated();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    await ada.slash('reading-list add', { paper: 'VQGraph' }).deferred();
    const forgotten = [
      ada.slash('forget', { what: 'everything' }),
      ada.slash('forget', { what: 'everything' }),
    ];
    for (const one of forgotten) await one.deferred();
    open();
    const told = await Promise.all(forgotten.map(async (one) => (await one.settled())[0]?.text));
    expect(told.some((text) => text?.startsWith('Forgotten'))).toBe(true);
    expect(await ibid.state.forgetUser(`discord:${ada.id}`)).toEqual({ turns: 0, feedback: 0, others: 0 });
    fake.expectClean();
  });
});
