import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { eventsOf, QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

const NOTHING = { id: '' };
describe('limits', () => {
  it('tell when the next question is possible, and do not answer a flood with a flood', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '2' } });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    for (let i = 0; i < 2; i++) await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    const [told] = await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    expect(told?.content).toMatch(/Your next question is welcome in (?:\d+ seconds|a minute|1 minute)/u);
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).unanswered(100);
    const [privately] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(privately).toMatchObject({ ephemeral: true });
    await bob.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    expect(ibid.asked).toHaveLength(3);
    fake.expectClean();
  });

  it('hold for a server together', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_GUILD_QUESTIONS_PER_MINUTE: '2' } });
    for (const name of ['a', 'b']) await fake.user(name).slash('ask', { question: QUESTION }).settled();
    const [told] = await fake.user('c').slash('ask', { question: QUESTION }).settled();
    expect(told?.content).toContain('on this server');
    await fake.user('d').dm(QUESTION).settled();
    expect(ibid.asked).toHaveLength(3);
    fake.expectClean();
  });
});

describe('questions that come together', () => {
  it('are answered in order within a conversation', async () => {
    const fake = await discord();
    const order: string[] = [];
    const ibid = scriptedIbid({
      async *answer({ request }) {
        order.push(`begin ${request.question}`);
        await new Promise((resolve) => setTimeout(resolve, request.question === 'one?' ? 60 : 1));
        order.push(`end ${request.question}`);
        return yield* eventsOf(someAnswer());
      },
    });
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    for (const question of ['one?', 'two?', 'three?']) ada.dm(question);
    await fake.until(() => fake.botMessages(ada.directChannel()).length === 3);
    expect(order).toEqual(['begin one?', 'end one?', 'begin two?', 'end two?', 'begin three?', 'end three?']);
    expect(ibid.asked.map(({ snapshot }) => snapshot?.turns.length ?? 0)).toEqual([0, 1, 2]);
    fake.expectClean();
  });

  it('wait when too many are answered, and are refused kindly when too many wait', async () => {
    const fake = await discord();
    const going = Promise.withResolvers<void>();
    const ibid = scriptedIbid({
      async *answer() {
        await going.promise;
        return yield* eventsOf(someAnswer());
      },
    });
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_AT_ONCE: '1' } });
    const asked = Array.from({ length: 10 }, (_, n) =>
      fake.user(`user${n}`).slash('ask', { question: QUESTION }),
    );
    for (const one of asked) await one.acknowledged();
    expect(ibid.asked).toHaveLength(1);
    const kinds = await Promise.all(asked.map(async (one) => (await one.acknowledged()).kind));
    expect(kinds.filter((kind) => kind === 'deferred')).toHaveLength(9);
    const [told] = (await (asked[kinds.indexOf('message')] ?? asked[0])?.settled()) ?? [];
    expect(told?.content).toContain('as many questions as I can at once');
    going.resolve();
    for (const one of asked) await one.settled();
    expect(ibid.asked).toHaveLength(9);
    fake.expectClean();
  });
});

describe('a question that is taken back', () => {
  it('is not answered any further', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      async *answer({ request }) {
        await new Promise((resolve) => request.signal?.addEventListener('abort', resolve));
        yield { type: 'evidence', ranked: [] };
        return someAnswer();
      },
    });
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const said = ada.say(fake.channel, QUESTION, { mentionBot: true });
    await expect.poll(() => ibid.asked.length).toBe(1);
    fake.remove(said);
    await expect.poll(() => ibid.asked[0]?.request.signal?.aborted, { timeout: 5000 }).toBe(true);
    await said.unanswered(100);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('with its answer deleted, is not answered any further either', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      async *answer({ request }) {
        const answer = someAnswer();
        for (const claim of answer.claims) yield { type: 'claim', claim };
        for (let i = 0; i < 400 && request.signal?.aborted !== true; i++) {
          await new Promise((resolve) => setTimeout(resolve, 10));
          yield { type: 'notice', notice: { text: `still at it ${i}` } };
        }
        return answer;
      },
    });
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const said = ada.say(fake.channel, QUESTION, { mentionBot: true });
    const [begun] = await said.begun();
    fake.remove(begun ?? NOTHING);
    await expect.poll(() => ibid.asked[0]?.request.signal?.aborted, { timeout: 5000 }).toBe(true);
    expect(fake.botMessages(fake.channel)).toEqual([]);
    expect(bot.log.filter(({ level }) => level === 'error')).toEqual([]);
    fake.expectClean();
  });
});

describe('a question that is taken back early', () => {
  it('is not answered, though its conversation was still looked for', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    const bot = await startBot(fake, { ibid });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const said = bob.say(fake.channel, 'Has anybody read the one on graphs?');
    fake.faults.plan({ route: 'GET /channels', fault: { kind: 'slow', milliseconds: 200 } });
    const asked = ada.say(fake.channel, QUESTION, { mentionBot: true, replyTo: said });
    fake.remove(asked);
    await expect.poll(() => ibid.asked[0]?.request.signal?.aborted ?? ibid.asked.length === 0).toBe(true);
    await asked.unanswered(500);
    expect(fake.botMessages(fake.channel)).toEqual([]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('is not answered when a whole channel is cleared', async () => {
    const fake = await discord();
    const ibid = holding();
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.say(fake.channel, QUESTION, { mentionBot: true });
    await expect.poll(() => ibid.asked.length).toBe(1);
    fake.gateway.dispatch('MESSAGE_DELETE_BULK', () => ({
      ids: [asked.id],
      channel_id: fake.channel.id,
      guild_id: fake.guild.id,
    }));
    await expect.poll(() => ibid.asked[0]?.request.signal?.aborted).toBe(true);
    await asked.unanswered(100);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('is not answered when so much was said since that Discord’s library has forgotten it', async () => {
    const fake = await discord();
    const ibid = holding();
    await startBot(fake, { ibid });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const asked = ada.say(fake.channel, QUESTION, { mentionBot: true });
    await expect.poll(() => ibid.asked.length).toBe(1);
    for (let n = 0; n < 60; n++) bob.say(fake.channel, `And another thing, the ${n}th.`);
    fake.remove(asked);
    await expect.poll(() => ibid.asked[0]?.request.signal?.aborted).toBe(true);
    fake.expectClean();
  });
});

describe('a queue', () => {
  it('is not filled by one: they are asked for patience, and others are answered', async () => {
    const fake = await discord();
    const ibid = holding();
    await startBot(fake, { ibid, farewell: 50 });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const asked = Array.from({ length: 34 }, (_, n) => ada.dm(`question ${n}?`));
    const told = (): string[] => asked.flatMap((one) => one.messages().map(({ text }) => text));
    await expect.poll(() => told().length).toBe(30);
    for (const text of told()) expect(text).toMatch(/earlier questions first|one after the other/u);
    const [elsewhere] = await ada.slash('ask', { question: QUESTION }).when((all) => all.length > 0);
    expect(elsewhere?.thinking).toBe(true);
    await bob.slash('ask', { question: QUESTION }).deferred();
    await expect.poll(() => ibid.asked.map(({ request }) => request.user)).toContain(`discord:${bob.id}`);
    fake.expectClean();
  });

  it('holds for replies, too, whose conversation is looked for', async () => {
    const fake = await discord();
    const ibid = holding();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_AT_ONCE: '1' }, farewell: 50 });
    const bob = fake.user('bob');
    const said = bob.say(fake.channel, 'Has anybody read the one on graphs?');
    const asked = Array.from({ length: 20 }, (_, n) =>
      fake.user(`user${n}`).say(fake.channel, QUESTION, { mentionBot: true, replyTo: said }),
    );
    const busy = (): number =>
      asked.filter((one) => one.messages().some(({ text }) => text.includes('as many questions'))).length;
    await expect.poll(busy, { timeout: 5_000 }).toBeGreaterThanOrEqual(11);
    expect(busy()).toBeLessThanOrEqual(12);
    fake.expectClean();
  });

  it('has searches wait for their turn, too', async () => {
    const fake = await discord();
    let atWork = 0;
    let most = 0;
    const ibid = scriptedIbid({
      async search() {
        atWork++;
        most = Math.max(most, atWork);
        await new Promise((resolve) => setTimeout(resolve, 20));
        atWork--;
        return { hits: [], notices: [] };
      },
    });
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_AT_ONCE: '2' } });
    const asked = Array.from({ length: 10 }, (_, n) => fake.user(`user${n}`).slash('search', { words: 'x' }));
    for (const one of asked) await one.settled();
    expect(most).toBe(2);
    fake.expectClean();
  });
});

describe('a limit', () => {
  it('of a server is told to everybody who meets it, once', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid(), env: { IBID_GUILD_QUESTIONS_PER_MINUTE: '1' } });
    const [ada, bob, eve] = [fake.user('ada'), fake.user('bob'), fake.user('eve')];
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    for (const user of [bob, eve]) {
      const [told] = await user.say(fake.channel, QUESTION, { mentionBot: true }).settled();
      expect(told?.text).toContain('A lot is being asked on this server');
      await user.say(fake.channel, QUESTION, { mentionBot: true }).unanswered(100);
    }
    fake.expectClean();
  });

  it('holds for questions that are too long, which are told to be so once', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '3' } });
    const ada = fake.user('ada');
    for (let n = 0; n < 20; n++) ada.say(fake.channel, 'x'.repeat(1_900), { mentionBot: true });
    await fake.until(() => fake.botMessages(fake.channel).length === 2);
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).unanswered(200);
    const told = fake.botMessages(fake.channel).map(({ text }) => text);
    expect(told).toHaveLength(2);
    expect(told.filter((text) => text.includes('is the most I can take'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('you have asked a lot'))).toHaveLength(1);
    expect(ibid.asked).toHaveLength(0);
    fake.expectClean();
  });

  it('holds on after /forget everything', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid(), env: { IBID_QUESTIONS_PER_MINUTE: '1' } });
    const ada = fake.user('ada');
    await ada.slash('ask', { question: QUESTION }).settled();
    await ada.slash('forget', { what: 'everything' }).settled();
    const [told] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(told?.text).toContain('you have asked a lot');
    fake.expectClean();
  });

  it('of its own, and a generous one, is there for cards, lists and buttons', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '1' } });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    const [evidence] = answer?.buttons ?? [];
    for (let n = 0; n < 3; n++) await ada.slash('paper', { title: 'VQGraph' }).begun();
    for (let n = 0; n < 2; n++) await ada.click(answer ?? NOTHING, evidence?.customId ?? '').begun();
    const down = answer?.buttons.at(-1)?.customId ?? '';
    for (const refused of [
      ada.slash('paper', { title: 'VQGraph' }),
      ada.slash('reading-list show'),
      ada.click(answer ?? NOTHING, evidence?.customId ?? ''),
      ada.click(answer ?? NOTHING, down),
    ]) {
      const [told] = await refused.settled();
      expect(told).toMatchObject({ ephemeral: true });
      expect(told?.text).toMatch(/a lot in a short time\. The next is welcome in/u);
    }
    const [card] = await bob.slash('paper', { title: 'VQGraph' }).begun();
    expect(card?.ephemeral).toBe(false);
    fake.expectClean();
  });
});

describe('names of papers that nobody knows', () => {
  it('cannot be tried without end', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      paper: async () => {
        throw new UsageError('no paper has that title');
      },
    });
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '1' } });
    const ada = fake.user('ada');
    const told: string[] = [];
    for (let n = 0; n < 6; n++) {
      const [message] = await ada.slash('paper', { title: `paper ${n}` }).settled();
      told.push(message?.text ?? '');
    }
    const refused = told.map((text) => text.includes('a lot in a short time'));
    expect(refused).toEqual([false, false, false, false, false, true]);
    expect(told[0]).toMatch(/no paper has that title/iu);
    fake.expectClean();
  });
});

/** Answers never come, until nobody wants them any longer. */
function holding() {
  return scriptedIbid({
    async *answer({ request }) {
      await new Promise<void>((resolve) => {
        if (request.signal?.aborted) resolve();
        request.signal?.addEventListener('abort', () => resolve());
      });
      yield { type: 'evidence', ranked: [] };
      return someAnswer();
    },
  });
}
