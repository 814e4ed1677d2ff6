import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { loadSettings, type Settings, secretsOf } from '../../config.ts';
import type { Ibid } from '../../ibid.ts';
import { createLogger } from '../../logger.ts';
import type { CliEnvironment, CommandContext } from './context.ts';
import { describeFailure, EXIT } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import { createPage } from './page.ts';
import { buildProgram } from './program.ts';
import { usageErrorOf } from './usage.ts';

/**
 * The whole terminal program, on the given arguments and streams. Gives the exit code: 0 done (a refusal is an answer),
 * 1 failed, 2 wrong usage, 130 interrupted. Never throws: what failed has been told on stderr, without secrets.
 */
export async function run(environment: CliEnvironment): Promise<number> {
  const { argv, env, stdout, stderr, signal } = environment;
  let settings: Settings | null = null;
  let exitCode: number = EXIT.done;

  async function dispatch(
    flags: GlobalFlags,
    work: (context: CommandContext) => Promise<number>,
  ): Promise<void> {
    settings = await loadSettings({
      flags: {
        IBID_INDEX: flags.index,
        IBID_EMBEDDER: flags.embedder,
        IBID_ANSWERER: flags.answerer,
        IBID_CHAT_MODEL: flags.model,
        IBID_CHECK: flags.check,
        IBID_LOG: flags.log,
      },
      env,
      folder: environment.folder,
    });
    exitCode = await withContext(environment, settings, work);
  }

  try {
    const program = buildProgram({ version: packageVersion(), stdout, stderr, dispatch });
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    const error = thrown instanceof CommanderError ? usageErrorOf(thrown) : thrown;
    if (error === null) return EXIT.done;
    const failure = describeFailure(error, {
      interrupted: signal.aborted,
      debug: debugWanted(settings, env),
      secrets:
        settings === null ? [env['OPENAI_API_KEY'] ?? '', env['DISCORD_TOKEN'] ?? ''] : secretsOf(settings),
    });
    stderr.write(failure.text);
    return failure.exitCode;
  }
}

async function withContext(
  environment: CliEnvironment,
  settings: Settings,
  work: (context: CommandContext) => Promise<number>,
): Promise<number> {
  const { stdin, stdout, stderr, env, signal, folder, createIbid, discord } = environment;
  const terminal = env['TERM'];
  const logger = createLogger({ level: settings.log, stream: stderr, secrets: secretsOf(settings) });
  let opened: Promise<Ibid> | null = null;
  const context: CommandContext = {
    stdin,
    stdout,
    stderr,
    env,
    signal,
    folder,
    settings,
    logger,
    discord,
    page: await createPage({ stream: stdout, colour: settings.colour, terminal }),
    notes: await createPage({ stream: stderr, colour: settings.colour, terminal }),
    animated: stderr.isTTY === true && settings.colour !== 'never' && terminal !== 'dumb',
    ibid() {
      opened ??= createIbid({ settings, logger });
      return opened;
    },
  };
  try {
    return await work(context);
  } finally {
    // An application that could not be opened has told so already, and there is nothing to close.
    const ibid = await (opened as Promise<Ibid> | null)?.catch(() => null);
    await ibid?.close();
  }
}

function debugWanted(settings: Settings | null, env: CliEnvironment['env']): boolean {
  return settings === null ? env['IBID_LOG'] === 'debug' : settings.log === 'debug';
}

/** The same file from `src/` and from `dist/`. */
function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
