import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedBy, MOST_CHANNELS, noteOn } from '../../../../src/adapters/discord/change-settings.ts';
import { answersIn, rulesInForce } from '../../../../src/adapters/discord/guild-rules.ts';
import type { Place } from '../../../../src/adapters/discord/place.ts';
import { renderElsewhere, renderSettings } from '../../../../src/adapters/discord/render/render-settings.ts';
import { DETAILS } from '../../../../src/answerer/answer.ts';
import { type GuildSettings, NO_GUILD_SETTINGS } from '../../../../src/ibid.ts';
import { anyText } from './arbitraries.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';

const PROGRAM = { threads: 'never', listens: false } as const;
const shown = (own: GuildSettings, program: Parameters<typeof rulesInForce>[1] = PROGRAM): string =>
  renderSettings({ own, rules: rulesInForce(own, program), changed: false, note: null }).content;
const ids = (count: number) => Array.from({ length: count }, (_, n) => `${10n ** 17n + BigInt(n)}`);

describe('the settings of a server', () => {
  it('are told as they hold, and which of them were set there', () => {
    expect(shown(NO_GUILD_SETTINGS)).toMatchInlineSnapshot(`
      "**This holds on this server:**
      - **Channels:** all that I can see *(default)*
      - **Threads:** \`/ask\` answers in its channel *(default)*
      - **Listening:** in threads that I opened, I answer mentions and replies *(default)*
      - **Detail:** normal, where the asker does not choose *(default)*
      - **Daily questions:** no limit *(default)*
      -# *set here*: by managers of this server. *default*: as whoever runs me has it; \`/settings reset\` goes back to that."
    `);
    const own: GuildSettings = {
      channels: ids(2),
      threads: 'always',
      listens: true,
      detail: 'short',
      dailyQuestions: 20,
    };
    expect(
      renderSettings({
        own,
        rules: rulesInForce(own, PROGRAM),
        changed: true,
        note: noteOn({ kind: 'listen', on: true }, own, { reads: false }),
      }).content,
    ).toMatchInlineSnapshot(`
      "Discord does not tell me what messages say that do not mention me. This takes effect once whoever runs me switches on the Message Content Intent (Discord’s developer portal, my application, Bot) and starts me anew with \`IBID_DISCORD_LISTEN=yes\`.

      **Noted. This holds on this server now:**
      - **Channels:** <#100000000000000000> and <#100000000000000001> *(set here)*
      - **Threads:** \`/ask\` answers in a new thread *(set here)*
      - **Listening:** in threads that I opened, I answer mentions and replies, as Discord withholds other messages from me (\`/settings listen\` says why) *(set here)*
      - **Detail:** short, where the asker does not choose *(set here)*
      - **Daily questions:** 20 for each member, until 00:00 UTC *(set here)*
      -# *set here*: by managers of this server. *default*: as whoever runs me has it; \`/settings reset\` goes back to that."
    `);
  });

  it('go before those of the program, but for what it was not given the means for', () => {
    const program = { threads: 'always', listens: true } as const;
    expect(rulesInForce(NO_GUILD_SETTINGS, program)).toEqual({
      channels: null,
      threads: 'always',
      listens: true,
      detail: 'normal',
      dailyQuestions: null,
    });
    expect(rulesInForce({ ...NO_GUILD_SETTINGS, threads: 'never', listens: false }, program)).toMatchObject({
      threads: 'never',
      listens: false,
    });
    expect(rulesInForce({ ...NO_GUILD_SETTINGS, listens: true }, PROGRAM).listens).toBe(false);
    expect(rulesInForce({ ...NO_GUILD_SETTINGS, dailyQuestions: 0 }, PROGRAM).dailyQuestions).toBeNull();
  });

  it('tell of many channels that there are more', () => {
    expect(shown({ ...NO_GUILD_SETTINGS, channels: ids(MOST_CHANNELS) })).toContain(
      'and 80 more channels *(set',
    );
    expect(renderElsewhere({ channel: '7', channels: ids(6) }).content).toContain('and 1 more channel. Ask');
  });

  it('fit and are inert, whatever the store holds', () => {
    const stored = fc.record<GuildSettings>({
      channels: fc.option(fc.array(fc.oneof(anyText, fc.constantFrom(...ids(9))), { maxLength: 120 })),
      threads: fc.constantFrom('never', 'always', null),
      listens: fc.option(fc.boolean()),
      detail: fc.constantFrom(...DETAILS, null),
      dailyQuestions: fc.option(fc.nat()),
    });
    fc.assert(
      fc.property(stored, fc.constantFrom(...ids(3)), fc.boolean(), (own, channel, reads) => {
        const note = noteOn({ kind: 'allow', channel }, own, { reads });
        for (const body of [
          renderSettings({ own, rules: rulesInForce(own, PROGRAM), changed: true, note }),
          renderElsewhere({ channel, channels: own.channels ?? [] }),
        ]) {
          expectWithinLimits(body);
          expectSeen(body.content);
          // What is left of it is the program's own words, in which nothing but emphasis and code is alive.
          const words = body.content.replace(/<#\d{1,20}>/gu, '');
          expect(words).not.toMatch(/[<>@]|:\/\/|\]\(|discord\.|:\w+:/u);
        }
      }),
    );
  });
});

describe('a wish of a manager', () => {
  it('to allow a channel begins the list of those that are allowed, each once', () => {
    const one = changedBy(NO_GUILD_SETTINGS, { kind: 'allow', channel: '1' });
    const two = changedBy(one, { kind: 'allow', channel: '2' });
    expect(changedBy(two, { kind: 'allow', channel: '1' }).channels).toEqual(['2', '1']);
    expect(changedBy(two, { kind: 'disallow', channel: '1' }).channels).toEqual(['2']);
    expect(changedBy(two, { kind: 'everywhere' })).toEqual(NO_GUILD_SETTINGS);
  });

  it('for more channels than can be kept to changes nothing, and is told so', () => {
    const full = { ...NO_GUILD_SETTINGS, channels: ids(MOST_CHANNELS) };
    const wish = { kind: 'allow', channel: '1' } as const;
    expect(changedBy(full, wish)).toBe(full);
    expect(noteOn(wish, full, { reads: false })).toContain('100 channels are the most');
    const again = { kind: 'allow', channel: ids(1)[0] ?? '' } as const;
    expect(noteOn(again, changedBy(full, again), { reads: false })).toBeNull();
  });

  it('leaves everything else as it is', () => {
    const own: GuildSettings = {
      channels: ['1'],
      threads: 'always',
      listens: true,
      detail: 'long',
      dailyQuestions: 3,
    };
    expect(changedBy(own, { kind: 'daily', questions: 0 })).toEqual({ ...own, dailyQuestions: 0 });
    expect(changedBy(own, { kind: 'threads', threads: 'never' })).toEqual({ ...own, threads: 'never' });
    expect(changedBy(own, { kind: 'listen', on: false })).toEqual({ ...own, listens: false });
    expect(changedBy(own, { kind: 'detail', detail: 'short' })).toEqual({ ...own, detail: 'short' });
  });
});

describe('channels that are allowed', () => {
  const channel: Place = { kind: 'channel', guild: '1', channel: '2', parent: null, threads: true };

  it('stand for their threads and posts; direct messages are always answered', () => {
    const post: Place = { kind: 'thread', guild: '1', channel: '3', parent: '2', threads: false };
    const direct: Place = { kind: 'dm', guild: null, channel: '4', parent: null, threads: false };
    for (const place of [channel, post, direct]) expect(answersIn({ channels: ['2'] }, place)).toBe(true);
    for (const place of [channel, post]) expect(answersIn({ channels: ['3'] }, place)).toBe(false);
    expect(answersIn({ channels: [] }, channel)).toBe(false);
    expect(answersIn({ channels: [] }, direct)).toBe(true);
    expect(answersIn({ channels: null }, post)).toBe(true);
  });
});
