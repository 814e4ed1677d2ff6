import { describe, expect, it } from 'vitest';
import { eventsOf, QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

describe('trouble with Discord', () => {
  it('of the gateway is survived: what came meanwhile is answered, and it is told once', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    await ada.slash('ask', { question: QUESTION }).settled();
    fake.gateway.unreachable = true;
    fake.gateway.cut();
    const said = ada.say(fake.channel, QUESTION, { mentionBot: true });
    await new Promise((resolve) => setTimeout(resolve, 1800));
    fake.gateway.unreachable = false;
    const [answer] = await said.settled();
    expect(answer?.content).toContain('828x');
    expect(bot.troubles()).toEqual([
      "The connection to Discord's gateway is lost; it is tried again until it is back.",
    ]);
    expect(bot.log.at(-1)?.message).toBe("The connection to Discord's gateway is back.");
    fake.gateway.askToReconnect();
    await expect.poll(() => fake.gateway.visits.length, { timeout: 5000 }).toBe(3);
    await ada.slash('ask', { question: QUESTION }).settled();
    expect(fake.gateway.visits.map(({ kind }) => kind)).toEqual(['identify', 'resume', 'resume']);
    fake.expectClean();
  });

  it('that forgot the session is survived, too', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid() });
    fake.gateway.invalidate(false);
    await expect.poll(() => fake.gateway.visits.length, { timeout: 8000 }).toBe(2);
    await fake.user('ada').slash('ask', { question: QUESTION }).settled();
    fake.expectClean();
  });

  it('such as 429 and 5xx delays an answer and loses none; each is told once', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    fake.faults.plan({ route: 'PATCH', times: 2, fault: { kind: 'status', status: 502 } });
    const [first] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(first?.content).toContain('828x');
    fake.faults.plan({ route: 'PATCH', times: 1, fault: { kind: 'limited', seconds: 0.3 } });
    const [second] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(second?.content).toContain('828x');
    fake.faults.plan({ route: 'POST /channels', times: 1, fault: { kind: 'dropped' } });
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    expect(bot.troubles()).toEqual([
      'Discord has troubles of its own; requests are tried again.',
      'Discord wants fewer requests; what waits for that is sent later.',
    ]);
    expect(bot.log.filter(({ level }) => level === 'error')).toEqual([]);
    fake.expectClean();
  });

  it('does not post an answer twice when its first answer to us was lost', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    const route = 'POST /channels/:channel/messages';
    fake.faults.plan({ route, afterwards: true, fault: { kind: 'status', status: 503 } });
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    await expect.poll(() => fake.requests.filter((request) => request.route === route).length).toBe(2);
    expect(fake.botMessages(fake.channel)).toHaveLength(1);
    fake.expectClean();
  });

  it('that is longer than all tries leaves the bot running, and is logged', { timeout: 40_000 }, async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    fake.faults.plan({ route: 'PATCH', times: 1000, fault: { kind: 'status', status: 500 } });
    await ada.slash('ask', { question: QUESTION }).acknowledged();
    await expect
      .poll(() => bot.troubles().includes('An answer did not reach Discord.'), { timeout: 20_000 })
      .toBe(true);
    fake.faults.clear();
    await ada.slash('ask', { question: QUESTION }).settled();
    fake.expectClean();
  });
});

describe('an answer that Discord refuses', () => {
  it('leaves nobody waiting: the asker is told that there is a fault', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    fake.faults.plan({ route: 'PATCH', fault: { kind: 'status', status: 400 } });
    const [told] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(told?.content).toContain('Discord does not take it as I wrote it');
    fake.faults.plan({ route: 'POST /channels/:channel/messages', fault: { kind: 'status', status: 400 } });
    const [inChannel] = await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    expect(inChannel?.content).toContain('Discord does not take it as I wrote it');
    expect(bot.troubles()).toEqual(['An answer did not reach Discord.', 'An answer did not reach Discord.']);
    fake.expectClean();
  });

  it('for want of a permission that it lost meanwhile is told to the asker alone', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    fake.faults.plan({ route: 'POST /channels/:channel/messages', fault: { kind: 'status', status: 403 } });
    ada.say(fake.channel, QUESTION, { mentionBot: true });
    await fake.until(() => fake.botMessages(ada.directChannel()).length > 0);
    expect(fake.botMessages(ada.directChannel())[0]?.content).toContain('I may no longer write in');
    expect(bot.troubles()).toContain('An answer did not reach Discord.');
    fake.expectClean();
  });
});

describe('what is told to an asker alone about a message', () => {
  it('is all told, though it comes in two notes', async () => {
    const fake = await discord();
    const gate = Promise.withResolvers<void>();
    const ibid = scriptedIbid({
      async *answer() {
        await gate.promise;
        return yield* eventsOf(someAnswer());
      },
    });
    await startBot(fake, { ibid });
    const channel = fake.addChannel('poor', { botLacks: ['EmbedLinks'] });
    const ada = fake.user('ada');
    ada.say(channel, QUESTION, { mentionBot: true });
    const notes = () => fake.botMessages(ada.directChannel()).map(({ content }) => content);
    await fake.until(() => notes().length === 1);
    fake.denyBot(channel, ['SendMessages']);
    gate.resolve();
    await fake.until(() => notes().length === 2);
    expect(notes()[0]).toContain('I lack the permission **Embed Links**');
    expect(notes()[1]).toContain('I may no longer write in');
    fake.expectClean();
  });
});

describe('an answer with a file, where the bot may attach none', () => {
  const quote = 'VQGraph is 828x faster than GNNs in inference. '.repeat(8).trim();
  const claims = Array.from({ length: 60 }, (_, n) => ({
    text: `${n}: ${quote}`,
    quotes: [{ marker: 1, text: quote }],
    check: 'quote' as const,
  }));
  const long = () => scriptedIbid({ answer: () => eventsOf(someAnswer({ claims })) });

  it('ends without it, says so, and its asker is told alone what is lacking', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: long() });
    const channel = fake.addChannel('no-files', { botLacks: ['AttachFiles'] });
    const ada = fake.user('ada');
    const ended = () => fake.botMessages(channel).filter(({ buttons }) => buttons.length > 0);
    ada.say(channel, QUESTION, { mentionBot: true });
    await fake.until(() => ended().length === 1);
    ada.slash('ask', { question: QUESTION }, { channel });
    await fake.until(() => ended().length === 2);
    for (const { content, files } of ended()) {
      expect(files).toEqual([]);
      expect(content).toContain('for a file I lack the permission **Attach Files**');
      expect(content).not.toContain('answer.md');
    }
    expect(fake.botMessages(ada.directChannel()).map(({ content }) => content)).toEqual([
      expect.stringContaining('I lack the permission **Attach Files**, which my answers there need'),
    ]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('stays in the channel, where its thread could have no file either', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: long(), env: { IBID_DISCORD_THREADS: 'always' } });
    const channel = fake.addChannel('no-files', { botLacks: ['AttachFiles'] });
    const asked = fake.user('ada').slash('ask', { question: QUESTION }, { channel });
    const messages = await asked.when(
      (all) => all.some(({ buttons }) => buttons.length > 0) && all.some(({ ephemeral }) => ephemeral),
    );
    expect(fake.threads()).toEqual([]);
    expect(messages.find(({ ephemeral }) => ephemeral)?.content).toContain('**Attach Files**');
    fake.expectClean();
  });
});
