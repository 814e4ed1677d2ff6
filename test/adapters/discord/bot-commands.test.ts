import { describe, expect, it } from 'vitest';
import { IndexError, UsageError } from '../../../src/errors.ts';
import { eventsOf, QUESTION, someAnswer, somePaper } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

describe('/ask', () => {
  it('defers at once and answers with the question, the quote, its source and buttons', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION });
    expect(await asked.deferred()).toMatchObject({ ephemeral: false });
    const [answer, ...more] = await asked.settled();
    expect(more).toEqual([]);
    expect(answer?.content).toContain(QUESTION);
    expect(answer?.content).toContain('“VQGraph is 828x faster than GNNs in inference.” [1]');
    expect(answer?.content).toContain('<https://arxiv.org/abs/2308.02117>');
    expect(answer?.buttons.map(({ label }) => label)).toEqual([
      'Evidence',
      'More detail',
      'Add to reading list',
      '👍',
      '👎',
    ]);
    expect(ibid.asked).toMatchObject([
      { request: { question: QUESTION, detail: 'normal', user: `discord:${ada.id}` }, snapshot: undefined },
    ]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('takes the detail that is chosen, and keeps a private answer private', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION, detail: 'long', private: true });
    expect(await asked.deferred()).toMatchObject({ ephemeral: true });
    const [answer] = await asked.settled();
    expect(answer).toMatchObject({ ephemeral: true });
    expect(ibid.asked[0]?.request.detail).toBe('long');

    // What was asked privately is continued privately alone.
    await ada.slash('ask', { question: 'And the second one?', private: true }).settled();
    await ada.slash('ask', { question: 'And the second one?' }).settled();
    await fake.user('bob').slash('ask', { question: 'And the second one?', private: true }).settled();
    expect(ibid.asked.map(({ snapshot }) => snapshot?.turns.length ?? 0)).toEqual([0, 1, 0, 0]);
    fake.expectClean();
  });

  it('tells a failure in words where it was asked, logs it once, and goes on', async () => {
    const fake = await discord();
    let broken = true;
    const ibid = scriptedIbid({
      answer: () => {
        if (broken) throw new IndexError('corrupt', 'the index at /data/index is broken');
        return eventsOf(someAnswer());
      },
    });
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [failed] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(failed?.content).toContain('the index is broken');
    expect(failed?.content).not.toContain('/data');
    expect(failed?.buttons).toEqual([]);
    expect(bot.troubles()).toEqual(['A question could not be answered.']);
    broken = false;
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(answer?.content).toContain('828x');
    fake.expectClean();
  });

  it('refuses, kindly and privately, what is too long', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_LONGEST_QUESTION: '100' } });
    const asked = fake.user('ada').slash('ask', { question: 'why? '.repeat(30) });
    const [told] = await asked.settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain('100');
    expect(ibid.asked).toEqual([]);
    fake.expectClean();
  });

  it('answers in a new thread where that is set, and the thread is the conversation', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_DISCORD_THREADS: 'always' } });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION });
    const messages = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    const [starter, answer] = messages;
    expect(starter?.content).toContain('The answer is in the thread.');
    expect(answer?.channelId).toBe(starter?.threadId);
    expect(fake.threads()).toMatchObject([{ name: QUESTION }]);
    const thread = answer?.channelId ?? '';
    await ada.slash('ask', { question: 'And accuracy?' }, { channel: thread }).settled();
    expect(fake.threads()).toHaveLength(1);
    expect(ibid.asked[1]?.snapshot?.turns).toMatchObject([{ question: QUESTION }]);
    fake.expectClean();
  });

  it('tells the asker alone when it may open no thread, and answers in the channel', async () => {
    const fake = await discord();
    const channel = fake.addChannel('quiet', { botLacks: ['CreatePublicThreads'] });
    await startBot(fake, { ibid: scriptedIbid(), env: { IBID_DISCORD_THREADS: 'always' } });
    const asked = fake.user('ada').slash('ask', { question: QUESTION }, { channel });
    const messages = await asked.when(
      (all) => all.length === 2 && all.some(({ buttons }) => buttons.length > 0),
    );
    const told = messages.find(({ ephemeral }) => ephemeral);
    expect(told?.content).toContain('I lack the permission **Create Public Threads**');
    expect(messages.find(({ ephemeral }) => !ephemeral)?.content).toContain('828x');
    fake.expectClean();
  });
});

describe('other commands', () => {
  it('/compare asks for a comparison of the sides', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    await ada.slash('compare', { first: 'MoH', second: 'DiffMoE', on: 'speed' }).settled();
    expect(ibid.asked[0]?.request).toMatchObject({
      question: 'Compare MoH and DiffMoE on speed',
      intent: { kind: 'compare', sides: ['MoH', 'DiffMoE'], aspects: ['speed'] },
    });
    const [told] = await ada.slash('compare', { first: 'MoH', second: 'moh' }).settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain('named twice');
    fake.expectClean();
  });

  it('/summarize asks for a summary of the topic', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    await fake.user('ada').slash('summarize', { topic: 'mixture of experts' }).settled();
    expect(ibid.asked[0]?.request).toMatchObject({
      question: 'mixture of experts',
      intent: { kind: 'summary' },
    });
    fake.expectClean();
  });

  it('/search ranks papers', async () => {
    const fake = await discord();
    const hit = { paper: somePaper(), score: 1, sentence: 'VQGraph is 828x faster than GNNs in inference.' };
    const ibid = scriptedIbid({ search: async () => ({ hits: [hit], notices: [] }) });
    await startBot(fake, { ibid });
    const [found] = await fake.user('ada').slash('search', { words: 'graph' }).settled();
    expect(found?.text).toContain('VQGraph');
    fake.expectClean();
  });

  it('/paper shows a card; an unknown title is told with the nearest', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      paper: async (title) => {
        if (title === '2308.02117') return somePaper();
        throw new UsageError(`no paper has the id or title '${title}'`, {
          remedy: 'The nearest titles are:\n  VQGraph',
        });
      },
    });
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [card] = await ada.slash('paper', { title: '2308.02117' }).settled();
    expect(card?.embeds[0]?.title).toContain('VQGraph');
    expect(card?.text).toContain('Ling Yang');
    const [unknown] = await ada.slash('paper', { title: 'VQ' }).settled();
    expect(unknown).toMatchObject({ ephemeral: true });
    expect(unknown?.content).toContain('The nearest titles are:');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('/paper suggests titles and names while somebody types', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid() });
    const ada = fake.user('ada');
    expect(await ada.autocomplete('paper', 'title', 'vqgr')).toEqual([
      {
        name: 'VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs',
        value: '2308.02117',
      },
    ]);
    expect(await ada.autocomplete('paper', 'title', 'zzz')).toEqual([]);
    fake.expectClean();
  });

  it('/help tells, privately, what is stored and sent where', async () => {
    const fake = await discord();
    await startBot(fake, {
      ibid: scriptedIbid(),
      env: { OPENAI_API_KEY: 'sk-x', IBID_CHAT_MODEL: 'a-model', IBID_KEEP_DAYS: '7' },
    });
    const [help] = await fake.user('ada').slash('help').settled();
    expect(help).toMatchObject({ ephemeral: true });
    expect(help?.content).toContain('/forget');
    expect(help?.text).toContain('7 days');
    expect(help?.text).toContain('a-model');
    fake.expectClean();
  });

  it('the menu of a message asks about that message, cut where it is long', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_LONGEST_QUESTION: '60' } });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const short = ada.say(fake.channel, 'Is VQGraph faster than GNNs?');
    await bob.contextMenu('Ask ibid about this', short).settled();
    const long = ada.say(fake.channel, 'I wonder '.repeat(20));
    const [answer] = await bob.contextMenu('Ask ibid about this', long).settled();
    const questions = ibid.asked.map(({ request }) => request.question);
    expect(questions[0]).toBe('Is VQGraph faster than GNNs?');
    expect(questions[1]?.length).toBeLessThanOrEqual(60);
    expect(answer?.content).toContain('The message is long');
    const [told] = await bob.contextMenu('Ask ibid about this', ada.say(fake.channel, '<@123>')).settled();
    expect(told).toMatchObject({ ephemeral: true });
    fake.expectClean();
  });
});
