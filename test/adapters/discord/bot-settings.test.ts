import { describe, expect, it } from 'vitest';
import { createSqliteState } from '../../../src/state/sqlite-state.ts';
import { QUESTION } from '../../support/fake-ibid.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';
import { settle, start } from './settings-support.ts';

const MESSAGE_CONTENT = 1 << 15;
const NOTHING = { id: '' };

describe('/settings', () => {
  it('shows what holds, and what of it was set here', async () => {
    const { fake, max } = await start({ env: { IBID_DISCORD_THREADS: 'always' } });
    expect(await settle(max, 'show')).toMatch(
      /all that I can see \*\(default[\s\S]*a new thread \*\(default/u,
    );
    const told = await settle(max, 'threads', { 'answers-in': 'channel' });
    expect(told).toContain('Noted');
    expect(told).toContain('`/ask` answers in its channel *(set here)*');
    expect(await settle(max, 'show')).toContain('its channel *(set here)*');
    expect(await settle(max, 'reset')).toContain('a new thread *(default)*');
    expect(await settle(max, 'show')).not.toContain('*(set here)*');
    fake.expectClean();
  });

  it('is for managers: others do not see it, and it refuses them where the owner lets them', async () => {
    const { fake, ibid, ada, max } = await start();
    expect(() => ada.slash('settings daily', { questions: 1 })).toThrow('ada may not use "settings"');
    expect(() => max.slash('settings show', {}, { channel: max.directChannel() })).toThrow('no command');
    fake.openCommand('settings');
    expect(await settle(ada, 'daily', { questions: 1 })).toContain('Only those who may manage this server');
    expect(await settle(max, 'show')).toContain('no limit *(default)*');
    expect((await ibid.state.guildSettings(`discord:${fake.guild.id}`)).dailyQuestions).toBeNull();
    fake.expectClean();
  });

  it('takes channels alone in which something can be asked', async () => {
    const { fake, max } = await start({ env: { IBID_DISCORD_THREADS: 'always' } });
    const asked = max.slash('ask', { question: QUESTION });
    const [, answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    const thread = answer?.channelId ?? '';
    expect(() => max.slash('settings channels allow', { channel: thread })).toThrow('is not offered');
    fake.expectClean();
  });

  it('is of one server and no other', async () => {
    const { fake, ibid, max } = await start();
    const other = fake.addGuild('Another group');
    await settle(max, 'channels disallow', { channel: fake.channel.id });
    await settle(max, 'channels allow', { channel: fake.addChannel('papers').id });
    const eve = fake.user('eve', { guilds: [other.guild] });
    await eve.slash('ask', { question: QUESTION }, { channel: other.channel }).settled();
    expect(ibid.asked).toHaveLength(1);
    fake.expectClean();
  });

  it('is kept over a restart, as is how much was asked that day', async () => {
    const folder = temporaryFolder();
    const fake = await discord();
    const max = fake.user('max', { may: ['ManageGuild'] });
    const ada = fake.user('ada');
    const first = createSqliteState({ folder });
    const bot = await startBot(fake, { ibid: scriptedIbid({ state: first }) });
    await settle(max, 'daily', { questions: 1 });
    await settle(max, 'detail', { amount: 'short' });
    await ada.slash('ask', { question: QUESTION }).settled();
    await bot.stop();
    await first.close();
    const second = createSqliteState({ folder });
    const ibid = scriptedIbid({ state: second });
    await startBot(fake, { ibid });
    expect(await settle(max, 'show')).toMatch(/short, [^*]*\*\(set here[\s\S]*1 for each member/u);
    const [told] = await ada.slash('ask', { question: QUESTION }).begun();
    expect(told?.content).toContain('all your questions for today');
    await max.slash('ask', { question: QUESTION }).settled();
    expect(ibid.asked).toMatchObject([{ request: { detail: 'short' } }]);
    await second.close();
    fake.expectClean();
  });
});

describe('channels that managers chose', () => {
  it('are the only ones in which questions are answered; elsewhere people are told where, alone', async () => {
    const { fake, ibid, max, ada } = await start();
    const papers = fake.addChannel('papers');
    expect(await settle(max, 'channels allow', { channel: papers.id })).toContain(
      `- **Channels:** <#${papers.id}> *(set here)*`,
    );
    const where = `I do not answer in <#${fake.channel.id}>: managers of the server want me in <#${papers.id}>.`;
    for (const [command, given] of [
      ['ask', { question: QUESTION }],
      ['search', { words: 'graphs' }],
      ['summarize', { topic: 'graphs' }],
    ] as const) {
      const [told] = await ada.slash(command, given).begun();
      expect(told).toMatchObject({ ephemeral: true });
      expect(told?.content).toContain(where);
    }
    const said = ada.say(fake.channel, QUESTION, { mentionBot: true });
    await fake.until(() => fake.botMessages(ada.directChannel()).length > 0);
    await ada.say(fake.channel, 'ibid?', { mentionBot: true }).unanswered(100);
    expect(fake.botMessages(ada.directChannel()).map(({ content }) => content)).toEqual([
      expect.stringContaining(where),
    ]);
    await said.unanswered(50);
    expect(fake.botMessages(fake.channel)).toEqual([]);
    expect(ibid.asked).toEqual([]);
    await ada.slash('ask', { question: QUESTION }, { channel: papers }).settled();
    await ada.say(papers, QUESTION, { mentionBot: true }).settled();
    await ada.dm(QUESTION).settled();
    expect(ibid.asked).toHaveLength(3);
    fake.expectClean();
  });

  it('stand for their threads', async () => {
    const { fake, ibid, max, ada } = await start({ env: { IBID_DISCORD_THREADS: 'always' } });
    const asked = ada.slash('ask', { question: QUESTION });
    const [, answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    const thread = answer?.channelId ?? '';
    await settle(max, 'channels allow', { channel: fake.channel.id });
    await ada.say(thread, 'And accuracy?', { mentionBot: true }).settled();
    await ada.slash('ask', { question: 'And size?' }, { channel: thread }).settled();
    expect(ibid.asked).toHaveLength(3);
    await settle(max, 'channels disallow', { channel: fake.channel.id });
    const [told] = await ada.slash('ask', { question: QUESTION }, { channel: thread }).begun();
    expect(told?.content).toContain('On this server I answer in no channel');
    expect(ibid.asked).toHaveLength(3);
    fake.expectClean();
  });

  it('are not asked of /help, /forget, /settings and the buttons of older answers, but of More detail', async () => {
    const { fake, ibid, max, ada } = await start();
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    await settle(max, 'channels allow', { channel: fake.addChannel('papers').id });
    const press = async (label: string) => {
      const id = answer?.buttons.find((button) => button.label === label)?.customId ?? '';
      return (await ada.click(answer ?? NOTHING, id).begun())[0]?.text ?? '';
    };
    expect(await press('Evidence')).toContain('828x');
    expect(await press('👍')).toContain('Thank you');
    expect(await press('More detail')).toContain('I do not answer in');
    expect((await ada.slash('help').begun())[0]?.content).toContain('How to ask');
    const [forgotten] = await ada.slash('forget', { what: 'everything' }).begun();
    expect(forgotten?.content).toContain('Forgotten');
    expect(ibid.asked).toHaveLength(1);
    fake.expectClean();
  });

  it('can all be disallowed, and all be allowed again', async () => {
    const { fake, ibid, max, ada } = await start();
    const told = await settle(max, 'channels disallow', { channel: fake.channel.id });
    expect(told).toContain('I answer everywhere until you say where I should');
    await ada.slash('ask', { question: QUESTION }).settled();
    await settle(max, 'channels allow', { channel: fake.channel.id });
    expect(await settle(max, 'channels disallow', { channel: fake.channel.id })).toContain(
      'That was the last channel',
    );
    const [refused] = await ada.slash('ask', { question: QUESTION }).begun();
    expect(refused?.content).toContain('answer in no channel');
    expect(await settle(max, 'channels everywhere')).toContain('all that I can see *(default)*');
    await ada.slash('ask', { question: QUESTION }).settled();
    expect(ibid.asked).toHaveLength(2);
    fake.expectClean();
  });
});

describe('threads, listening and detail', () => {
  it('answer in threads where managers want it', async () => {
    const { fake, max, ada } = await start();
    await settle(max, 'threads', { 'answers-in': 'thread' });
    const asked = ada.slash('ask', { question: QUESTION });
    await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(fake.threads()).toHaveLength(1);
    fake.expectClean();
  });

  it('listen in threads of the bot, unless managers do not want it', async () => {
    const env = { IBID_DISCORD_LISTEN: 'yes', IBID_DISCORD_THREADS: 'always' };
    const { fake, ibid, max, ada } = await start({ env, privilegedIntents: MESSAGE_CONTENT });
    const asked = ada.slash('ask', { question: QUESTION });
    const [, answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    const thread = answer?.channelId ?? '';
    await ada.say(thread, 'And accuracy?').settled();
    expect(await settle(max, 'listen', { on: false })).toContain('mentions and replies *(set here)*');
    await ada.say(thread, 'And size?').unanswered(100);
    expect((await ada.slash('help').begun())[0]?.content).toContain('In a thread, mention me');
    // What a message without a mention says is still known, so that nothing is withheld.
    const silent = ada.say(thread, 'And cost?', { replyTo: answer ?? NOTHING, ping: false });
    await silent.settled();
    expect(ibid.asked.map(({ request }) => request.question)).toEqual([
      QUESTION,
      'And accuracy?',
      'And cost?',
    ]);
    expect(await settle(max, 'listen', { on: true })).toContain('every message *(set here)*');
    fake.expectClean();
  });

  it('tell what listening needs where Discord withholds what is said', async () => {
    const { fake, ibid, max, ada } = await start({ env: { IBID_DISCORD_THREADS: 'always' } });
    const told = await settle(max, 'listen', { on: true });
    expect(told).toContain('`IBID_DISCORD_LISTEN=yes`');
    expect(told).toContain('Message Content Intent');
    expect(told).toContain('mentions and replies, as Discord withholds other messages from me');
    const asked = ada.slash('ask', { question: QUESTION });
    const [, answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    await ada.say(answer?.channelId ?? '', 'And accuracy?').unanswered(100);
    expect(ibid.asked).toHaveLength(1);
    fake.expectClean();
  });

  it('answer at the length that managers chose, where the asker chooses none', async () => {
    const { fake, ibid, max, ada } = await start();
    await settle(max, 'detail', { amount: 'long' });
    await ada.slash('ask', { question: QUESTION }).settled();
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    await ada.slash('ask', { question: QUESTION, detail: 'short' }).settled();
    await ada.dm(QUESTION).settled();
    expect(ibid.asked.map(({ request }) => request.detail)).toEqual(['long', 'long', 'short', 'normal']);
    fake.expectClean();
  });
});
