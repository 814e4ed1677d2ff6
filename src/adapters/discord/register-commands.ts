import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { CommunityState } from '../../ibid.ts';
import type { Logger } from '../../logger.ts';
import { type Clock, pause } from './clock.ts';
import { COMMANDS } from './commands/all.ts';
import { troubleOf, troubleWords } from './discord-failure.ts';

/** Longer than it takes, unless Discord has it wait. */
const PATIENCE_MILLISECONDS = 3_000;
const EVERYWHERE = 'everywhere';
const DEFINITIONS = COMMANDS.map(({ definition }) => definition);
/** What is registered where, by its hash. */
const registeredSchema = z.record(z.string(), z.string());

/**
 * Makes Discord know the commands, in the servers of these ids or, without any, everywhere; where they are known already nothing is asked.
 * Where they were registered before and shall no longer be, they are removed, or people would see each twice. `renewed` names servers
 * where they are registered in any case: whoever removes a bot from a server removes its commands. Never rejects.
 */
export async function registerCommands(given: {
  readonly rest: REST;
  readonly application: string;
  readonly guildIds: readonly string[];
  readonly community: Pick<CommunityState, 'fact' | 'keepFact'>;
  readonly logger: Logger;
  readonly renewed?: readonly string[];
  /** Raised: what is not registered yet is left to the next start. */
  readonly signal: AbortSignal;
}): Promise<void> {
  const { rest, application, guildIds, community, logger, renewed = [], signal } = given;
  const fact = `discord-commands:${application}`;
  const before = await registeredBefore(community, fact, logger);
  const now: Record<string, string> = { ...before };
  const hash = createHash('sha256').update(JSON.stringify(DEFINITIONS)).digest('hex');
  const wanted = guildIds.length === 0 ? [EVERYWHERE] : guildIds;
  const put = async (scope: string, commands: typeof DEFINITIONS): Promise<boolean> => {
    const route =
      scope === EVERYWHERE
        ? Routes.applicationCommands(application)
        : Routes.applicationGuildCommands(application, scope);
    try {
      await rest.put(route, { body: commands, signal });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      const where = scope === EVERYWHERE ? '' : ` in server ${scope}`;
      const remedy =
        troubleOf(error) === 'forbidden'
          ? ' Is the bot a member there, invited with the scope applications.commands? See "ibid discord --check".'
          : ' The next start tries again.';
      logger.error(`The commands could not be registered${where}.${remedy}`, { reason: troubleWords(error) });
      return false;
    }
  };
  for (const scope of wanted)
    if ((before[scope] !== hash || renewed.includes(scope)) && (await put(scope, DEFINITIONS)))
      now[scope] = hash;
  for (const scope of Object.keys(before))
    if (!wanted.includes(scope) && (await put(scope, []))) delete now[scope];
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  logger.info('The commands were registered with Discord.', { where: Object.keys(now) });
  await community.keepFact(fact, JSON.stringify(now)).catch((error: unknown) =>
    logger.warn('It could not be kept that the commands are registered; the next start does it again.', {
      error,
    }),
  );
}

/** Resolves when the commands are registered, or that takes long, which is told; sooner when the signal is raised. Never rejects. */
export async function mostlyAtOnce(
  registered: Promise<void>,
  given: { readonly clock: Clock; readonly signal: AbortSignal; readonly logger: Logger },
): Promise<void> {
  const { clock, signal, logger } = given;
  const done = new AbortController();
  async function late(): Promise<void> {
    await pause(clock, PATIENCE_MILLISECONDS, AbortSignal.any([signal, done.signal]));
    if (!signal.aborted && !done.signal.aborted)
      logger.warn('The commands are not registered yet; until they are, Discord shows those that it knows.');
  }
  await Promise.race([registered, late()]);
  done.abort();
}

async function registeredBefore(
  community: Pick<CommunityState, 'fact'>,
  fact: string,
  logger: Logger,
): Promise<Readonly<Record<string, string>>> {
  try {
    const kept = await community.fact(fact);
    if (kept === null) return {};
    const read = registeredSchema.safeParse(JSON.parse(kept));
    return read.success ? read.data : {};
  } catch (error) {
    logger.warn('It cannot be read which commands are registered; all are registered again.', { error });
    return {};
  }
}
