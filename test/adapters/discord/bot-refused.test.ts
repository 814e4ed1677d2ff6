import { describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { QUESTION, somePaper } from '../../support/fake-ibid.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';

const REFUSED = 'Discord does not take it as I wrote it';

describe('a reply that Discord refuses', () => {
  it.each([
    ['paper', { title: 'VQGraph' }],
    ['search', { words: 'graph networks' }],
    ['reading-list show', {}],
  ] as const)('leaves nobody waiting, such as that of /%s', async (name, given) => {
    const fake = await discord();
    const ibid = scriptedIbid({ search: async () => ({ hits: [], notices: [] }) });
    const bot = await startBot(fake, { ibid });
    fake.faults.plan({ route: 'PATCH', fault: { kind: 'status', status: 400 } });
    const [told] = await fake.user('ada').slash(name, given).settled();
    expect(told?.thinking).toBe(false);
    expect(told?.text).toContain(REFUSED);
    expect(bot.troubles()).toEqual(['Discord does not take a reply as it was written.']);
    fake.expectClean();
  });

  it('leaves nobody waiting, such as that of /add', async () => {
    const fake = await discord();
    const ibid = scriptedIbid({
      add: async () => {
        throw new UsageError('arXiv has no paper 2409.01001.');
      },
    });
    await startBot(fake, { ibid });
    const max = fake.user('max', { may: ['ManageGuild'] });
    fake.faults.plan({ route: 'PATCH', fault: { kind: 'status', status: 400 } });
    const [told] = await max.slash('add', { paper: '2409.01001' }).settled();
    expect(told?.text).toContain(REFUSED);
    fake.expectClean();
  });

  it('is no fault of the program’s own in the log when a question could not be made out', async () => {
    const fake = await discord();
    let gone = false;
    const ibid = scriptedIbid({
      startingQuestions: async () => ['How does A work?'],
      async paper() {
        if (gone) throw new UsageError('there is no such paper');
        return somePaper();
      },
    });
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const discussed = await ada
      .slash('discuss', { paper: '2308.02117' })
      .when((all) => all.some(({ text }) => text.includes('To start with')));
    const start = discussed.find(({ text }) => text.includes('To start with'));
    gone = true;
    fake.faults.plan({ route: 'PATCH', fault: { kind: 'status', status: 400 } });
    const [told] = await ada.click(start ?? { id: '' }, start?.buttons[0]?.customId ?? '').settled();
    expect(told?.text).toContain(REFUSED);
    expect(bot.troubles()).toEqual(['Discord does not take a reply as it was written.']);
    fake.expectClean();
  });
});

describe('a message of which little is known', () => {
  it('is replied to like any other: nobody remembers it, and it was edited since', async () => {
    const fake = await discord();
    const [ada, bob] = [fake.user('ada'), fake.user('bob')];
    const early = bob.say(fake.channel, 'Said before anybody listened.');
    const ibid = scriptedIbid();
    const bot = await startBot(fake, { ibid });
    fake.gateway.dispatch('MESSAGE_UPDATE', () => ({
      id: early.id,
      channel_id: fake.channel.id,
      guild_id: fake.guild.id,
      embeds: [],
    }));
    const asked = withoutReferenced(fake, () =>
      ada.say(fake.channel, QUESTION, { mentionBot: true, replyTo: early }),
    );
    expect((await asked.settled())[0]?.text).toContain('828x');
    fake.remove(early);
    await ada.say(fake.channel, QUESTION, { mentionBot: true }).settled();
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });
});

/** Discord may leave out the message that is replied to. */
function withoutReferenced<T>(fake: FakeDiscord, say: () => T): T {
  const { gateway } = fake;
  const spied = vi.spyOn(gateway, 'dispatch').mockImplementationOnce((type, data, causedBy) => {
    spied.mockRestore();
    gateway.dispatch(
      type,
      (session) => {
        const told = data(session);
        if (told === null) return null;
        const { referenced_message: _, ...rest } = told;
        return rest;
      },
      causedBy,
    );
  });
  return say();
}
