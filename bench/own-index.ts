import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIbid } from '../src/compose.ts';
import { loadSettings } from '../src/config.ts';
import type { Ibid } from '../src/ibid.ts';
import { createLogger } from '../src/logger.ts';

/** The application over an index of its own, which goes with the work. */
export async function withOwnIndex(work: (ibid: Ibid) => Promise<void>): Promise<void> {
  process.env['LANCEDB_LOG'] ??= 'error';
  const folder = await mkdtemp(join(tmpdir(), 'ibid-bench-'));
  const settings = await loadSettings({
    flags: { IBID_INDEX: join(folder, 'index') },
    env: process.env,
    folder: process.cwd(),
  });
  const ibid = await createIbid({
    settings,
    logger: createLogger({ level: 'warn', stream: process.stderr }),
  });
  try {
    await work(ibid);
  } finally {
    await ibid.close();
    await rm(folder, { recursive: true, force: true });
  }
}
