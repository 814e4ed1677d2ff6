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
  const values = (name: string): string[] =>
    [...read('compose.yaml').matchAll(new RegExp(`^ +${name}: (.+)$`, 'gmu'))].map(
      ([, value]) => value ?? '',
    );

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
});
