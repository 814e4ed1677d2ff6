import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel } from '../src/logger.ts';

function logging(level: LogLevel, isTTY = false) {
  const written: string[] = [];
  const logger = createLogger({
    level,
    stream: { isTTY, write: (text: string) => written.push(text) },
    secrets: ['hush-hush-hush'],
  });
  return { logger, written };
}

describe('the logger', () => {
  it('writes JSON lines where there is no terminal', () => {
    const { logger, written } = logging('info');
    logger.warn('slow endpoint', { url: 'http://x', milliseconds: 12 });
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/\n$/u);
    const line = JSON.parse(written[0] ?? '');
    expect(line).toMatchObject({ level: 'warn', msg: 'slow endpoint', url: 'http://x', milliseconds: 12 });
    expect(Number.isNaN(Date.parse(line.time))).toBe(false);
  });

  it('writes short readable lines on a terminal, harmless to it', () => {
    const { logger, written } = logging('info', true);
    logger.error('it broke\u001b[31m', { file: 'a\nb', count: 2 });
    expect(written).toEqual(['error  it broke [31m  file=a b  count=2\n']);
  });

  it.each<[LogLevel, string[]]>([
    ['silent', []],
    ['error', ['error']],
    ['warn', ['warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['debug', ['debug', 'info', 'warn', 'error']],
  ])('at %s writes %j', (level, expected) => {
    const { logger, written } = logging(level);
    for (const name of ['debug', 'info', 'warn', 'error'] as const) logger[name]('x');
    expect(written.map((line) => JSON.parse(line).level)).toEqual(expected);
  });

  it('leaves signs of formatting in a message alone', () => {
    const { logger, written } = logging('info');
    logger.info('100 %d of %s');
    expect(JSON.parse(written[0] ?? '').msg).toBe('100 %d of %s');
  });

  it('takes secrets out of messages, fields, errors and what they were caused by', () => {
    const { logger, written } = logging('debug');
    const cause = new Error('Authorization: Bearer abcdefghijkl');
    logger.debug('the key hush-hush-hush was refused', {
      apiKey: 'short',
      inputTokens: 12,
      nested: { headers: { authorization: 'x' }, list: ['hush-hush-hush'] },
      url: 'https://me:word@host/',
      error: new Error('Incorrect API key provided: sk-abcdef123456', { cause }),
    });
    const line = written.join('');
    for (const secret of ['hush', 'short', '"x"', 'me:word', 'sk-abc', 'abcdefghijkl'])
      expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ inputTokens: 12, nested: { list: ['[redacted]'] } });
  });

  it('ends at a cycle', () => {
    const { logger, written } = logging('info');
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    logger.info('round', loop);
    expect(written).toHaveLength(1);
  });
});
