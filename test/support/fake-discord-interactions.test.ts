import { Events, Routes } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Bench } from './discord-client.ts';

const bench = new Bench();
afterEach(() => bench.close());

const quiet = { allowed_mentions: { parse: [] } };

describe('interactions', () => {
  async function asked() {
    const fake = await bench.fake();
    await bench.bot(fake);
    const { interaction } = fake.user('ada').slash('ask', { question: 'Why?' });
    if (interaction === null) throw new Error('There is no interaction.');
    const rest = bench.rest(fake);
    const respond = (type: number, data?: object) =>
      rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: { type, data },
        auth: false,
      });
    const original = Routes.webhookMessage(fake.applicationId, interaction.token);
    const edit = (body: object) => rest.patch(original, { body: { ...quiet, ...body }, auth: false });
    const follow = (body: object) =>
      rest.post(Routes.webhook(fake.applicationId, interaction.token), {
        body: { ...quiet, ...body },
        auth: false,
      });
    return { fake, interaction, respond, edit, follow, original };
  }

  it('are answered within three seconds', async () => {
    const { fake, respond } = await asked();
    fake.clock.advance(3001);
    await expect(respond(5)).rejects.toMatchObject({ code: 10062 });
    fake.expectClean();
    expect(fake.refusals).toMatchObject([{ code: 10062 }]);
  });

  it('are answered once', async () => {
    const { fake, respond } = await asked();
    await respond(5);
    await expect(respond(4, { ...quiet, content: 'a' })).rejects.toMatchObject({ code: 40060 });
    expect(fake.violations).toEqual([expect.stringContaining('40060')]);
  });

  it('may be answered again where the first answer was never heard', async () => {
    const { fake, respond } = await asked();
    fake.faults.plan({
      route: 'POST /interactions',
      afterwards: true,
      fault: { kind: 'status', status: 502 },
    });
    await expect(respond(5)).rejects.toMatchObject({ status: 502 });
    await expect(respond(5)).rejects.toMatchObject({ code: 40060 });
    fake.expectClean();
  });

  it('have a token for fifteen minutes, after which the channel still has the message', async () => {
    const { fake, respond, edit, follow } = await asked();
    await respond(5);
    fake.clock.advance(14 * 60_000);
    await edit({ content: 'In time' });
    fake.clock.advance(61_000);
    await expect(edit({ content: 'Late' })).rejects.toMatchObject({ code: 50027, status: 401 });
    await expect(follow({ content: 'Late' })).rejects.toMatchObject({ code: 50027 });
    const [message] = fake.botMessages(fake.channel);
    await bench.rest(fake).patch(Routes.channelMessage(fake.channel.id, message?.id ?? ''), {
      body: { ...quiet, content: 'Late, but here' },
    });
    expect(fake.botMessages(fake.channel).map(({ content }) => content)).toEqual(['Late, but here']);
    fake.expectClean();
  });

  it('choose in the deferral who sees the answer, and never after it', async () => {
    const { fake, respond, edit, follow } = await asked();
    await respond(5, { flags: 64 });
    await follow({ content: 'For all?' });
    expect(fake.violations).toEqual([
      expect.stringContaining('EPHEMERAL can only be chosen in the deferral'),
    ]);
    expect(fake.botMessages(fake.channel)).toEqual([]);
    await edit({ content: 'For all now?', flags: 4 });
    expect(fake.violations).toEqual([
      expect.anything(),
      expect.stringContaining('EPHEMERAL cannot be chosen'),
    ]);
    await follow({ content: 'For all at last' });
    expect(fake.botMessages(fake.channel).map(({ content }) => content)).toEqual(['For all at last']);
  });

  it('get only the responses that go with them', async () => {
    const { fake, respond } = await asked();
    for (const type of [6, 7, 8]) await expect(respond(type, {})).rejects.toMatchObject({ code: 50035 });
    await expect(respond(5, { flags: 4 })).rejects.toMatchObject({ code: 50035 });
    await expect(respond(9, { title: 'x'.repeat(46), custom_id: 'a', components: [] })).rejects.toThrow();
    expect(fake.violations.join()).toContain('title: Must be 45');
    const labelled = { type: 4, custom_id: 'why', style: 2, label: 'x'.repeat(46) };
    await expect(
      respond(9, { title: 'Why?', custom_id: 'a', components: [{ type: 1, components: [labelled] }] }),
    ).rejects.toMatchObject({ code: 50035 });
    expect(fake.violations.at(-1)).toContain('label: Must be 45');
    await respond(9, {
      title: 'Why?',
      custom_id: 'a',
      components: [{ type: 18, label: 'Why?', component: { type: 4, custom_id: 'why', style: 2 } }],
    });
  });

  it('have at most 25 choices of at most 100 characters', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    const failures: unknown[] = [];
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const long = interaction.options.getFocused() === 'long';
      const name = long ? 'x'.repeat(101) : 'a';
      const choices = Array.from({ length: long ? 1 : 26 }, (_, n) => ({ name, value: String(n) }));
      await interaction.respond(choices).catch((error: unknown) => failures.push(error));
    });
    const ada = fake.user('ada');
    const both = [ada.autocomplete('paper', 'title', 'long'), ada.autocomplete('paper', 'title', 'many')];
    for (const one of both) one.catch(() => undefined);
    await expect.poll(() => failures).toMatchObject([{ code: 50035 }, { code: 50035 }]);
    expect(fake.violations).toEqual([
      expect.stringContaining('choices.0.name: Must be 100'),
      expect.stringContaining('choices: Must be 25'),
    ]);
  });
});
