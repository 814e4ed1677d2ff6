import { describe, expect, it } from 'vitest';
import { StateError } from '../../../src/errors.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import type { ActingUser } from '../../support/fake-discord/acting-user.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { eventsOf, QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, type ScriptedIbid, scriptedIbid, startBot } from './bot-support.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const USED_UP = /all your questions for today.*at 00:00 UTC, in \d+ (?:second|minute|hour)/u;

/** A server in which each member may ask so many questions a day. */
async function start(
  questions: number,
  ibid: ScriptedIbid = scriptedIbid(),
  env: Readonly<Record<string, string>> = {},
) {
  const fake = await discord();
  await ibid.state.keepGuildSettings(`discord:${fake.guild.id}`, {
    channels: null,
    threads: null,
    listens: null,
    detail: null,
    dailyQuestions: questions,
  });
  const bot = await startBot(fake, { ibid, env });
  return { fake, ibid, bot, ada: fake.user('ada'), bob: fake.user('bob') };
}

async function ask(user: ActingUser): Promise<string> {
  const asked = user.slash('ask', { question: QUESTION });
  const said = await asked.when((all) =>
    all.some(({ ephemeral, thinking, buttons }) => !thinking && (ephemeral || buttons.length > 0)),
  );
  return said[0]?.content ?? '';
}

/** So that a test does not stand over midnight: from the beginning of a day on. */
function toNextDay(fake: FakeDiscord): void {
  fake.clock.advance(DAY_MILLISECONDS - (fake.clock.now() % DAY_MILLISECONDS));
}

describe('questions a day', () => {
  it('are as many as managers allow each member, and the time of the next is told to the asker alone', async () => {
    const { fake, ibid, ada, bob } = await start(2);
    toNextDay(fake);
    await ask(ada);
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    const [told] = await ada.slash('ask', { question: QUESTION }).begun();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toMatch(USED_UP);
    await ask(bob);
    await ada.dm(QUESTION).settled();
    expect(ibid.asked).toHaveLength(4);
    toNextDay(fake);
    await ask(ada);
    expect(ibid.asked).toHaveLength(5);
    fake.expectClean();
  });

  it('are told of once in a channel, however many messages come', async () => {
    const { fake, ibid, ada } = await start(1);
    toNextDay(fake);
    await ask(ada);
    const [told] = await ada.say(fake.channel, QUESTION, { mentionBot: true }).begun();
    expect(told?.content).toMatch(USED_UP);
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).unanswered(100);
    expect(await ask(ada)).toMatch(USED_UP);
    expect(ibid.asked).toHaveLength(1);
    fake.expectClean();
  });

  it('are not used up by looking for papers, by greetings, and by what comes too late', async () => {
    const { fake, ada, ibid } = await start(
      1,
      scriptedIbid({ search: async () => ({ hits: [], notices: [] }) }),
    );
    toNextDay(fake);
    await ada.slash('search', { words: 'graphs' }).begun();
    await ada.slash('paper', { title: 'VQGraph' }).begun();
    await ada.say(fake.channel, '', { mentionBot: true }).begun();
    await ask(ada);
    // What is refused counts for nothing when managers allow more.
    expect(await ask(ada)).toMatch(USED_UP);
    expect(await ask(ada)).toMatch(USED_UP);
    const max = fake.user('max', { may: ['ManageGuild'] });
    await max.slash('settings daily', { questions: 2 }).begun();
    await ask(ada);
    expect(await ask(ada)).toMatch(USED_UP);
    expect(ibid.asked).toHaveLength(2);
    await max.slash('settings daily').begun();
    await ask(ada);
    expect(ibid.asked).toHaveLength(3);
    fake.expectClean();
  });

  it('hold when they come at the same moment', async () => {
    const { fake, ibid, ada } = await start(3);
    toNextDay(fake);
    const asked = Array.from({ length: 8 }, () => ada.slash('ask', { question: QUESTION }));
    await Promise.all(asked.map((one) => one.begun()));
    expect(ibid.asked).toHaveLength(3);
    fake.expectClean();
  });

  it('count “More detail”', async () => {
    const { fake, ibid, ada } = await start(1);
    toNextDay(fake);
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    const more = answer?.buttons.find(({ label }) => label === 'More detail')?.customId ?? '';
    const [told] = await ada.click(answer ?? { id: '' }, more).begun();
    expect(told?.content).toMatch(USED_UP);
    expect(ibid.asked).toHaveLength(1);
    fake.expectClean();
  });

  it('stay counted for who wants to be forgotten', async () => {
    const { fake, ada } = await start(1);
    await ask(ada);
    await ada.slash('forget', { what: 'everything' }).begun();
    expect(await ask(ada)).toMatch(USED_UP);
    fake.expectClean();
  });
});

describe('a question that was not answered', () => {
  it('is given back when the bot failed', async () => {
    let broken = true;
    const { fake, ibid, ada } = await start(
      1,
      scriptedIbid({
        async *answer() {
          if (broken) throw new Error('a fault');
          return yield* eventsOf(someAnswer());
        },
      }),
    );
    toNextDay(fake);
    const [failed] = await ada.slash('ask', { question: QUESTION }).begun();
    expect(failed?.content).toContain('unforeseen');
    broken = false;
    await expect.poll(() => ask(ada)).toContain('828x');
    expect(await ask(ada)).toMatch(USED_UP);
    expect(ibid.asked).toHaveLength(2);
    fake.expectClean();
  });

  it('is given back when there was no room for it', async () => {
    const going = Promise.withResolvers<void>();
    const { fake, ada } = await start(
      1,
      scriptedIbid({
        async *answer() {
          await going.promise;
          return yield* eventsOf(someAnswer());
        },
      }),
      { IBID_QUESTIONS_AT_ONCE: '1' },
    );
    toNextDay(fake);
    const others = Array.from({ length: 9 }, (_, n) =>
      fake.user(`user${n}`).slash('ask', { question: QUESTION }),
    );
    for (const other of others) await other.acknowledged();
    const [busy] = await ada.slash('ask', { question: QUESTION }).begun();
    expect(busy?.content).toContain('as many questions as I can');
    going.resolve();
    await Promise.all(others.map((other) => other.begun()));
    expect(await ask(ada)).toContain('828x');
    fake.expectClean();
  });

  it('is given back when Discord did not take the answer', async () => {
    const { fake, ada } = await start(1);
    toNextDay(fake);
    ada.slash('ask', { question: QUESTION });
    fake.clock.advance(3_001);
    await expect.poll(() => fake.refusals.length).toBe(1);
    await expect.poll(() => ask(ada)).toContain('828x');
    fake.expectClean();
  });

  it('counts when its asker took it back', async () => {
    const going = Promise.withResolvers<void>();
    const { fake, ibid, ada } = await start(
      1,
      scriptedIbid({
        async *answer({ request }) {
          request.signal?.addEventListener('abort', () => going.resolve());
          await going.promise;
          return yield* eventsOf(someAnswer());
        },
      }),
    );
    toNextDay(fake);
    const said = ada.say(fake.channel, QUESTION, { mentionBot: true });
    await expect.poll(() => ibid.asked.length).toBe(1);
    fake.remove(said);
    await going.promise;
    expect(await ask(ada)).toMatch(USED_UP);
    fake.expectClean();
  });
});

describe('an answer that somebody deleted', () => {
  it('was one', async () => {
    const going = Promise.withResolvers<void>();
    const { fake, ibid, ada } = await start(
      1,
      scriptedIbid({
        async *answer() {
          const answer = someAnswer();
          for (const claim of answer.claims) yield { type: 'claim', claim };
          await going.promise;
          return yield* eventsOf(answer);
        },
      }),
    );
    toNextDay(fake);
    const [begun] = await ada.slash('ask', { question: QUESTION }).begun();
    fake.remove(begun ?? { id: '' });
    going.resolve();
    await expect.poll(() => fake.refusals.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(await ask(ada)).toMatch(USED_UP);
    expect(ibid.asked).toHaveLength(1);
    fake.expectClean();
  });
});

describe('a limit that cannot be held', () => {
  it('keeps nobody from an answer', async () => {
    const state = createMemoryState();
    const failing = async (): Promise<never> => {
      throw new StateError('full', 'the disk is full');
    };
    const { fake, bot, ada } = await start(1, scriptedIbid({ state: { ...state, countQuestion: failing } }));
    for (let n = 0; n < 2; n++) expect(await ask(ada)).toContain('828x');
    expect(bot.troubles()).toEqual(['Questions cannot be counted; the limit for a day does not hold.']);
    fake.expectClean();
  });

  it('tells when a question could not be given back', async () => {
    const state = createMemoryState();
    const failing = async (): Promise<never> => {
      throw new StateError('full', 'the disk is full');
    };
    const { fake, bot, ada } = await start(
      1,
      scriptedIbid({ state: { ...state, uncountQuestion: failing } }),
    );
    toNextDay(fake);
    await ask(ada);
    expect(await ask(ada)).toMatch(USED_UP);
    expect(bot.troubles()).toEqual(['A question that was not answered stays counted for its day.']);
    fake.expectClean();
  });
});
