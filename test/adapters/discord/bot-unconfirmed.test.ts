import { describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { eventsOf, QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

/** The next request like this is carried out, and Discord answers it as if it had not been. */
function unconfirm(fake: FakeDiscord, route: string): void {
  fake.faults.plan({ route, afterwards: true, fault: { kind: 'status', status: 502 } });
}

/** An application whose answers need several messages. */
function longIbid(claims = 20) {
  const quote = 'VQGraph is 828x faster than GNNs in inference. '.repeat(8).trim();
  const all = Array.from({ length: claims }, (_, n) => ({
    text: `Claim ${n}: ${quote}`,
    quotes: [{ marker: 1, text: quote }],
    check: 'quote' as const,
  }));
  return scriptedIbid({ answer: () => eventsOf(someAnswer({ claims: all })) });
}

const claimsIn = (texts: readonly string[]): number[] =>
  texts.flatMap((text) => [...text.matchAll(/Claim (\d+):/gu)].map(([, n]) => Number(n)));

describe('an answer of several messages', () => {
  it('has each page once though Discord did not confirm one', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: longIbid() });
    unconfirm(fake, 'POST /webhooks');
    unconfirm(fake, 'POST /channels/:channel/messages');
    const asked = fake.user('ada').slash('ask', { question: QUESTION });
    const pages = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(pages.length).toBeGreaterThan(2);
    expect(claimsIn(pages.map(({ text }) => text))).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(fake.botMessages(fake.channel)).toHaveLength(pages.length);
    expect(pages.slice(1).map(({ replyTo }) => replyTo)).toEqual(pages.slice(1).map(() => pages[0]?.id));
    fake.expectClean();
  });

  it('comes whole where the bot may answer commands and not write', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: longIbid() });
    const channel = fake.addChannel('read-only', { botLacks: ['SendMessages'] });
    const asked = fake.user('ada').slash('ask', { question: QUESTION }, { channel });
    const pages = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(claimsIn(pages.map(({ text }) => text))).toHaveLength(20);
    expect(fake.refusals).toEqual([]);
    fake.expectClean();
  });

  it('comes whole where the bot lost that permission meanwhile', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: longIbid() });
    const route = 'POST /channels/:channel/messages';
    fake.faults.plan({ route, times: 10, fault: { kind: 'status', status: 403 } });
    const asked = fake.user('ada').slash('ask', { question: QUESTION });
    const pages = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(claimsIn(pages.map(({ text }) => text))).toHaveLength(20);
    fake.expectClean();
  });

  it('that is private stays so on every page', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: longIbid() });
    const asked = fake.user('ada').slash('ask', { question: QUESTION, private: true });
    const pages = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.every(({ ephemeral }) => ephemeral)).toBe(true);
    fake.expectClean();
  });
});

describe('a first response that arrived and was not confirmed', () => {
  it('is one: the question is answered, once', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    unconfirm(fake, 'POST /interactions');
    const [answer, ...more] = await fake.user('ada').slash('ask', { question: QUESTION }).settled();
    expect(answer?.content).toContain('828x');
    expect(more).toEqual([]);
    expect(bot.troubles()).toEqual(['Discord has troubles of its own; requests are tried again.']);
    fake.expectClean();
  });

  it('is one when it opened a form, too: the vote counts', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    const down = answer?.buttons.find(({ label }) => label === '👎');
    if (answer === undefined || down?.customId == null) throw new Error('there is no button');
    unconfirm(fake, 'POST /interactions');
    await ada.click(answer, down.customId).modal();
    await expect.poll(() => ibid.state.feedback()).toMatchObject([{ vote: 'down' }]);
    fake.expectClean();
  });

  it('is tried again when it did not arrive', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid() });
    fake.faults.plan({ route: 'POST /interactions', times: 2, fault: { kind: 'status', status: 502 } });
    fake.faults.plan({ route: 'POST /interactions', fault: { kind: 'dropped' } });
    const [answer] = await fake.user('ada').slash('ask', { question: QUESTION }).settled();
    expect(answer?.content).toContain('828x');
    fake.expectClean();
  });

  it('is left to the other program when one answers with the same token', async () => {
    const fake = await discord();
    const [one, other] = [scriptedIbid(), scriptedIbid()];
    const bots = [await startBot(fake, { ibid: one }), await startBot(fake, { ibid: other })];
    const [answer, ...more] = await fake.user('ada').slash('ask', { question: QUESTION }).settled();
    expect(answer?.content).toContain('828x');
    expect(more).toEqual([]);
    expect(one.asked.length + other.asked.length).toBe(1);
    await expect
      .poll(() => bots.flatMap((bot) => bot.troubles()))
      .toEqual([expect.stringContaining('another program answers with this token')]);
  });
});

it('a thread whose opening was not confirmed has the answer in it', async () => {
  const fake = await discord();
  const bot = await startBot(fake, { ibid: scriptedIbid(), env: { IBID_DISCORD_THREADS: 'always' } });
  unconfirm(fake, 'POST /channels/:channel/messages/:message/threads');
  const asked = fake.user('ada').slash('ask', { question: QUESTION });
  await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
  const [thread, ...others] = fake.threads();
  if (thread === undefined) throw new Error('there is no thread');
  expect(others).toEqual([]);
  expect(fake.botMessages(thread)[0]?.content).toContain('828x');
  expect(fake.botMessages(fake.channel)).toHaveLength(1);
  expect(bot.troubles()).toEqual(['Discord has troubles of its own; requests are tried again.']);
  fake.expectClean();
});
