import { describe, expect, it } from 'vitest';
import { QUESTION, someAnswer, somePaper } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

const NOTHING = { id: '' };

/** Answers with so many sentences of some 300 characters. */
function lengthy(sentences: number) {
  const quotes = Array.from({ length: sentences }, (_, n) => `Sentence ${n} says ${'very '.repeat(55)}much.`);
  const paper = somePaper({ abstract: quotes.join(' ') });
  return scriptedIbid({
    paper: async () => paper,
    async *answer() {
      const answer = someAnswer({ citations: [{ marker: 1, paper, quotes }] });
      for (const text of quotes)
        yield { type: 'claim', claim: { text, quotes: [{ marker: 1, text }], check: 'quote' } };
      yield { type: 'end', end: answer };
      return answer;
    },
  });
}

describe('a long answer', () => {
  it('is several messages, each of which can be replied to', async () => {
    const fake = await discord();
    const ibid = lengthy(20);
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const messages = await ada.slash('ask', { question: QUESTION }).settled();
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.map(({ buttons }) => buttons.length > 0)).toEqual(
      messages.map((_, place) => place === messages.length - 1),
    );
    const text = messages.map(({ content }) => content).join('\n');
    for (let n = 0; n < 20; n++) expect(text).toContain(`Sentence ${n} says`);
    await ada.say(fake.channel, 'And more?', { replyTo: messages[1] ?? NOTHING }).settled();
    expect(ibid.asked[1]?.snapshot?.turns).toHaveLength(1);
    const inChannel = await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    expect(inChannel[0]?.buttons).toEqual([]);
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('that is private stays private to its last message, and so does its evidence', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: lengthy(20) });
    const ada = fake.user('ada');
    const messages = await ada.slash('ask', { question: QUESTION, private: true }).settled();
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.every(({ ephemeral }) => ephemeral)).toBe(true);
    const last = messages.at(-1);
    const evidence = await ada.click(last ?? NOTHING, last?.buttons[0]?.customId ?? '').settled();
    expect(evidence.length).toBeGreaterThan(0);
    expect(evidence.every(({ ephemeral }) => ephemeral)).toBe(true);
    fake.expectClean();
  });

  it('that is longer still goes on in a file', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: lengthy(60) });
    const messages = await fake.user('ada').slash('ask', { question: QUESTION }).settled();
    const [file] = messages.at(-1)?.files ?? [];
    expect(file?.name).toBe('answer.md');
    expect(file?.text).toContain('Sentence 59 says');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });
});
