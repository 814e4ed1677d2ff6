// Kills real builds at random moments and looks at what is left: node test/long/kill-builds.ts [times] [papers]
// Fails (exit code 1) when a search does not work in between or the last build does not end with all papers.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IndexError } from '../../src/errors.ts';
import { build, readAll } from '../support/corpus-folder.ts';

const [times = 50, papers = 159] = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), 'ibid-kill-'));
const index = join(root, 'index');
const file = join(root, 'papers.jsonl');

function writePapers(edition: number): void {
  const lines = Array.from({ length: papers }, (_, number) => {
    // A third of the papers changes with each edition, so that there is always work to kill.
    const text = number % 3 === edition % 3 ? `Edition ${edition} of it.` : 'It stays as it is.';
    const abstract = `Paper ${number} is about subject ${number % 17}. ${text}`;
    return JSON.stringify({ id: `2101.${String(10000 + number)}`, title: `Paper ${number}`, abstract });
  });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/** Builds in another process and kills that after some milliseconds. Gives whether it was still at work. */
function buildAndKill(after: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('kill-builds-child.ts', import.meta.url)), [index, file]);
    child.once('error', reject);
    child.once('message', () => setTimeout(() => child.kill('SIGKILL'), after));
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the build ended with code ${code}`));
    });
  });
}

async function searchable(): Promise<number | null> {
  try {
    return Object.keys(await readAll(index)).length;
  } catch (error) {
    if (error instanceof IndexError && error.reason === 'missing') return null;
    throw error;
  }
}

let killed = 0;
let committed = false;
for (let edition = 0; edition < times; edition += 1) {
  writePapers(edition);
  const atWork = await buildAndKill(Math.random() * 800);
  if (atWork) killed += 1;
  const found = await searchable();
  if (found === null ? committed : found !== papers)
    throw new Error(`after ${edition + 1} builds ${found} papers are found`);
  committed ||= found !== null;
  process.stderr.write(
    `build ${edition + 1} of ${times}: ${atWork ? 'killed' : 'ended'}, ${found ?? 'no'} papers\n`,
  );
}
const report = await build(index, [file]);
if ((await searchable()) !== papers) throw new Error('the last build did not complete the index');
process.stdout.write(
  `${killed} of ${times} builds were killed at work; the last one: ${JSON.stringify(report)}\n`,
);
rmSync(root, { recursive: true });
