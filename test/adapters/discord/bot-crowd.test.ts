import { describe, expect, it } from 'vitest';
import { eventsOf, QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { holding } from './bot-crowd-support.ts';
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
