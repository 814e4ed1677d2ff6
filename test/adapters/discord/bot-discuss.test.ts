import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import type { SeenMessage } from '../../support/fake-discord/seen-message.ts';
import { eventsOf, someAnswer, somePaper } from '../../support/fake-ibid.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { buildBundledIndex, discord, openIbid, scriptedIbid, startBot } from './bot-support.ts';

const MESSAGE_CONTENT = 1 << 15;
const NOTHING = { id: '' };
const TITLE = 'DiffMoE: Dynamic Token Selection for Scalable Diffusion Transformers';
const QUESTIONS = ['What is VQGraph?', 'How does VQGraph work?', 'How much faster is VQGraph?'];

let folder = '';
let index = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibid-discuss-'));
  index = await buildBundledIndex(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const toStart = (all: readonly SeenMessage[]): SeenMessage | undefined =>
  all.find(({ content }) => content.startsWith('To start with:'));

/** A discussion as somebody opens it, up to its questions. */
async function discussed(
  fake: FakeDiscord,
  paper: string,
  where: Parameters<ReturnType<FakeDiscord['user']>['slash']>[2] = {},
) {
  const ada = fake.user('ada');
  const asked = ada.slash('discuss', { paper }, where);
  const messages = await asked.when((all) => toStart(all) !== undefined);
  return { ada, messages, start: toStart(messages) ?? (NOTHING as never) };
}

describe('/discuss over the bundled papers', () => {
  it('opens a thread on the paper: a cited summary, then three questions with a button each', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: await openIbid(index) });
    const { messages, start } = await discussed(fake, 'DiffMoE');
    const [opening, summary] = messages;
    expect(opening).toMatchObject({ channelId: fake.channel.id });
    expect(opening?.content).toMatch(
      /^\*\*DiffMoE: Dynamic Token Selection.*<https:\/\/arxiv\.org\/abs\/2503\.14487>/u,
    );
    expect(fake.threads()).toMatchObject([{ name: TITLE }]);
    expect(summary?.channelId).toBe(opening?.threadId);
    expect(summary?.content).toContain('introduces a batch-level global token pool');
    expect(summary?.content).toMatch(/\[1\] \*\*DiffMoE/u);
    expect(summary?.content).not.toContain('[2]');
    expect(summary?.buttons).toHaveLength(5);
    expect(start.channelId).toBe(opening?.threadId);
    expect(start.content.match(/^\d\\\. .*DiffMoE.*\?$/gmu)).toHaveLength(3);
    expect(start.buttons.map(({ label }) => label)).toEqual(['1', '2', '3']);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('asks what a button stands for, cited, in the thread, though the bot began anew meanwhile', async () => {
    const fake = await discord();
    const state = temporaryFolder();
    const first = await openIbid(index, state);
    const bot = await startBot(fake, { ibid: first });
    const { start } = await discussed(fake, 'DiffMoE');
    await bot.stop();
    await first.close();
    await startBot(fake, { ibid: await openIbid(index, state) });
    const bob = fake.user('bob');
    for (const [place, button] of start.buttons.entries()) {
      const question = new RegExp(`^${place + 1}\\\\\\. (.*)$`, 'mu').exec(start.content)?.[1] ?? '?';
      const [answer] = await bob.click(start, button.customId ?? '').settled();
      expect(answer).toMatchObject({ channelId: start.channelId, ephemeral: false });
      expect(answer?.content).toContain(question);
      expect(answer?.content).toMatch(/\[1\] \*\*DiffMoE/u);
      expect(answer?.content).not.toContain('[2]');
    }
    fake.expectClean();
  });

  it('goes on in the thread: “it” is the paper, and more detail of the summary is the paper’s too', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: await openIbid(index) });
    const { ada, messages, start } = await discussed(fake, 'DiffMoE');
    const [answer] = await ada
      .say(start.channelId, 'What does it outperform?', { mentionBot: true })
      .settled();
    expect(answer?.content).toMatch(/\[1\] \*\*DiffMoE/u);
    const summary = messages[1];
    const more = summary?.buttons.find(({ label }) => label === 'More detail')?.customId ?? '';
    const [longer] = await ada.click(summary ?? NOTHING, more).settled();
    expect(longer?.content).toMatch(/\[1\] \*\*DiffMoE/u);
    expect(longer?.content).not.toContain('[2]');
    fake.expectClean();
  });

  it('listens in its thread where that is set', async () => {
    const fake = await discord({ privilegedIntents: MESSAGE_CONTENT });
    await startBot(fake, { ibid: await openIbid(index), env: { IBID_DISCORD_LISTEN: 'yes' } });
    const { ada, start } = await discussed(fake, 'DiffMoE');
    const [answer] = await ada.say(start.channelId, 'What does it outperform?').settled();
    expect(answer?.content).toMatch(/\[1\] \*\*DiffMoE/u);
    fake.expectClean();
  });

  it('happens right there in direct messages and in threads, without a thread of its own', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: await openIbid(index) });
    const { ada, start } = await discussed(fake, 'DiffMoE');
    const again = ada.slash('discuss', { paper: 'VQGraph' }, { channel: start.channelId });
    const inThread = await again.when((all) => toStart(all) !== undefined);
    expect(new Set(inThread.map(({ channelId }) => channelId))).toEqual(new Set([start.channelId]));
    expect(fake.threads()).toHaveLength(1);
    const dm = ada.directChannel();
    const direct = ada.slash('discuss', { paper: 'VQGraph' }, { channel: dm });
    const inDm = await direct.when((all) => toStart(all) !== undefined);
    expect(inDm[0]?.content).toContain('Summarize “VQGraph: Rethinking');
    const [answer] = await ada
      .click(toStart(inDm) ?? NOTHING, toStart(inDm)?.buttons[0]?.customId ?? '')
      .settled();
    expect(answer?.content).toContain('VQGraph');
    fake.expectClean();
  });

  it('offers titles while somebody types, and declines an unknown one privately with the nearest', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: await openIbid(index) });
    const ada = fake.user('ada');
    expect(await ada.autocomplete('discuss', 'paper', 'diffm')).toMatchObject([
      { name: TITLE, value: '2503.14487' },
    ]);
    const [told] = await ada.slash('discuss', { paper: 'DifMoE: Dynamic Token Selecting' }).settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain(TITLE);
    expect(fake.threads()).toEqual([]);
    fake.expectClean();
  });
});

describe('/discuss where something is lacking', () => {
  it('tells the asker alone that it may open no thread, and discusses in the channel', async () => {
    const fake = await discord();
    const channel = fake.addChannel('quiet', { botLacks: ['CreatePublicThreads'] });
    await startBot(fake, {
      ibid: scriptedIbid({ startingQuestions: async () => QUESTIONS, questionsOf: async () => QUESTIONS }),
    });
    const asked = fake.user('ada').slash('discuss', { paper: 'VQGraph' }, { channel });
    const messages = await asked.when(
      (all) => toStart(all) !== undefined && all.some(({ ephemeral }) => ephemeral),
    );
    expect(messages.find(({ ephemeral }) => ephemeral)?.content).toContain(
      'I lack the permission **Create Public Threads**',
    );
    expect(messages.filter(({ ephemeral }) => !ephemeral).map(({ channelId }) => channelId)).toEqual([
      channel.id,
      channel.id,
    ]);
    fake.expectClean();
  });

  it('tells the asker alone when it may no longer write in the thread', async () => {
    const fake = await discord();
    const channel = fake.addChannel('fickle');
    const ibid = scriptedIbid({
      startingQuestions: async () => {
        fake.denyBot(channel, ['SendMessagesInThreads']);
        return QUESTIONS;
      },
    });
    await startBot(fake, { ibid });
    const asked = fake.user('ada').slash('discuss', { paper: 'VQGraph' }, { channel });
    const messages = await asked.when((all) => all.some(({ ephemeral }) => ephemeral));
    expect(messages.find(({ ephemeral }) => ephemeral)?.content).toContain(
      `I may no longer write in <#${fake.threads()[0]?.id}>, so that the questions`,
    );
    fake.expectClean();
  });

  it('has no questions for an abstract that answers none', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: scriptedIbid({ startingQuestions: async () => [] }) });
    const asked = fake.user('ada').slash('discuss', { paper: 'VQGraph' });
    const messages = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(messages).toHaveLength(2);
    await bot.stop();
    expect(toStart(asked.messages())).toBeUndefined();
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('is one question for the limits', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      startingQuestions: async () => QUESTIONS,
      questionsOf: async () => QUESTIONS,
    });
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '2' } });
    const { ada, start } = await discussed(fake, 'VQGraph');
    await ada.click(start, start.buttons[0]?.customId ?? '').settled();
    const [told] = await ada.click(start, start.buttons[1]?.customId ?? '').settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain('One moment');
    fake.expectClean();
  });

  it('ends what was begun when the bot is stopped, questions and all', async () => {
    const fake = await discord();
    const going = Promise.withResolvers<void>();
    const ibid = scriptedIbid({
      startingQuestions: async () => QUESTIONS,
      questionsOf: async () => QUESTIONS,
      async *answer() {
        const answer = someAnswer();
        for (const claim of answer.claims) yield { type: 'claim', claim };
        await going.promise;
        return answer;
      },
    });
    const bot = await startBot(fake, { ibid });
    const asked = fake.user('ada').slash('discuss', { paper: 'VQGraph' });
    await asked.when((all) => all.some(({ content }) => content.includes('828x')));
    const stopped = bot.stop();
    going.resolve();
    await stopped;
    expect(toStart(asked.messages())?.buttons).toHaveLength(3);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });
});

describe('the button of a question to start with', () => {
  async function offered(given: { readonly paper?: () => ReturnType<typeof somePaper> } = {}) {
    const fake = await discord();
    const now = { questions: QUESTIONS };
    const ibid = scriptedIbid({
      startingQuestions: async () => now.questions,
      questionsOf: async () => now.questions,
      ...(given.paper === undefined ? {} : { paper: async () => (given.paper ?? somePaper)() }),
    });
    const bot = await startBot(fake, { ibid });
    return { fake, ibid, bot, now, ...(await discussed(fake, 'VQGraph')) };
  }

  it('asks about the paper alone, as its own question of the thread', async () => {
    const { fake, ibid, ada, start } = await offered();
    await ada.click(start, start.buttons[2]?.customId ?? '').settled();
    expect(ibid.asked[0]?.request).toMatchObject({
      question: `Summarize “${somePaper().title}”`,
      intent: { kind: 'summary' },
      about: [somePaper().id],
    });
    expect(ibid.asked[1]).toMatchObject({
      request: { question: QUESTIONS[2], about: [somePaper().id] },
      snapshot: { turns: [{ question: `Summarize “${somePaper().title}”` }] },
    });
    fake.expectClean();
  });

  it('says so kindly when the abstract gives the question no longer, and when the paper is gone', async () => {
    let gone = false;
    const { fake, bot, ada, start, now } = await offered({
      paper: () => {
        if (gone) throw new UsageError('no paper has this id');
        return somePaper();
      },
    });
    now.questions = QUESTIONS.slice(1);
    const [changed] = await ada.click(start, start.buttons[0]?.customId ?? '').settled();
    expect(changed?.content).toContain('abstract has changed since');
    gone = true;
    const [lost] = await ada.click(start, start.buttons[1]?.customId ?? '').settled();
    expect(lost?.content).toContain('no longer in the index');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });
});

it('a hostile title opens a thread, and nothing of it comes alive', async () => {
  const title = `@everyone <@1> [x](https://evil.example) ** ${' discord.gg/abc \u202e'.repeat(20)}`;
  const fake = await discord();
  const paper = { ...somePaper(), title };
  const ibid = scriptedIbid({
    paper: async () => paper,
    startingQuestions: async () => [`What is ${title}?`],
    questionsOf: async () => [`What is ${title}?`],
    answer: () => eventsOf(someAnswer()),
  });
  const bot = await startBot(fake, { ibid });
  const { start, messages } = await discussed(fake, 'x');
  expect(fake.threads()[0]?.name.length).toBeLessThanOrEqual(100);
  expect(ibid.asked[0]?.request.question.length).toBeLessThan(400);
  for (const { content } of [...messages, start])
    expect(content).not.toMatch(/@everyone|\]\(https|discord\.gg\/|\u202e/u);
  expect(bot.troubles()).toEqual([]);
  fake.expectClean();
});
