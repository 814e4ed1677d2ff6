import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSettings, SETTING_NAMES, secretsOf } from '../src/config.ts';
import { load, refusal } from './config-support.ts';
import { temporaryFolder } from './support/fake-terminal.ts';

describe('where a value comes from', () => {
  it('is a flag, else the environment, else .env, else the default; empty counts as unset', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, '.env'),
      'IBID_LOG=debug\nIBID_EMBEDDING_MODEL="from file" # a comment\nIBID_STATE=s\nIBID_HOME=h\n',
    );
    const settings = await load({
      folder,
      flags: { IBID_LOG: 'warn', IBID_INDEX: '' },
      env: { IBID_LOG: 'error', IBID_STATE: '  ', IBID_HOME: '/e' },
    });
    expect(settings).toMatchObject({
      log: 'warn',
      embeddingModel: 'from file',
      state: join(folder, 's'),
      home: '/e',
      index: '/e/index',
      indexIsExplicit: false,
      embedder: 'builtin',
    });
    expect(settings.origins).toMatchObject({
      IBID_LOG: 'flag',
      IBID_EMBEDDING_MODEL: '.env',
      IBID_STATE: '.env',
      IBID_HOME: 'environment',
      IBID_INDEX: 'default',
    });
  });

  it('does not leak .env into the environment of the process', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.env'), 'IBID_EMBEDDING_MODEL=leaked\n');
    await load({ folder });
    expect(process.env['IBID_EMBEDDING_MODEL']).toBeUndefined();
  });

  it('names an .env that cannot be read', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.env'));
    expect((await refusal({ folder })).message).toMatch(/\.env cannot be read: EISDIR/u);
  });
});

describe('places', () => {
  it('has its home in .ibid of the working folder when that exists', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.ibid'));
    expect(await load({ folder })).toMatchObject({
      home: join(folder, '.ibid'),
      index: join(folder, '.ibid', 'index'),
      state: join(folder, '.ibid', 'state'),
      historyFile: join(folder, '.ibid', 'state', 'history'),
    });
  });

  it('has it there as well in its own clone, but not in an installed package', async () => {
    const folder = temporaryFolder();
    expect((await load({ folder, programFolder: `${folder}/` })).home).toBe(join(folder, '.ibid'));
    const installed = join(folder, 'node_modules', 'ibid');
    expect((await load({ folder: installed, programFolder: `${installed}/` })).home).not.toContain(folder);
  });

  it("has it in the platform's data folder otherwise", async () => {
    const { home } = await load({ folder: temporaryFolder() });
    expect(home).toContain('ibid');
    expect(home.startsWith(homedir()) || home.startsWith(process.env['XDG_DATA_HOME'] ?? homedir())).toBe(
      true,
    );
  });

  it.each([
    ['s3://bucket/papers', 's3://bucket/papers'],
    ['s3+ddb://bucket/papers?ddbTableName=t', 's3+ddb://bucket/papers?ddbTableName=t'],
    ['db://name', 'db://name'],
    ['file:///data/index', '/data/index'],
    ['relative/index', join(tmpdir(), 'relative/index')],
    ['~/index', join(homedir(), 'index')],
    ['/absolute', '/absolute'],
  ])('takes the index %s for %s', async (value, index) => {
    expect(await load({ env: { IBID_INDEX: value } })).toMatchObject({ index, indexIsExplicit: true });
  });
});

describe('a wrong value', () => {
  it.each([
    [
      { IBID_EMBEDDER: 'opnai' },
      'IBID_EMBEDDER (from the environment) is "opnai"; it must be one of builtin, openai',
    ],
    [
      { IBID_LOG: 'loud' },
      'IBID_LOG (from the environment) is "loud"; it must be one of silent, error, warn, info, debug',
    ],
    [
      { OPENAI_BASE_URL: 'localhost:11434' },
      'OPENAI_BASE_URL (from the environment) is "localhost:11434"; it must be an http or https URL such as',
    ],
    [
      { IBID_INDEX: 'https://x/y' },
      'IBID_INDEX (from the environment) is "https://x/y"; it must be a folder or a URI that',
    ],
  ])('%j is told with name, value and what would be right', async (env, message) => {
    const error = await refusal({ env });
    expect(error.message).toContain(message);
    expect(error.remedy).toContain('.env.example');
  });

  it('tells all wrong values at once', async () => {
    const error = await refusal({ env: { IBID_LOG: 'x', IBID_EMBEDDER: 'y' } });
    expect(error.message.split('\n')).toHaveLength(2);
  });

  it('never shows a secret', async () => {
    const error = await refusal({ env: { OPENAI_API_KEY: 'my secret key' } });
    expect(error.message).toContain(
      'OPENAI_API_KEY (from the environment) is (secret, 13 characters); it must be',
    );
    expect(error.message).not.toContain('my secret');
    const withPassword = await refusal({ env: { OPENAI_BASE_URL: 'ftp://me:hush@host/' } });
    expect(withPassword.message).not.toContain('hush');
  });

  it('asks for a key or a URL when the embedder needs one', async () => {
    const error = await refusal({ env: { IBID_EMBEDDER: 'openai' } });
    expect(error.message).toContain('neither OPENAI_API_KEY nor OPENAI_BASE_URL is set');
    const local = { IBID_EMBEDDER: 'openai', OPENAI_BASE_URL: 'http://localhost:1/v1' };
    expect(await load({ env: local })).toMatchObject({ embedder: 'openai', openaiApiKey: null });
  });
});

describe('settings for people', () => {
  it('shows each with value and origin, and secrets masked', async () => {
    const settings = await load({
      env: { OPENAI_API_KEY: 'sk-hushhush', OPENAI_BASE_URL: 'http://me:hush@host/v1', NO_COLOR: '1' },
    });
    const shown = describeSettings(settings);
    expect(shown.map(({ name }) => name)).toEqual(SETTING_NAMES);
    expect(shown).toContainEqual({
      name: 'OPENAI_API_KEY',
      value: '(secret, 11 characters)',
      origin: 'environment',
    });
    expect(shown).toContainEqual({
      name: 'OPENAI_BASE_URL',
      value: 'http://…@host/v1',
      origin: 'environment',
    });
    expect(shown).toContainEqual({ name: 'NO_COLOR', value: 'set', origin: 'environment' });
    expect(shown).toContainEqual({ name: 'FORCE_COLOR', value: null, origin: 'default' });
    expect(JSON.stringify(shown)).not.toContain('hush');
    expect(secretsOf(settings)).toEqual(['sk-hushhush', 'hush']);
  });

  it.each([
    [{}, 'auto'],
    [{ FORCE_COLOR: '1' }, 'always'],
    [{ FORCE_COLOR: '0' }, 'never'],
    [{ FORCE_COLOR: '3', NO_COLOR: '1' }, 'never'],
    [{ NO_COLOR: '' }, 'auto'],
  ] as const)('reads colours from %j as %s', async (env, colour) => {
    expect((await load({ env })).colour).toBe(colour);
  });

  it('finds variables of its own prefix that mean nothing', async () => {
    expect((await load({ env: { IBID_EMBEDER: 'x', IBID_LOG: 'info', OTHER: 'y' } })).unknownNames).toEqual([
      'IBID_EMBEDER',
    ]);
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [...text.matchAll(/^#([A-Z_]+)=(.*)$/gmu)].map(([, name, value]) => ({ name, value }));

  it('names the settings that there are, each behind a line on it', () => {
    expect(named.map(({ name }) => name)).toEqual(SETTING_NAMES);
    expect([...text.matchAll(/^# .+\n#[A-Z_]+=/gmu)]).toHaveLength(SETTING_NAMES.length);
  });

  it('tells the defaults that are in force', async () => {
    const settings = await load();
    const values = Object.fromEntries(named.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      IBID_EMBEDDER: settings.embedder,
      IBID_EMBEDDING_MODEL: settings.embeddingModel,
      IBID_LOG: settings.log,
    });
  });
});
