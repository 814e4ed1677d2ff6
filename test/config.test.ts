import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  describeSettings,
  loadSettings,
  SETTING_NAMES,
  type SettingsSources,
  secretsOf,
  usesChatModel,
} from '../src/config.ts';
import { UsageError } from '../src/errors.ts';
import { temporaryFolder } from './support/fake-terminal.ts';

const load = (sources: Partial<SettingsSources> = {}) =>
  loadSettings({ env: {}, folder: tmpdir(), programFolder: '/opt/ibid', ...sources });

async function refusal(sources: Partial<SettingsSources>): Promise<UsageError> {
  const error = await load(sources).catch((thrown: unknown) => thrown);
  if (!(error instanceof UsageError)) throw new Error(`no UsageError but ${String(error)}`);
  return error;
}

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

describe('the chat model', () => {
  it('is used where the settings say so, or where there is an endpoint', async () => {
    expect(usesChatModel(await load())).toBe(false);
    expect(usesChatModel(await load({ env: { OPENAI_API_KEY: 'sk-x' } }))).toBe(true);
    expect(usesChatModel(await load({ env: { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' } }))).toBe(true);
    expect(usesChatModel(await load({ env: { OPENAI_API_KEY: 'sk-x', IBID_ANSWERER: 'extractive' } }))).toBe(
      false,
    );
  });

  it('cannot be insisted on without an endpoint', async () => {
    const error = await refusal({ env: { IBID_ANSWERER: 'model' } });
    expect(error.message).toBe(
      'IBID_ANSWERER is model, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is set',
    );
    expect(error.remedy).toContain('leave IBID_ANSWERER at auto');
  });

  it('has its limits in whole numbers and its times in seconds', async () => {
    const settings = await load({
      env: { IBID_CHAT_WINDOW: '128,000', IBID_CHAT_TIMEOUT: '0.5', IBID_DAILY_TOKENS_PER_USER: '50_000' },
    });
    expect(settings.chat).toMatchObject({ window: 128_000, firstTokenMilliseconds: 500, maxRetries: 2 });
    expect(settings.dailyTokens).toEqual({ perUser: 50_000, total: null });
  });

  it.each([
    ['IBID_CHAT_WINDOW', '12', '"12"; it must be a whole number from 1,000 to 10,000,000'],
    ['IBID_CHAT_WINDOW', '8k', '"8k"; it must be a whole number'],
    ['IBID_CHAT_TIMEOUT', 'soon', '"soon"; it must be a number of seconds from 0.1 to 3600'],
    ['IBID_CHAT_IDLE_TIMEOUT', '0', '"0"; it must be a number of seconds'],
    ['IBID_CHECK', 'lax', '"lax"; it must be one of standard, strict, model'],
    ['IBID_PRICE_INPUT', 'free', '"free"; it must be the price of a million tokens, such as 0.25'],
    ['IBID_PRICE_CURRENCY', 'pounds', '"pounds"; it must be a currency'],
  ])('%s may not be %s', async (name, value, words) => {
    expect((await refusal({ env: { [name]: value } })).message).toContain(words);
  });

  it('tells costs from both prices or not at all', async () => {
    const both = { IBID_PRICE_INPUT: '0.25', IBID_PRICE_OUTPUT: '2', IBID_PRICE_CURRENCY: '€' };
    expect((await load({ env: both })).prices).toEqual({
      inputPerMillion: 0.25,
      outputPerMillion: 2,
      currency: '€',
    });
    expect((await load()).prices).toBeNull();
    expect((await refusal({ env: { IBID_PRICE_OUTPUT: '2' } })).message).toContain(
      'IBID_PRICE_OUTPUT is set and IBID_PRICE_INPUT is not',
    );
  });
});

describe('the Discord bot', () => {
  it('runs with modest limits and needs only a token', async () => {
    const { discord } = await load({ env: { DISCORD_TOKEN: 'very.secret.token' } });
    expect(discord).toEqual({
      token: 'very.secret.token',
      api: 'https://discord.com/api',
      guildIds: [],
      keepDays: 30,
      health: null,
      threads: 'never',
      listens: false,
      limits: {
        questionsPerMinute: 6,
        guildQuestionsPerMinute: 60,
        questionsAtOnce: 4,
        longestQuestion: 1000,
      },
    });
    expect((await load()).discord.token).toBeNull();
  });

  it('reads servers and ports as people write them', async () => {
    const { discord } = await load({
      env: {
        DISCORD_GUILD_IDS: ' 123456789012345678, 234567890123456789,123456789012345678,',
        IBID_HEALTH_PORT: '8080',
        IBID_DISCORD_LISTEN: 'yes',
        DISCORD_API: 'http://127.0.0.1:5000/api/',
      },
    });
    expect(discord).toMatchObject({
      guildIds: ['123456789012345678', '234567890123456789'],
      health: { host: '127.0.0.1', port: 8080 },
      listens: true,
      api: 'http://127.0.0.1:5000/api',
    });
    expect((await load({ env: { IBID_HEALTH_PORT: '0.0.0.0:80' } })).discord.health).toEqual({
      host: '0.0.0.0',
      port: 80,
    });
    expect((await load({ env: { IBID_HEALTH_PORT: '[::]:80' } })).discord.health?.host).toBe('::');
  });

  it.each([
    ['DISCORD_GUILD_IDS', 'my server', 'it must be ids of servers, separated by commas'],
    ['DISCORD_API', 'discord.com', 'it must be an http or https URL'],
    ['IBID_HEALTH_PORT', '99999', 'it must be a port from 1 to 65535, or host:port'],
    ['IBID_HEALTH_PORT', 'http', 'it must be a port from 1 to 65535, or host:port'],
    ['IBID_KEEP_DAYS', '0', 'it must be a whole number from 1 to 3,650'],
    ['IBID_DISCORD_THREADS', 'sometimes', 'it must be one of never, always'],
    ['IBID_DISCORD_LISTEN', 'true', 'it must be one of no, yes'],
  ])('%s may not be %s', async (name, value, words) => {
    expect((await refusal({ env: { [name]: value } })).message).toContain(words);
  });

  it('keeps its token out of what is shown, and out of what is told of a wrong one', async () => {
    const settings = await load({ env: { DISCORD_TOKEN: 'very.secret.token' } });
    expect(secretsOf(settings)).toEqual(['very.secret.token']);
    expect(JSON.stringify(describeSettings(settings))).not.toContain('secret.token');
    const error = await refusal({ env: { DISCORD_TOKEN: 'two words' } });
    expect(error.message).toContain('DISCORD_TOKEN (from the environment) is (secret, 9 characters)');
    expect(error.message).not.toContain('words');
  });
});
