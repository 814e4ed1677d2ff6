import { describe, expect, it } from 'vitest';
import { QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

describe('a slow answer', () => {
  /** Goes on when the test says so. */
  function slow() {
    const steps = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const ibid = scriptedIbid({
      async *answer() {
        const answer = someAnswer();
        const [claim] = answer.claims;
        if (claim === undefined) throw new Error('there is no claim');
        await steps[0].promise;
        yield { type: 'claim', claim };
        await steps[1].promise;
        yield { type: 'claim', claim };
        yield { type: 'end', end: answer };
        return answer;
      },
    });
    return { ibid, begin: steps[0].resolve, end: steps[1].resolve };
  }

  it("goes on in the channel's message when its token has expired", async () => {
    const fake = await discord();
    const { ibid, begin, end } = slow();
    const bot = await startBot(fake, { ibid });
    const asked = fake.user('ada').slash('ask', { question: QUESTION });
    await asked.deferred();
    begin();
    await asked.begun();
    fake.clock.advance(16 * 60_000);
    end();
    const [answer, ...more] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(more).toEqual([]);
    expect(answer?.content).toContain('**Sources**');
    expect(bot.troubles()).toEqual([]);
    expect(fake.refusals).toEqual([]);
    fake.expectClean();
  });

  it('goes on there when Discord takes its token for expired before we do', async () => {
    const fake = await discord();
    const { ibid, begin, end } = slow();
    const bot = await startBot(fake, { ibid });
    const asked = fake.user('ada').slash('ask', { question: QUESTION });
    await asked.deferred();
    begin();
    await asked.begun();
    fake.faults.plan({ route: 'PATCH /webhooks', times: 100, fault: { kind: 'status', status: 401 } });
    end();
    await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('comes at all when its token expired before its first word', async () => {
    const fake = await discord();
    const { ibid, begin, end } = slow();
    await startBot(fake, { ibid });
    const asked = fake.user('ada').slash('ask', { question: QUESTION });
    await asked.deferred();
    fake.clock.advance(16 * 60_000);
    begin();
    end();
    const [answer] = await asked.settled();
    expect(answer?.content).toContain('828x');
    expect(answer?.thinking).toBe(false);
    fake.expectClean();
  });

  it('that is private goes on in direct messages then, and nowhere else', async () => {
    const fake = await discord();
    const { ibid, begin, end } = slow();
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION, private: true });
    await asked.deferred();
    begin();
    await asked.begun();
    fake.clock.advance(16 * 60_000);
    end();
    const direct = () => fake.botMessages(ada.directChannel());
    await fake.until(() => direct().some(({ buttons }) => buttons.length > 0));
    expect(direct()).toHaveLength(1);
    expect(direct()[0]?.content).toContain(`> ${QUESTION}`);
    expect(direct()[0]?.content).toContain('**Sources**');
    expect(fake.botMessages(fake.channel).filter(({ ephemeral }) => !ephemeral)).toEqual([]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('that is private and has its first word then comes whole in direct messages', async () => {
    const fake = await discord();
    const { ibid, begin, end } = slow();
    await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION, private: true });
    await asked.deferred();
    fake.clock.advance(16 * 60_000);
    begin();
    const direct = () => fake.botMessages(ada.directChannel());
    await fake.until(() => direct().length > 0);
    end();
    await fake.until(() => direct().some(({ buttons }) => buttons.length > 0));
    expect(direct()).toHaveLength(1);
    fake.expectClean();
  });

  it('that is private and for somebody who takes no direct messages is lost, and that is logged', async () => {
    const fake = await discord();
    const { ibid, begin, end } = slow();
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    ada.closeDirectMessages();
    const asked = ada.slash('ask', { question: QUESTION, private: true });
    await asked.deferred();
    fake.clock.advance(16 * 60_000);
    begin();
    end();
    await expect.poll(() => bot.troubles()).toContain('An answer did not reach Discord.');
    expect(fake.botMessages(fake.channel).filter(({ ephemeral }) => !ephemeral)).toEqual([]);
  });

  it('that is private stays where it was asked though the clock here is ahead of Discord’s', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid(), ahead: 20 * 60_000 });
    const ada = fake.user('ada');
    const [answer] = await ada.slash('ask', { question: QUESTION, private: true }).settled();
    expect(answer).toMatchObject({ ephemeral: true, thinking: false });
    expect(answer?.content).toContain('828x');
    expect(fake.botMessages(ada.directChannel())).toEqual([]);
    fake.expectClean();
  });

  it('shows each claim as it comes, with edits that keep their distance', async () => {
    const fake = await discord({ latencyMilliseconds: 30 });
    const ibid = scriptedIbid({
      async *answer() {
        const answer = someAnswer();
        for (let n = 1; n <= 34; n++) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          const text = `Claim ${n} stands.`;
          yield { type: 'claim', claim: { text, quotes: [{ marker: 1, text }], check: 'quote' } };
        }
        return answer;
      },
    });
    await startBot(fake, { ibid });
    const asked = fake.user('ada').say(fake.channel, QUESTION, { mentionBot: true });
    const [answer] = await asked.when((all) => all.some(({ buttons }) => buttons.length > 0));
    expect(answer?.content).toContain('Claim 34 stands.');
    const gaps = fake.editGaps(answer?.id ?? '');
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1300);
    expect(fake.mostEditsAtOnce(answer?.id ?? '')).toBe(1);
    fake.expectClean();
  });
});
