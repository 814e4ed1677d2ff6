import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  Events,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Bench } from './discord-client.ts';

const bench = new Bench();
afterEach(() => bench.close());

const up = new ButtonBuilder().setCustomId('up').setLabel('Good').setStyle(ButtonStyle.Secondary);
const why = new ButtonBuilder().setCustomId('why').setLabel('Bad').setStyle(ButtonStyle.Secondary);
const row = new ActionRowBuilder<ButtonBuilder>().addComponents(up, why);

describe('commands', () => {
  it('are deferred, edited and followed up', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('First');
      await interaction.editReply('First and second');
      await interaction.followUp({ content: 'Third', flags: MessageFlags.Ephemeral });
      expect((await interaction.fetchReply()).content).toBe('First and second');
    });

    const asked = fake.user('ada').slash('ask', { question: 'Why?' });
    expect(await asked.deferred()).toMatchObject({ kind: 'deferred', ephemeral: true });
    const messages = await asked.settled();

    expect(messages.map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
      ['First and second', true],
      ['Third', true],
    ]);
    expect(messages[0]?.versions.map(({ content }) => content)).toEqual(['', 'First', 'First and second']);
    expect(fake.editGaps(messages[0]?.id ?? '')).toHaveLength(1);
    expect(fake.botMessages(fake.channel)).toEqual([]);
    fake.expectClean();
  });

  it('arrive with everything that discord.js reads of an interaction', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    const arrived: Interaction[] = [];
    client.on(Events.InteractionCreate, (interaction) => void arrived.push(interaction));
    const quiet = fake.addChannel('quiet', { botLacks: ['SendMessages'] });
    const ada = fake.user('ada', { may: ['ManageGuild'] });

    ada.slash('ask', { question: 'In a guild?' }, { channel: quiet });
    ada.dm('a first word, so that there is a direct channel');
    ada.slash('ask', { question: 'Directly?' }, { channel: ada.directChannel() });
    await expect.poll(() => arrived.length).toBe(2);

    const [inGuild, direct] = arrived;
    expect(inGuild?.inCachedGuild() && inGuild.member.displayName).toBe('ada');
    expect(inGuild?.memberPermissions?.has(PermissionFlagsBits.ManageGuild)).toBe(true);
    expect(inGuild?.appPermissions.has(PermissionFlagsBits.SendMessages)).toBe(false);
    expect(inGuild?.appPermissions.has(PermissionFlagsBits.ViewChannel)).toBe(true);
    expect(inGuild?.guildLocale).toBe('en-US');
    expect(inGuild?.channel?.type).toBe(ChannelType.GuildText);
    expect(inGuild?.isChatInputCommand() && inGuild.options.getString('question')).toBe('In a guild?');
    expect(direct?.guildId).toBeNull();
    expect(direct?.channel?.isDMBased()).toBe(true);
    expect(direct?.user.username).toBe('ada');
  });

  it('offer what autocomplete answers', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const typed = interaction.options.getFocused();
      await interaction.respond([{ name: `Paper on ${typed}`, value: 'p1' }]);
    });
    expect(await fake.user('ada').autocomplete('paper', 'title', 'moh')).toEqual([
      { name: 'Paper on moh', value: 'p1' },
    ]);
    fake.expectClean();
  });

  it('of the menu of a message know the message', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) return;
      await interaction.reply(
        `"${interaction.targetMessage.content}" by ${interaction.targetMessage.author.username}`,
      );
    });
    const bob = fake.user('bob');
    const said = bob.say(fake.channel, 'Are transformers all we need?');
    const asked = fake.user('ada').contextMenu('Ask about this', said);
    expect((await asked.settled()).map(({ text }) => text)).toEqual([
      '"Are transformers all we need?" by bob',
    ]);
  });

  it('cannot be used by whom they are not offered, nor with what they do not take', async () => {
    const fake = await bench.fake();
    await bench.bot(fake);
    const ada = fake.user('ada');
    expect(() => ada.slash('answer')).toThrow('There is no command "answer" here; there are: ask, paper.');
    expect(() => ada.slash('ask')).toThrow('The option "question" is required.');
    expect(() => ada.slash('ask', { question: 'x'.repeat(301) })).toThrow(
      'from 0 to 300 characters, not 301',
    );
    expect(() => ada.slash('ask', { question: 'Why?', loud: true })).toThrow('There is no option "loud".');
    await expect(ada.autocomplete('ask', 'question', 'w')).rejects.toThrow('has no autocomplete');
  });
});

describe('buttons and modals', () => {
  it('lead from a message over a modal to a private answer', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({ content: 'Answer', components: [row], withResponse: true });
      } else if (interaction.isButton() && interaction.customId === 'why') {
        const input = new TextInputBuilder().setCustomId('words').setStyle(TextInputStyle.Paragraph);
        const modal = new ModalBuilder().setCustomId('told').setTitle('What was wrong?');
        input.setLabel('What was wrong?').setMaxLength(20);
        await interaction.showModal(
          modal.addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input)),
        );
      } else if (interaction.isButton()) {
        await interaction.update({ content: `${interaction.message.content}, liked`, components: [] });
      } else if (interaction.isModalSubmit()) {
        const words = interaction.fields.getTextInputValue('words');
        await interaction.reply({ content: `Noted: ${words}`, flags: MessageFlags.Ephemeral });
      }
    });

    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: 'Why?' });
    const [answer] = await asked.settled();
    if (answer === undefined) throw new Error('There is no answer.');
    expect(answer.buttons.map(({ label, customId }) => [label, customId])).toEqual([
      ['Good', 'up'],
      ['Bad', 'why'],
    ]);

    const clicked = ada.click(answer, 'why');
    expect((await clicked.modal()).title).toBe('What was wrong?');
    await expect(ada.submitModal(clicked, {})).rejects.toThrow('"words" is required');
    await expect(ada.submitModal(clicked, { words: 'x'.repeat(21) })).rejects.toThrow('to 20 characters');
    const told = await ada.submitModal(clicked, { words: 'the year' });
    expect((await told.settled()).map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
      ['Noted: the year', true],
    ]);
    expect(() => fake.user('eve').click(told.messages()[0] ?? answer, 'x')).toThrow('eve does not see this');

    await fake.user('bob').click(answer, 'up').acknowledged();
    expect(asked.messages().map(({ text }) => text)).toEqual(['Answer, liked']);
    expect(() => ada.click(answer, 'up')).toThrow('has no button "up"');
    fake.expectClean();
  });
});
