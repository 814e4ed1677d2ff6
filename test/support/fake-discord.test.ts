import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  Events,
  type Interaction,
  MessageFlags,
  MessageType,
  ModalBuilder,
  Options,
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

describe('messages', () => {
  it('are answered by replies, in a thread, and with files', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    client.on(Events.MessageCreate, async (message) => {
      if (message.author.bot) return;
      await message.channel.sendTyping().catch(() => undefined);
      const reply = await message.reply({
        content: `Heard: ${message.content}`,
        files: [{ name: 'list.bib', attachment: Buffer.from('@article{}') }],
      });
      if (message.channel.type !== ChannelType.GuildText) return;
      const thread = await reply.startThread({ name: 'More on this' });
      await thread.send('And here goes on');
      await reply.react('👍');
    });

    const ada = fake.user('ada');
    const said = ada.say(fake.channel, 'hello', { mentionBot: true });
    await said.when((messages) => messages.length === 2 && messages[0]?.reactions.length === 1);
    const [reply, inThread] = said.messages();
    expect(reply).toMatchObject({ text: `Heard: <@${fake.applicationId}> hello`, replyTo: said.id });
    expect(reply?.files).toEqual([{ name: 'list.bib', text: '@article{}' }]);
    expect(inThread).toMatchObject({ text: 'And here goes on', channelId: reply?.threadId });
    expect(fake.threads().map(({ name }) => name)).toEqual(['More on this']);

    const further = ada.say(reply?.threadId ?? '', 'Go on', { replyTo: inThread ?? said });
    expect((await further.settled()).map(({ text }) => text)).toEqual(['Heard: Go on']);
    const thread = await client.channels.fetch(reply?.threadId ?? '');
    if (!thread?.isThread()) throw new Error('This is no thread.');
    const history = [...(await thread.messages.fetch()).values()].map(({ type, content }) => [type, content]);
    expect(history).toEqual([
      [MessageType.Reply, 'Heard: Go on'],
      [MessageType.Reply, 'Go on'],
      [MessageType.Default, 'And here goes on'],
      [MessageType.ThreadStarterMessage, ''],
    ]);
    expect((await thread.fetchStarterMessage())?.content).toContain('hello');
    fake.expectClean();
  });

  it('are blank without the intent, unless they mention the bot or are direct', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content, author }) => void (author.bot || heard.push(content)));
    const ada = fake.user('ada');
    const own = await client.rest.post(`/channels/${fake.channel.id}/messages`, {
      body: { content: 'The bot was here', allowed_mentions: { parse: [] } },
    });
    const { id } = own as { id: string };
    const unseen = ada.say(fake.channel, 'among us');
    ada.say(fake.channel, 'with a ping', { replyTo: { id } });
    ada.say(fake.channel, 'without a ping', { replyTo: { id }, ping: false });
    ada.dm('between you and me');
    await expect.poll(() => heard).toEqual(['', 'with a ping', '', 'between you and me']);
    const channel = await client.channels.fetch(fake.channel.id);
    if (channel?.type !== ChannelType.GuildText) throw new Error('This is no text channel.');
    expect((await channel.messages.fetch({ message: unseen.id, force: true })).content).toBe('');
  });

  it('are read whole with the intent', async () => {
    const fake = await bench.fake({ privilegedIntents: 1 << 15 });
    const client = await bench.bot(fake, { intents: ['Guilds', 'GuildMessages', 'MessageContent'] });
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => void heard.push(content));
    fake.user('ada').say(fake.channel, 'among us');
    await expect.poll(() => heard).toEqual(['among us']);
  });

  it('from direct channels are lost on a client without Partials.Channel', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake, { partials: [] });
    client.on(Events.MessageCreate, (message) => void message.reply('Here'));
    await fake.user('ada').dm('Anybody there?').unanswered();
  });

  it('without an answer, or with one that was not wanted, say what happened', async () => {
    const fake = await bench.fake({ waiting: { patienceMilliseconds: 200 } });
    const client = await bench.bot(fake);
    client.on(Events.MessageCreate, async (message) => {
      if (message.content === 'Speak') await message.reply('Here');
    });
    const ada = fake.user('ada');
    await expect(ada.dm('Be silent').settled()).rejects.toThrow(/not settled.*\nMessages: \[\]/u);
    await expect(ada.dm('Speak').unanswered()).rejects.toThrow('The bot answered: Here');
  });

  it('can be delivered twice, which discord.js notices only while it keeps them', async () => {
    const fake = await bench.fake();
    const makeCache = Options.cacheWithLimits({ MessageManager: 0 });
    const client = await bench.bot(fake, { makeCache });
    client.on(Events.MessageCreate, async (message) => {
      if (!message.author.bot) await message.reply('Here');
    });
    const said = fake.user('ada').dm('Anybody there?');
    fake.duplicate();
    await said.when((messages) => messages.length === 2);
  });
});

describe('what the bot may not do', () => {
  it('is refused in the channel, and seen by discord.js beforehand', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    const dark = fake.addChannel('dark', { botLacks: ['ViewChannel'] });
    const quiet = fake.addChannel('quiet', { botLacks: ['SendMessages', 'CreatePublicThreads'] });
    await expect.poll(() => client.channels.cache.has(quiet.id)).toBe(true);
    const channel = client.channels.cache.get(quiet.id);
    if (channel?.type !== ChannelType.GuildText) throw new Error('This is no text channel.');

    await expect.poll(() => channel.permissionsFor(client.user)?.has('SendMessages')).toBe(false);
    await expect(channel.send('Hello')).rejects.toMatchObject({ code: 50013 });
    await expect(channel.threads.create({ name: 'Mine' })).rejects.toMatchObject({ code: 50013 });
    await expect(client.rest.get(`/channels/${dark.id}`)).rejects.toMatchObject({ code: 50001 });
    const ada = fake.user('ada');
    ada.closeDirectMessages();
    await expect(client.users.send(ada.id, 'Hello')).rejects.toMatchObject({ code: 50007 });
    fake.expectClean();
  });
});
