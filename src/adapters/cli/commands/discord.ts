import type { CommandContext } from '../context.ts';
import { diagnosisText } from '../diagnosis-text.ts';
import { ensureIndex } from '../ensure-index.ts';

/** `ibid discord`: the bot, until it is told to stop; that is its ordinary end. */
export async function runDiscordCommand(context: CommandContext): Promise<number> {
  const adapter = await context.discord();
  adapter.requireToken(context.settings.discord);
  await ensureIndex(context);
  const { settings, logger, signal } = context;
  await adapter.runDiscord({ ibid: await context.ibid(), settings, logger, signal });
  return 0;
}

/** `ibid discord --check`: what would keep the bot from working. Exit code 1 when something would. */
export async function checkDiscordCommand(context: CommandContext): Promise<number> {
  const { checkDiscord } = await context.discord();
  const findings = await checkDiscord(context.settings.discord);
  context.page.write(`${findings.map((one) => diagnosisText(one, context.page)).join('\n')}\n`);
  return findings.some(({ state }) => state === 'failed') ? 1 : 0;
}
