import {
  ApplicationCommandOptionType,
  ChannelType,
  Events,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Bench } from './discord-client.ts';

const bench = new Bench();
afterEach(() => bench.close());

const MANAGED = {
  name: 'manage',
  description: 'For managers',
  contexts: [InteractionContextType.Guild],
  defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
  options: [
    {
      type: ApplicationCommandOptionType.SubcommandGroup as const,
      name: 'channels',
      description: 'Channels',
      options: [
        {
          type: ApplicationCommandOptionType.Subcommand as const,
          name: 'allow',
          description: 'Allow one',
          options: [
            {
              type: ApplicationCommandOptionType.Channel as const,
              name: 'channel',
              description: 'Which',
              required: true,
              channel_types: [ChannelType.GuildText as const],
            },
          ],
        },
      ],
    },
  ],
};

/** A bot with the command, and what reached it of the command's options. */
async function start() {
  const fake = await bench.fake();
  const client = await bench.bot(fake);
  await client.application.commands.set([MANAGED]);
  const seen: unknown[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    seen.push([options.getSubcommandGroup(), options.getSubcommand(), options.getChannel('channel')?.id]);
  });
  return { fake, seen, max: fake.user('max', { may: ['ManageGuild'] }), ada: fake.user('ada') };
}

describe('a command with a group of subcommands', () => {
  it('reaches the bot with its path and its channel', async () => {
    const { fake, seen, max } = await start();
    max.slash('manage channels allow', { channel: fake.channel.id });
    await expect.poll(() => seen).toEqual([['channels', 'allow', fake.channel.id]]);
    fake.expectClean();
  });

  it('is offered channels alone of its own server, of the right kind, that the user sees', async () => {
    const { fake, max } = await start();
    const elsewhere = fake.addGuild('Another group').channel;
    const use = (channel: string) => () => max.slash('manage channels allow', { channel });
    expect(use(elsewhere.id)).toThrow('is not offered');
    expect(use(max.directChannel().id)).toThrow('is not offered');
    expect(use('1')).toThrow();
    expect(() => max.slash('manage channels', {})).toThrow('has to be chosen');
    expect(() => max.slash('manage channels forbid', {})).toThrow('no subcommand');
    expect(() => max.slash('manage channels allow', {})).toThrow('is required');
  });
});

describe('a command for those who may manage', () => {
  it('is used by nobody else, unless the owner of that server opens it', async () => {
    const { fake, seen, ada } = await start();
    const use = () => ada.slash('manage channels allow', { channel: fake.channel.id });
    expect(use).toThrow('ada may not use "manage"');
    fake.openCommand('manage', fake.addGuild('Another group').guild);
    expect(use).toThrow('ada may not use "manage"');
    fake.openCommand('manage');
    use();
    await expect.poll(() => seen).toHaveLength(1);
    fake.expectClean();
  });
});
