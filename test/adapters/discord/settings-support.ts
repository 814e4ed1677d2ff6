import { expect } from 'vitest';
import type { ActingUser } from '../../support/fake-discord/acting-user.ts';
import { discord, type ScriptedIbid, scriptedIbid, startBot } from './bot-support.ts';

export async function start(
  given: {
    readonly ibid?: ScriptedIbid;
    readonly env?: Readonly<Record<string, string>>;
    readonly privilegedIntents?: number;
  } = {},
) {
  const fake = await discord({ privilegedIntents: given.privilegedIntents ?? 0 });
  const ibid = given.ibid ?? scriptedIbid();
  const bot = await startBot(fake, { ibid, env: given.env ?? {} });
  const max = fake.user('max', { may: ['ManageGuild'] });
  return { fake, ibid, bot, max, ada: fake.user('ada') };
}

/** What the manager is told, to themself alone. */
export async function settle(
  manager: ActingUser,
  subcommand: string,
  given: Readonly<Record<string, string | number | boolean>> = {},
): Promise<string> {
  const [told] = await manager.slash(`settings ${subcommand}`, given).begun();
  expect(told).toMatchObject({ ephemeral: true });
  return told?.content ?? '';
}
