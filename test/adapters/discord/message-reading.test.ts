import { describe, expect, it } from 'vitest';
import {
  type IncomingMessage,
  readMessage,
  withoutMentions,
} from '../../../src/adapters/discord/message-reading.ts';
import type { Place } from '../../../src/adapters/discord/place.ts';

const BOT = { id: '900', roles: ['901'], listens: false, reads: false, longest: 1000 };
const CHANNEL: Place = { kind: 'channel', guild: '1', channel: '2', parent: null, threads: true };
const THREAD: Place = { kind: 'thread', guild: '1', channel: '3', parent: '2', threads: false };
const DM: Place = { kind: 'dm', guild: null, channel: '4', parent: null, threads: false };

function message(overrides: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    id: '10',
    place: CHANNEL,
    ownThread: false,
    author: { id: '100', bot: false },
    webhook: false,
    system: false,
    content: 'What is VQGraph?',
    mentionsBot: false,
    repliesTo: null,
    ...overrides,
  };
}

const read = (overrides: Partial<IncomingMessage>, bot: Partial<typeof BOT> = {}) =>
  readMessage(message(overrides), { ...BOT, ...bot });

describe('what is a question', () => {
  it.each([
    ['a mention', { mentionsBot: true, content: '<@900> What is VQGraph?' }],
    ['a mention by nickname', { mentionsBot: true, content: 'What is <@!900> VQGraph?' }],
    ["a mention of the bot's own role", { mentionsBot: true, content: '<@&901> What is VQGraph?' }],
    ['a direct message', { place: DM }],
    ['a reply to the bot', { repliesTo: { message: '9', byBot: true, content: 'An answer [1].' } }],
    ['a mention in a thread', { place: THREAD, mentionsBot: true, content: 'What is VQGraph? <@900>' }],
  ] satisfies [string, Partial<IncomingMessage>][])('%s is', (_, given) => {
    expect(read(given)).toEqual({ kind: 'question', text: 'What is VQGraph?' });
  });

  it.each([
    ['what people say to each other', {}],
    ['a message in a thread without a mention', { place: THREAD, ownThread: true }],
    ['a reply to somebody else', { repliesTo: { message: '9', byBot: false, content: 'Hello' } }],
    ['another bot', { author: { id: '101', bot: true }, mentionsBot: true }],
    ['the bot itself', { author: { id: '900', bot: false }, place: DM }],
    ['a webhook', { webhook: true, mentionsBot: true }],
    ["Discord's own message", { system: true, mentionsBot: true }],
  ] satisfies [string, Partial<IncomingMessage>][])('%s is not', (_, given) => {
    expect(read(given)).toEqual({ kind: 'ignore' });
  });

  it('is every message in a thread that the bot opened, when it listens there', () => {
    const listens = { listens: true };
    expect(read({ place: THREAD, ownThread: true }, listens).kind).toBe('question');
    expect(read({ place: THREAD, ownThread: false }, listens).kind).toBe('ignore');
    expect(read({ place: CHANNEL }, listens).kind).toBe('ignore');
    expect(read({ place: THREAD, ownThread: true, content: '' }, listens).kind).toBe('ignore');
  });
});

describe('what is asked', () => {
  it("carries the words of somebody else's message that is replied to, as far as they are known", () => {
    const repliesTo = { message: '9', byBot: false, content: 'VQGraph is 828x faster.\nOr so <@100> says.' };
    expect(read({ mentionsBot: true, content: '<@900> is that true?', repliesTo })).toEqual({
      kind: 'question',
      text: 'is that true? (about: “VQGraph is 828x faster. Or so says.”)',
    });
    const unknown = { ...repliesTo, content: '' };
    expect(read({ mentionsBot: true, content: '<@900> is that true?', repliesTo: unknown })).toEqual({
      kind: 'question',
      text: 'is that true?',
    });
    const long = { ...repliesTo, content: 'word '.repeat(200) };
    const reading = read({ mentionsBot: true, content: '<@900> is that true?', repliesTo: long });
    expect(reading.kind === 'question' && reading.text.length).toBeLessThan(340);
  });

  it('is the message replied to, when nothing but the mention is said', () => {
    const repliesTo = { message: '9', byBot: false, content: 'What is a token pool good for?' };
    expect(read({ mentionsBot: true, content: '<@900>', repliesTo })).toEqual({
      kind: 'question',
      text: 'What is a token pool good for?',
    });
  });

  it('may be nothing', () => {
    expect(read({ mentionsBot: true, content: ' <@900> ' })).toEqual({ kind: 'greeting' });
    expect(read({ place: DM, content: '' })).toEqual({ kind: 'greeting' });
  });

  it('may be withheld by Discord', () => {
    const repliesTo = { message: '9', byBot: true, content: 'An answer [1].' };
    expect(read({ content: '', repliesTo })).toEqual({ kind: 'withheld' });
    expect(read({ content: '', repliesTo }, { reads: true })).toEqual({ kind: 'greeting' });
  });

  it('has no mentions of the bot, no line breaks and no ids of emoji in it', () => {
    expect(withoutMentions('<@900>\n what   about <:moe:123456> and <@77>?', BOT)).toBe(
      'what about :moe: and <@77>?',
    );
  });
});

describe("somebody else's words", () => {
  const long = 'Experts are chosen by a router. '.repeat(60).trim();
  const theirs = { message: '9', byBot: false, content: `<@77> ${long}` };

  it('are asked as far as there is room, and that is told', () => {
    const reading = read({ mentionsBot: true, content: '<@900>', repliesTo: theirs });
    if (reading.kind !== 'question') throw new Error('no question');
    expect(reading.text.length).toBeLessThanOrEqual(1000);
    expect(long.startsWith(`${reading.text} `)).toBe(true);
    expect(reading.notice).toContain(`its first ${reading.text.length} characters`);
  });

  it("beside one's own never make a question too long", () => {
    for (const own of [20, 700, 940, 960, 980, 1000]) {
      const words = 'w'.repeat(own);
      const reading = read({ mentionsBot: true, content: `<@900> ${words}`, repliesTo: theirs });
      if (reading.kind !== 'question') throw new Error('no question');
      expect(reading.text.length).toBeLessThanOrEqual(1000);
      expect(reading.text.startsWith(words)).toBe(true);
      expect(reading.text.includes('Experts are')).toBe(own <= 960);
    }
  });
});

describe('small talk', () => {
  it.each(['hi', 'Hello there!', 'good morning everyone', 'help', 'Who are you and what can you do?'])(
    '%s wants a word back from whoever is spoken to',
    (content) => {
      expect(read({ place: DM, content })).toEqual({ kind: 'greeting' });
      expect(read({ place: THREAD, ownThread: true, content }, { listens: true, reads: true })).toEqual({
        kind: 'ignore',
      });
    },
  );

  it.each([
    'thanks!',
    'Thank you so much, ibid',
    'haha nice, thanks ben!',
    'ok',
    '👍',
    ':tada:',
    'Great. Got it!',
  ])('%s wants none', (content) => {
    expect(read({ place: DM, content })).toEqual({ kind: 'ignore' });
  });

  it.each([
    'Thanks, what about memory?',
    'help me understand MoH',
    'MoH?',
    'no results on ImageNet?',
    'hi, what is VQGraph?',
    'good papers on diffusion',
    'thanks to what does it scale?',
    'the second one',
    '扩散模型是什么？',
  ])('%s is a question', (content) => {
    expect(read({ place: DM, content })).toMatchObject({ kind: 'question', text: content });
  });
});
