const LOOK_MILLISECONDS = 500;

/**
 * npm and npx end on a signal and do not hand it on: what they started would go on without anybody to stop it. Raises `stop` when whoever
 * started this process is gone and npm is behind it; a process that was started otherwise may outlive its parent.
 */
export function endWithNpm(stop: AbortController, env: NodeJS.ProcessEnv): void {
  if (env['npm_command'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop.abort();
  }, LOOK_MILLISECONDS).unref();
}
