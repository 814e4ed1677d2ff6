import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

describe('the image', () => {
  it.each(['src', 'corpus', 'models', 'prompts'])(
    'has %s, which the program reads when it runs',
    (folder) => {
      expect(read('Dockerfile')).toContain(`\nCOPY ${folder} ./${folder}\n`);
      expect(read('.dockerignore').split('\n')).toContain(`!${folder}`);
    },
  );
});

describe('the composition with Ollama', () => {
  const services = read('compose.yaml').split(/^ {2}bot:$/mu);
  const values = (name: string, within = services[0] ?? ''): string[] =>
    [...within.matchAll(new RegExp(`^ +${name}: (.+)$`, 'gmu'))].map(([, value]) => value ?? '');

  it('asks for the model that it fetches, of the server that it starts', () => {
    const [model] = values('MODEL');
    expect(model).toMatch(/^\$\{IBID_CHAT_MODEL:-[a-z0-9.:-]+\}$/u);
    expect(values('IBID_CHAT_MODEL')).toEqual([model]);
    expect(new Set(values('image')).size).toBe(1);
    expect(values('OPENAI_BASE_URL')).toEqual(values('OLLAMA_HOST').map((host) => `${host}/v1`));
  });

  it('counts on no more room than the server has', () => {
    const [room] = values('OLLAMA_CONTEXT_LENGTH');
    expect(room).toMatch(/^\$\{IBID_CHAT_WINDOW:-\d+\}$/u);
    expect(values('IBID_CHAT_WINDOW')).toEqual([room]);
  });

  it('starts the bot with the token that is given to it, and with what is asked of the server when nothing else is', () => {
    const bot = services[1] ?? '';
    expect(values('command', bot)).toEqual(['["discord"]']);
    // Empty counts as unset, so that the program's own defaults hold.
    expect(values('DISCORD_TOKEN', bot)[0]).toMatch(/^\$\{DISCORD_TOKEN:-\}$/u);
    expect(values('IBID_CHAT_WINDOW', bot)[0]).toMatch(/^\$\{IBID_CHAT_WINDOW:-\}$/u);
    const [port] = values('IBID_HEALTH_PORT', bot);
    expect(bot).toContain(`127.0.0.1:${port}/healthz`);
  });
});
