import {
  ApplicationCommandOptionType,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  MessageFlags,
  Partials,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { FakeDiscord } from './fake-discord/fake-discord.ts';
import { type FakeDiscordOptions, startFakeDiscord } from './fake-discord/start-fake-discord.ts';

const COMMANDS = [
  {
    name: 'ask',
    description: 'Ask a question',
    options: [
      {
        type: ApplicationCommandOptionType.String as const,
        name: 'question',
        description: 'What to ask',
        required: true,
        max_length: 300,
      },
    ],
  },
];

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function start(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const fake = await startFakeDiscord({
    ...options,
    waiting: { quietMilliseconds: 150, ...options.waiting },
  });
  opened.push(() => fake.close());
  return fake;
}

function clientOf(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    rest: { api: fake.api },
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    enforceNonce: true,
    ...options,
  });
  opened.push(() => client.destroy());
  return client;
}

async function loggedIn(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = clientOf(fake, options);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(fake.token);
  const there = await ready;
  await there.application.commands.set(COMMANDS);
  return there;
}

describe('a bot of discord.js', () => {
  it('defers an answer, edits it and follows it up', async () => {
    const fake = await start();
    const client = await loggedIn(fake);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('First');
      await interaction.editReply('First and second');
      await interaction.followUp({ content: 'Third', flags: MessageFlags.Ephemeral });
    });

    const asked = fake.user('ada').slash('ask', { question: 'Why?' });
    expect(await asked.deferred()).toMatchObject({ kind: 'deferred', ephemeral: true });
    const messages = await asked.settled();

    expect(messages.map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
      ['First and second', true],
      ['Third', true],
    ]);
    expect(messages[0]?.versions.map(({ content }) => content)).toEqual(['', 'First', 'First and second']);
    fake.expectClean();
  });
});
