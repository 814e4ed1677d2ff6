import { describe, expect, it } from 'vitest';
import { eventsOf, QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

describe('/forget', () => {
  it('removes everything about oneself, and says what it was', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '2' } });
    const ada = fake.user('ada');
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    await ada.click(answer ?? { id: '' }, answer?.buttons[3]?.customId ?? '').settled();
    const [told] = await ada.slash('forget', { what: 'everything' }).settled();
    expect(told).toMatchObject({ ephemeral: true });
    expect(told?.content).toContain('1 question with its answer');
    expect(told?.content).toContain('1 judgement');
    const [again] = await ada.slash('forget', { what: 'everything' }).settled();
    expect(again?.content).toContain('Nothing was kept about you');
    const [gone] = await ada.click(answer ?? { id: '' }, answer?.buttons[0]?.customId ?? '').settled();
    expect(gone?.content).toContain('no longer kept');
    fake.expectClean();
  });

  it('removes this conversation, for those who took part in it', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_DISCORD_THREADS: 'always' } });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const moderator = fake.user('mod', { may: ['ManageMessages'] });
    const asked = ada.slash('ask', { question: QUESTION });
    const [, answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    const channel = answer?.channelId ?? '';
    const [refused] = await bob.slash('forget', { what: 'conversation' }, { channel }).settled();
    expect(refused?.content).toContain('is of others');
    const [told] = await ada.slash('forget', { what: 'conversation' }, { channel }).settled();
    expect(told?.content).toContain('is forgotten');
    await ada.slash('ask', { question: 'And accuracy?' }, { channel }).settled();
    expect(ibid.asked[1]?.snapshot).toBeUndefined();
    const [byModerator] = await moderator.slash('forget', { what: 'conversation' }, { channel }).settled();
    expect(byModerator?.content).toContain('is forgotten');
    fake.expectClean();
  });

  it('means the last conversation of the asker in a channel', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [nothing] = await ada.slash('forget', { what: 'conversation' }).settled();
    expect(nothing?.content).toContain('Nothing was kept');
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    const [told] = await ada.slash('forget', { what: 'conversation' }).settled();
    expect(told?.content).toContain('is forgotten');
    await ada.say(fake.channel, 'And accuracy?', { replyTo: answer ?? { id: '' } }).settled();
    expect(ibid.asked[1]?.snapshot).toBeUndefined();
    fake.expectClean();
  });

  it('means the public conversation behind a private question, and both are gone', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    await ada.slash('ask', { question: 'And privately?', private: true }).settled();
    const [told] = await ada.slash('forget', { what: 'conversation' }).settled();
    expect(told?.content).toContain('is forgotten');
    await ada.say(fake.channel, 'And accuracy?', { replyTo: answer ?? { id: '' } }).settled();
    await ada.slash('ask', { question: 'And what was private?', private: true }).settled();
    expect(ibid.asked.slice(2).map(({ snapshot }) => snapshot)).toEqual([undefined, undefined]);
    fake.expectClean();
  });

  it('means that one after a restart, too', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    await bot.stop();
    await startBot(fake, { ibid });
    const [told] = await ada.slash('forget', { what: 'conversation' }).settled();
    expect(told?.content).toContain('is forgotten');
    await ada.say(fake.channel, 'And accuracy?', { replyTo: answer ?? { id: '' } }).settled();
    expect(ibid.asked[1]?.snapshot).toBeUndefined();
    fake.expectClean();
  });

  it('waits for what is being answered, so that nothing of it is kept', async () => {
    const fake = await discord();
    const going = Promise.withResolvers<void>();
    const ibid = scriptedIbid({
      async *answer() {
        const answer = someAnswer();
        await going.promise;
        return yield* eventsOf(answer);
      },
    });
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION });
    await asked.deferred();
    const forgotten = ada.slash('forget', { what: 'everything' });
    await forgotten.deferred();
    going.resolve();
    const [told] = await forgotten.settled();
    expect(told?.content).toContain('1 question with its answer');
    expect(await ibid.state.forgetUser(`discord:${ada.id}`)).toEqual({ turns: 0, feedback: 0, others: 0 });
    fake.expectClean();
  });
});
