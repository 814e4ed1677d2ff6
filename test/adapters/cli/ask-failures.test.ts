import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answerer/answer.ts';
import { EndpointError, InterruptedError } from '../../../src/errors.ts';
import { eventsOf, QUESTION, someAnswer, someManifest } from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';

const manifest = async () => someManifest();
const answering = (answer: Answer) => ({ manifest, ask: () => eventsOf(answer) });

describe('what ask does when it fails', () => {
  it('tells the failure and the remedy, without secrets, and ends with 1', async () => {
    const { exitCode, stdout, stderr } = await runCli(['ask', QUESTION], {
      env: { OPENAI_API_KEY: 'hush-hush-hush' },
      script: {
        manifest,
        ask: () => {
          throw new EndpointError('the endpoint refused the key hush-hush-hush', {
            url: 'http://x',
            retryable: false,
            remedy: 'Set OPENAI_API_KEY; not sk-abcdefghijklmnop.',
          });
        },
      },
    });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'ibid: the endpoint refused the key [redacted]\nSet OPENAI_API_KEY; not [redacted].\n',
    });
  });

  it('shows a stack with IBID_LOG=debug and not before', async () => {
    const script = {
      manifest,
      ask: () => {
        throw new TypeError('terminated');
      },
    };
    const quiet = await runCli(['ask', QUESTION], { script });
    expect(quiet).toMatchObject({ exitCode: 1, stdout: '' });
    expect(quiet.stderr).toContain('ibid: something unforeseen failed: terminated\n');
    expect(quiet.stderr).not.toContain('    at ');
    const loud = await runCli(['ask', QUESTION, '--log', 'debug'], { script });
    expect(loud.stderr).toContain('    at ');
  });

  it('ends with 130 when it is interrupted, whatever the library calls that', async () => {
    for (const error of [new InterruptedError(), new DOMException('This was aborted', 'AbortError')]) {
      const stop = new AbortController();
      const { exitCode, stderr } = await runCli(['ask', QUESTION], {
        signal: stop.signal,
        script: {
          manifest,
          ask: () => {
            stop.abort();
            throw error;
          },
        },
      });
      expect(stderr).toBe('ibid: interrupted\n');
      expect(exitCode).toBe(130);
    }
  });

  it('does not take an answer that ended early for a whole one', async () => {
    const stop = new AbortController();
    const { exitCode } = await runCli(['ask', QUESTION, '--json'], {
      signal: stop.signal,
      script: {
        manifest,
        async *ask() {
          yield { type: 'plan', plan: someAnswer().plan };
          stop.abort();
          return someAnswer();
        },
      },
    });
    expect(exitCode).toBe(130);
  });

  it('tells an answer that it is not wanted any more, so that it ends its own work', async () => {
    const stop = new AbortController();
    let ended = false;
    const { exitCode } = await runCli(['ask', QUESTION], {
      signal: stop.signal,
      script: {
        manifest,
        async *ask() {
          try {
            stop.abort();
            yield { type: 'plan', plan: someAnswer().plan };
            return someAnswer();
          } finally {
            ended = true;
          }
        },
      },
    });
    expect({ exitCode, ended }).toEqual({ exitCode: 130, ended: true });
  });

  it('closes the application whether it worked or not', async () => {
    let closed = 0;
    const close = async () => {
      closed++;
    };
    await runCli(['ask', QUESTION], { script: { ...answering(someAnswer()), close } });
    await runCli(['ask', QUESTION], { script: { manifest, close } });
    expect(closed).toBe(2);
  });
});
