import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  Partials,
  REST,
} from 'discord.js';
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
  {
    name: 'paper',
    description: 'Show a paper',
    options: [
      {
        type: ApplicationCommandOptionType.String as const,
        name: 'title',
        description: 'Its title',
        required: true,
        autocomplete: true,
      },
    ],
  },
  { name: 'Ask about this', type: ApplicationCommandType.Message as const },
];

/** Fakes and clients of one test file, which are closed after each test. */
export class Bench {
  #opened: (() => Promise<void>)[] = [];

  async close(): Promise<void> {
    for (const close of this.#opened.splice(0).reverse()) await close();
  }

  async fake(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
    const waiting = { quietMilliseconds: 150, patienceMilliseconds: 8000, ...options.waiting };
    const fake = await startFakeDiscord({ ...options, waiting });
    this.#opened.push(() => fake.close());
    return fake;
  }

  /** A client of discord.js that is not logged in yet. */
  client(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Client {
    const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
    const client = new Client({
      intents: [Guilds, GuildMessages, DirectMessages],
      partials: [Partials.Channel],
      allowedMentions: { parse: [], repliedUser: false },
      enforceNonce: true,
      ...options,
      rest: { api: fake.api, ...options.rest },
    });
    this.#opened.push(() => client.destroy());
    return client;
  }

  /** A client that is ready and has registered the commands. */
  async bot(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
    const client = this.client(fake, options);
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(fake.token);
    const there = await ready;
    await there.application.commands.set(COMMANDS);
    return there;
  }

  /** REST alone, for what discord.js itself would never send. */
  rest(fake: FakeDiscord, token = fake.token): REST {
    return new REST({ api: fake.api, version: '10', retries: 0 }).setToken(token);
  }
}
