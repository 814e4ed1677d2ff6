import { describeFailure } from '../adapters/cli/failure.ts';
import { run } from '../adapters/cli/run.ts';
import { endWithNpm } from './end-with-npm.ts';

/** The first signal asks the work to stop; who sends a second one wants to be gone. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  });
}

endWithNpm(stop, process.env);

/** Whoever read the output (`| head`) has enough: that is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.on('uncaughtException', (error) => {
  const failure = describeFailure(error, {
    interrupted: stop.signal.aborted,
    debug: process.env['IBID_LOG'] === 'debug',
    secrets: [process.env['OPENAI_API_KEY'] ?? '', process.env['DISCORD_TOKEN'] ?? ''],
  });
  process.stderr.write(failure.text);
  process.exit(failure.exitCode);
});

const exitCode = await run({
  argv: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
  folder: process.cwd(),
  discord: () => import('../adapters/discord/discord-adapter.ts'),
  createIbid: async (options) => (await import('../compose.ts')).createIbid(options),
});

// Output to a pipe may still be on its way; what else is open (a connection, a terminal) may not hold the program up.
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
process.exit(exitCode);
