import { describe, expect, it } from 'vitest';
import { describeSettings, secretsOf, usesChatModel } from '../src/config.ts';

import { load, refusal } from './config-support.ts';

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
