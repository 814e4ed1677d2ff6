import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { QUESTION } from '../../support/fake-ibid.ts';
import { holding } from './bot-crowd-support.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

const NOTHING = { id: '' };

describe('a queue', () => {
  it('is not filled by one: they are asked for patience, and others are answered', async () => {
    const fake = await discord();
    const ibid = holding();
    await startBot(fake, { ibid, farewell: 50 });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const asked = Array.from({ length: 34 }, (_, n) => ada.dm(`question ${n}?`));
    const told = (): string[] => asked.flatMap((one) => one.messages().map(({ text }) => text));
    await expect.poll(() => told().length).toBe(30);
    for (const text of told()) expect(text).toMatch(/earlier questions first|one after the other/u);
    const [elsewhere] = await ada.slash('ask', { question: QUESTION }).when((all) => all.length > 0);
    expect(elsewhere?.thinking).toBe(true);
    await bob.slash('ask', { question: QUESTION }).deferred();
    await expect.poll(() => ibid.asked.map(({ request }) => request.user)).toContain(`discord:${bob.id}`);
    fake.expectClean();
  });

  it('holds for replies, too, whose conversation is looked for', async () => {
    const fake = await discord();
    const ibid = holding();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_AT_ONCE: '1' }, farewell: 50 });
    const bob = fake.user('bob');
    const said = bob.say(fake.channel, 'Has anybody read the one on graphs?');
    const asked = Array.from({ length: 20 }, (_, n) =>
      fake.user(`user${n}`).say(fake.channel, QUESTION, { mentionBot: true, replyTo: said }),
    );
    const busy = (): number =>
      asked.filter((one) => one.messages().some(({ text }) => text.includes('as many questions'))).length;
    await expect.poll(busy, { timeout: 5_000 }).toBeGreaterThanOrEqual(11);
    expect(busy()).toBeLessThanOrEqual(12);
    fake.expectClean();
  });

  it('has searches wait for their turn, too', async () => {
    const fake = await discord();
    let atWork = 0;
    let most = 0;
    const ibid = scriptedIbid({
      async search() {
        atWork++;
        most = Math.max(most, atWork);
        await new Promise((resolve) => setTimeout(resolve, 20));
        atWork--;
        return { hits: [], notices: [] };
      },
    });
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_AT_ONCE: '2' } });
    const asked = Array.from({ length: 10 }, (_, n) => fake.user(`user${n}`).slash('search', { words: 'x' }));
    for (const one of asked) await one.settled();
    expect(most).toBe(2);
    fake.expectClean();
  });
});

describe('a limit', () => {
  it('of a server is told to everybody who meets it, once', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid(), env: { IBID_GUILD_QUESTIONS_PER_MINUTE: '1' } });
    const [ada, bob, eve] = [fake.user('ada'), fake.user('bob'), fake.user('eve')];
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    for (const user of [bob, eve]) {
      const [told] = await user.say(fake.channel, QUESTION, { mentionBot: true }).settled();
      expect(told?.text).toContain('A lot is being asked on this server');
      await user.say(fake.channel, QUESTION, { mentionBot: true }).unanswered(100);
    }
    fake.expectClean();
  });

  it('holds for questions that are too long, which are told to be so once', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '3' } });
    const ada = fake.user('ada');
    for (let n = 0; n < 20; n++) ada.say(fake.channel, 'x'.repeat(1_900), { mentionBot: true });
    await fake.until(() => fake.botMessages(fake.channel).length === 2);
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).unanswered(200);
    const told = fake.botMessages(fake.channel).map(({ text }) => text);
    expect(told).toHaveLength(2);
    expect(told.filter((text) => text.includes('is the most I can take'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('you have asked a lot'))).toHaveLength(1);
    expect(ibid.asked).toHaveLength(0);
    fake.expectClean();
  });

  it('holds on after /forget everything', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: scriptedIbid(), env: { IBID_QUESTIONS_PER_MINUTE: '1' } });
    const ada = fake.user('ada');
    await ada.slash('ask', { question: QUESTION }).settled();
    await ada.slash('forget', { what: 'everything' }).settled();
    const [told] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(told?.text).toContain('you have asked a lot');
    fake.expectClean();
  });

  it('of its own, and a generous one, is there for cards, lists and buttons', async () => {
    const fake = await discord();
    const ibid = scriptedIbid();
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '1' } });
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    const [evidence] = answer?.buttons ?? [];
    for (let n = 0; n < 3; n++) await ada.slash('paper', { title: 'VQGraph' }).begun();
    for (let n = 0; n < 2; n++) await ada.click(answer ?? NOTHING, evidence?.customId ?? '').begun();
    const down = answer?.buttons.at(-1)?.customId ?? '';
    for (const refused of [
      ada.slash('paper', { title: 'VQGraph' }),
      ada.slash('reading-list show'),
      ada.click(answer ?? NOTHING, evidence?.customId ?? ''),
      ada.click(answer ?? NOTHING, down),
    ]) {
      const [told] = await refused.settled();
      expect(told).toMatchObject({ ephemeral: true });
      expect(told?.text).toMatch(/a lot in a short time\. The next is welcome in/u);
    }
    const [card] = await bob.slash('paper', { title: 'VQGraph' }).begun();
    expect(card?.ephemeral).toBe(false);
    fake.expectClean();
  });
});

describe('names of papers that nobody knows', () => {
  it('cannot be tried without end', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      paper: async () => {
        throw new UsageError('no paper has that title');
      },
    });
    await startBot(fake, { ibid, env: { IBID_QUESTIONS_PER_MINUTE: '1' } });
    const ada = fake.user('ada');
    const told: string[] = [];
    for (let n = 0; n < 6; n++) {
      const [message] = await ada.slash('paper', { title: `paper ${n}` }).settled();
      told.push(message?.text ?? '');
    }
    const refused = told.map((text) => text.includes('a lot in a short time'));
    expect(refused).toEqual([false, false, false, false, false, true]);
    expect(told[0]).toMatch(/no paper has that title/iu);
    fake.expectClean();
  });
});
