import { describe, expect, it } from 'vitest';
import { QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

const MESSAGE_CONTENT = 1 << 15;
const NOTHING = { id: '' };

describe('a message that is meant for the bot', () => {
  it('is answered by a reply when it mentions the bot; typing shows meanwhile', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const said = ada.say(fake.channel, QUESTION, { mentionBot: true });
    const [answer] = await said.settled();
    expect(answer).toMatchObject({ replyTo: said.id, ephemeral: false });
    expect(answer?.content).toContain('828x');
    // The question stands right above.
    expect(answer?.content).not.toContain(QUESTION);
    expect(ibid.asked[0]?.request).toMatchObject({ question: QUESTION, user: `discord:${ada.id}` });
    expect(fake.requests.some(({ path }) => path.endsWith('/typing'))).toBe(true);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('needs no mention in direct messages, which are one conversation', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    await ada.dm(QUESTION).settled();
    await ada.dm('And accuracy?').settled();
    expect(ibid.asked[1]?.snapshot).toEqual({
      markers: ['2308.02117'],
      turns: [expect.objectContaining({ question: QUESTION, paperIds: ['2308.02117'] })],
    });
    fake.expectClean();
  });

  it('continues the conversation that it replies to, over comments of others in between', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const [answer] = await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    await bob.say(fake.channel, 'And accuracy?', { replyTo: answer ?? NOTHING }).settled();
    const comment = bob.say(fake.channel, 'I doubt it.', { replyTo: answer ?? NOTHING, ping: false });
    await ada.say(fake.channel, 'is it so?', { replyTo: comment, mentionBot: true }).settled();
    await ada.say(fake.channel, 'Something else?', { mentionBot: true }).settled();
    expect(ibid.asked.map(({ snapshot }) => snapshot?.turns.length ?? 0)).toEqual([0, 1, 2, 0]);
    fake.expectClean();
  });

  it('continues an answer of /ask, and an answer that is still being written', async () => {
    const fake = await discord();
    const going = Promise.withResolvers<void>();
    const ibid = scriptedIbid({
      async *answer({ request }) {
        const answer = someAnswer();
        for (const claim of answer.claims) yield { type: 'claim', claim };
        if (request.question === QUESTION) await going.promise;
        return answer;
      },
    });
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION });
    const [begun] = await asked.begun();
    // The bot learns the message's id a moment after everybody sees it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reply = ada.say(fake.channel, 'And accuracy?', { replyTo: begun ?? NOTHING });
    await expect.poll(() => fake.requests.some(({ path }) => path.endsWith('/typing'))).toBe(true);
    expect(ibid.asked).toHaveLength(1);
    going.resolve();
    await reply.settled();
    expect(ibid.asked[1]?.snapshot?.turns).toHaveLength(1);
    fake.expectClean();
  });

  it('is told what to do when Discord withholds its words, or there are none', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [answer] = await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    const silent = ada.say(fake.channel, 'And accuracy?', { replyTo: answer ?? NOTHING, ping: false });
    expect((await silent.settled())[0]?.content).toContain('only when it mentions me');
    expect((await ada.say(fake.channel, '', { mentionBot: true }).settled())[0]?.content).toContain('/help');
    expect(ibid.asked).toHaveLength(1);
    fake.expectClean();
  });

  it('is none when people, bots or Discord itself talk among themselves', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const [ada, robot] = [fake.user('ada'), fake.user('robot', { bot: true })];
    const messages = [
      ada.say(fake.channel, 'What is VQGraph?'),
      robot.say(fake.channel, 'What is VQGraph?', { mentionBot: true }),
      ada.say(fake.channel, '@everyone What is VQGraph?'),
    ];
    for (const message of messages) await message.unanswered(100);
    expect(ibid.asked).toEqual([]);
    fake.expectClean();
  });

  it('is answered once though it is delivered twice', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const said = ada.say(fake.channel, QUESTION, { mentionBot: true });
    const event = fake.lastEvent();
    fake.duplicate(event);
    await said.settled();
    // Long after, too, when the client has forgotten the message.
    for (let n = 0; n < 60; n++) ada.say(fake.channel, `chatter ${n}`);
    fake.duplicate(event);
    const asked = ada.slash('ask', { question: QUESTION });
    fake.duplicate();
    await asked.settled();
    fake.duplicate();
    await ada.slash('help').settled();
    expect(ibid.asked).toHaveLength(2);
    expect(fake.botMessages(fake.channel)).toHaveLength(2);
    fake.expectClean();
  });

  it('calls nobody, whatever is quoted and asked', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const said = ada.say(fake.channel, `@everyone what does <@${bob.id}> say of VQGraph?`, {
      mentionBot: true,
    });
    await said.settled();
    expect(ibid.asked[0]?.request.question).toBe('@everyone what does @bob say of VQGraph?');
    await ada.slash('ask', { question: `@everyone <@${bob.id}> <@&1> [x](https://evil.example)` }).settled();
    fake.expectClean();
  });
});

describe('threads that the bot opened', () => {
  async function thread(listens: boolean) {
    const fake = await discord({ privilegedIntents: listens ? MESSAGE_CONTENT : 0 });
    const ibid = scriptedIbid();
    const env = { IBID_DISCORD_THREADS: 'always', IBID_DISCORD_LISTEN: listens ? 'yes' : 'no' };
    await startBot(fake, { ibid, env });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION });
    const [, answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    return { fake, ibid, ada, channel: answer?.channelId ?? '' };
  }

  it('take every message as a question where that is set', async () => {
    const { fake, ibid, ada, channel } = await thread(true);
    const [answer] = await ada.say(channel, 'And accuracy?').settled();
    expect(answer?.content).toContain('828x');
    expect(ibid.asked[1]?.snapshot?.turns).toHaveLength(1);
    expect(ibid.asked[1]?.request.question).toBe('And accuracy?');
    await ada.say(fake.channel, 'And elsewhere?').unanswered(100);
    fake.expectClean();
  });

  it('need a mention or a reply where it is not', async () => {
    const { fake, ibid, ada, channel } = await thread(false);
    await ada.say(channel, 'And accuracy?').unanswered(100);
    await ada.say(channel, 'And accuracy?', { mentionBot: true }).settled();
    expect(ibid.asked[1]?.snapshot?.turns).toHaveLength(1);
    fake.expectClean();
  });
});

describe('what the bot lacks in a channel', () => {
  it('is told to the asker alone, once, when it cannot answer there', async () => {
    const fake = await discord();
    const channel = fake.addChannel('quiet', { botLacks: ['SendMessages'] });
    const ibid = scriptedIbid();
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const said = ada.say(channel, QUESTION, { mentionBot: true });
    await fake.until(() => fake.botMessages(ada.directChannel()).length > 0);
    await ada.say(channel, QUESTION, { mentionBot: true }).unanswered(100);
    const told = fake.botMessages(ada.directChannel());
    expect(told).toHaveLength(1);
    expect(told[0]?.content).toContain(`In <#${channel.id}> I lack the permission **Send Messages**`);
    await said.unanswered(50);
    expect(ibid.asked).toEqual([]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('is told, and the answer comes all the same, when it is only poorer for it', async () => {
    const fake = await discord();
    const channel = fake.addChannel('quiet', { botLacks: ['ReadMessageHistory', 'EmbedLinks'] });
    await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    ada.say(channel, QUESTION, { mentionBot: true });
    await fake.until(() => fake.botMessages(channel).some(({ buttons }) => buttons.length > 0));
    expect(fake.botMessages(channel)[0]).toMatchObject({ replyTo: null });
    expect(fake.botMessages(ada.directChannel())[0]?.content).toContain(
      '**Embed Links** and **Read Message History**',
    );
    fake.expectClean();
  });

  it('cannot be told to somebody who takes no direct messages: that is logged, and nothing breaks', async () => {
    const fake = await discord();
    const channel = fake.addChannel('quiet', { botLacks: ['SendMessages'] });
    const bot = await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    ada.closeDirectMessages();
    ada.say(channel, QUESTION, { mentionBot: true });
    await expect.poll(() => bot.troubles().length).toBe(1);
    expect(bot.troubles()).toEqual(['A user could not be told something privately.']);
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    fake.expectClean();
  });
});
