import { ChannelType, Events, MessageType, Options, Routes } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Bench } from './discord-client.ts';

const bench = new Bench();
afterEach(() => bench.close());

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

  it('in a crowd keep their own answers, and the answers that follow those', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    client.on(Events.MessageCreate, async (message) => {
      if (message.author.bot) return;
      const first = await message.reply(`${message.author.username}: first`);
      await first.reply(`${message.author.username}: second`);
    });
    const asked = ['ada', 'bob'].map((name) =>
      fake.user(name).say(fake.channel, 'Hello', { mentionBot: true }),
    );
    for (const said of asked) await said.when((messages) => messages.length === 2);
    expect(asked.map((said) => said.messages().map(({ text }) => text))).toEqual([
      ['ada: first', 'ada: second'],
      ['bob: first', 'bob: second'],
    ]);
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

describe('what is looked up and changed besides', () => {
  it('is there as discord.js expects it', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    const ada = fake.user('ada');
    const guild = await client.guilds.fetch({ guild: fake.guild.id, force: true });
    expect((await guild.members.fetch(ada.id)).displayName).toBe('ada');
    await expect(guild.members.fetch('1')).rejects.toMatchObject({ code: 10007 });
    expect((await client.guilds.fetch()).map(({ name }) => name)).toEqual(['Reading group']);
    expect((await guild.channels.fetch()).map((channel) => channel?.name)).toEqual(['general']);
    expect((await guild.roles.fetch()).size).toBe(2);
    expect((await client.application.commands.fetch()).map(({ name }) => name)).toContain('ask');
    fake.expectClean();
  });

  it('follows threads, reactions and removals', async () => {
    const fake = await bench.fake();
    const client = await bench.bot(fake);
    const channel = await client.channels.fetch(fake.channel.id);
    if (channel?.type !== ChannelType.GuildText) throw new Error('This is no text channel.');
    const ada = fake.user('ada');
    const message = await channel.send('Here');
    const thread = await message.startThread({ name: 'More' });
    const again = client.rest.post(Routes.threads(channel.id, message.id), { body: { name: 'Again' } });
    await expect(again).rejects.toMatchObject({ code: 160004 });
    await thread.members.add(ada.id);
    await thread.setName('Less');
    await thread.setArchived(true);
    expect(fake.threads()).toMatchObject([{ name: 'Less', archived: true }]);
    expect([...(fake.threads()[0]?.threadMembers ?? [])]).toEqual([client.user.id, ada.id]);
    ada.say(thread.id, 'Still here?');
    expect(fake.threads()).toMatchObject([{ archived: false }]);

    const reaction = await message.react('👀');
    expect(fake.botMessages(channel)[0]?.reactions).toEqual(['👀']);
    await reaction.users.remove();
    expect(fake.botMessages(channel)[0]?.reactions).toEqual([]);

    const said = ada.say(channel, 'A question');
    const question = await channel.messages.fetch(said.id);
    await expect(question.edit('My question')).rejects.toThrow();
    await expect(question.delete()).rejects.toMatchObject({ code: 50013 });
    fake.remove(said);
    await expect(question.reply('An answer')).rejects.toMatchObject({ code: 50035 });
    await message.delete();
    await expect(channel.messages.fetch(message.id)).rejects.toMatchObject({ code: 10008 });
    expect(fake.botMessages(channel)).toEqual([]);
    expect(fake.violations).toEqual([expect.stringContaining('Only its author can edit a message')]);
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
