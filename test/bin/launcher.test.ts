import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/fake-terminal.ts';

const LAUNCHER = fileURLToPath(new URL('../../src/bin/ibid.mjs', import.meta.url));

function launch(launcher: string, args: readonly string[], nodeFlags: readonly string[] = []) {
  const folder = temporaryFolder();
  return spawnSync(process.execPath, [...nodeFlags, launcher, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      IBID_HOME: join(folder, 'home'),
      NODE_COMPILE_CACHE: join(folder, 'cache'),
    },
  });
}

describe('the launcher', () => {
  it('says in one line what is wrong under an old Node', () => {
    const old =
      "Object.defineProperty(process.versions,'node',{value:'20.20.2'});Object.defineProperty(process,'version',{value:'v20.20.2'})";
    const { status, stdout, stderr } = launch(
      LAUNCHER,
      ['--version'],
      [`--import=data:text/javascript,${old}`],
    );
    expect(stderr).toBe(
      'ibid needs Node 24 or newer, this is v20.20.2; in a clone, `npm ci` brings one: run `npx ibid` or `npm start`\n',
    );
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('has no syntax that an old Node cannot read', async () => {
    const { readFileSync } = await import('node:fs');
    const text = readFileSync(LAUNCHER, 'utf8');
    expect(text).not.toMatch(/\?\.|\?\?|\|\|=|^\s*await |from 'node:|import\('node:/mu);
  });

  it('runs the TypeScript of a clone, without a warning', () => {
    const { status, stdout, stderr } = launch(LAUNCHER, ['--version']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect(status).toBe(0);
  });

  it('runs what was emitted when it lies below node_modules', () => {
    const root = join(temporaryFolder(), 'node_modules', 'ibid');
    mkdirSync(join(root, 'dist', 'bin'), { recursive: true });
    cpSync(LAUNCHER, join(root, 'src', 'bin', 'ibid.mjs'));
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    writeFileSync(join(root, 'dist', 'bin', 'ibid.js'), 'console.log("emitted", process.argv[2]);');
    expect(launch(join(root, 'src', 'bin', 'ibid.mjs'), ['hello']).stdout).toBe('emitted hello\n');
  });

  it('gives the exit code to the shell', () => {
    const { status, stderr } = launch(LAUNCHER, ['serch']);
    expect(stderr).toContain('Did you mean search?');
    expect(status).toBe(2);
  });
});
