import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWaiting } from '../../../src/adapters/cli/waiting.ts';
import type { AnswerEvent } from '../../../src/answerer/answer.ts';
import { eventsOf, QUESTION, someAnswer, someManifest, someModelAnswer } from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';

const ERASE = '\r\u001b[2K';
const answer = someAnswer();
const plan: AnswerEvent = { type: 'plan', plan: answer.plan };
const evidence: AnswerEvent = { type: 'evidence', ranked: answer.ranked };
const claim: AnswerEvent = { type: 'claim', claim: { text: 'x', quotes: [], check: 'checked' } };
const notice: AnswerEvent = { type: 'notice', notice: { text: 'x' } };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function waitOn(options: { model: string | null; columns?: number; until?: 'words' | 'end' }) {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text), isTTY: true, columns: options.columns ?? 80 };
  const waiting = startWaiting({ stream, model: options.model, until: options.until ?? 'words' });
  return { waiting, written, last: () => written.at(-1)?.replace(ERASE, '').slice(2) };
}

describe('the line that turns while an answer is on its way', () => {
  it('shows nothing within a second, then turns, then is gone', () => {
    const { waiting, written } = waitOn({ model: null });
    vi.advanceTimersByTime(999);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(101);
    expect(written).toEqual([`${ERASE}⠋ searching…`, `${ERASE}⠙ searching…`]);
    waiting.stop();
    expect(written.at(-1)).toBe(ERASE);
    waiting.stop();
    vi.advanceTimersByTime(1000);
    expect(written).toHaveLength(3);
  });

  it('says that the model is waited for once the evidence is there, and for how long', () => {
    const { waiting, last } = waitOn({ model: 'tiny' });
    waiting.see(plan);
    vi.advanceTimersByTime(1500);
    expect(last()).toBe('searching…');
    waiting.see(evidence);
    vi.advanceTimersByTime(500);
    expect(last()).toBe('asking tiny…');
    vi.advanceTimersByTime(10_000);
    expect(last()).toBe('asking tiny… 12 s');
  });

  it('says so too when nothing is understood yet after three seconds: the model rewrites the question', () => {
    const { waiting, last } = waitOn({ model: 'tiny' });
    vi.advanceTimersByTime(2900);
    expect(last()).toBe('searching…');
    vi.advanceTimersByTime(200);
    expect(last()).toBe('asking tiny… 3 s');
    waiting.see(plan);
    vi.advanceTimersByTime(100);
    expect(last()).toBe('searching… 3 s');
  });

  it('never speaks of a model where there is none', () => {
    const { waiting, last } = waitOn({ model: null });
    waiting.see(plan);
    waiting.see(evidence);
    vi.advanceTimersByTime(4000);
    expect(last()).toBe('searching… 4 s');
  });

  it('makes room for notices and goes on; the first words end it', () => {
    const { waiting, written } = waitOn({ model: 'tiny' });
    vi.advanceTimersByTime(1000);
    waiting.see(notice);
    expect(written.at(-1)).toBe(ERASE);
    const before = written.length;
    vi.advanceTimersByTime(100);
    expect(written.length).toBe(before + 1);
    waiting.see(claim);
    expect(written.at(-1)).toBe(ERASE);
    vi.advanceTimersByTime(1000);
    expect(written.length).toBe(before + 2);
  });

  it('goes on to the end where the words are not shown as they come', () => {
    const { waiting, last, written } = waitOn({ model: 'tiny', until: 'end' });
    waiting.see(evidence);
    vi.advanceTimersByTime(1000);
    waiting.see(claim);
    vi.advanceTimersByTime(100);
    expect(last()).toBe('asking tiny…');
    waiting.see({ type: 'end', end: answer });
    expect(written.at(-1)).toBe(ERASE);
  });

  it('fits the terminal, and lets no name of a model reach it alive', () => {
    const { waiting, last } = waitOn({ model: `a\u001b[2J${'b'.repeat(100)}`, columns: 30 });
    waiting.see(evidence);
    vi.advanceTimersByTime(1000);
    expect(last()).toBe(`asking a${'b'.repeat(19)}`);
  });
});

it('takes a terminal that says it has no columns for one of ordinary width', () => {
  const { waiting, last } = waitOn({ model: 'tiny', columns: 0 });
  waiting.see(evidence);
  vi.advanceTimersByTime(1000);
  expect(last()).toBe('asking tiny…');
});

describe('one question, with somebody before the terminal', () => {
  const slowly = {
    manifest: async () => someManifest(),
    async *ask() {
      const events = eventsOf(someModelAnswer());
      for (;;) {
        const step = await events.next();
        if (step.done) return step.value;
        if (step.value.type === 'claim') await vi.advanceTimersByTimeAsync(5000);
        yield step.value;
      }
    },
  };
  const env = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', TERM: 'xterm' };

  it('shows that the model is asked, on stderr, and takes it away before the first claim', async () => {
    const { stdout, stderr } = await runCli(['ask', QUESTION, '--model', 'tiny'], {
      script: slowly,
      env,
      columns: 80,
      stderrColumns: 80,
    });
    expect(stderr).toContain('asking tiny… 4 s');
    expect(stderr.endsWith(ERASE)).toBe(true);
    // The first claim comes after five seconds, and nothing turns for the second.
    expect(stderr).not.toContain('6 s');
    expect(stdout).not.toContain('asking');
  });

  it('keeps what --verbose tells apart from it', async () => {
    const { stderr } = await runCli(['ask', QUESTION, '--model', 'tiny', '--verbose', '--json'], {
      script: slowly,
      env,
      stderrColumns: 80,
    });
    expect(stderr).toContain('asking tiny… 9 s');
    // What an erased line leaves on the screen.
    const shown = stderr.split('\n').map((line) => stripVTControlCharacters(line.split(ERASE).at(-1) ?? ''));
    expect(shown[0]).toBe(`understood as: ${QUESTION}`);
    expect(shown.filter((line) => line.includes('asking'))).toEqual([]);
    expect(shown.some((line) => line.startsWith(`answered by qwen3:4b-instruct in `))).toBe(true);
  });

  it.each([
    ['a pipe', { stderrColumns: undefined, env }],
    ['NO_COLOR', { stderrColumns: 80, env: { ...env, NO_COLOR: '1' } }],
    ['TERM=dumb', { stderrColumns: 80, env: { ...env, TERM: 'dumb' } }],
    ['no model', { stderrColumns: 80, env: { TERM: 'xterm' } }],
  ])('moves nothing with %s', async (_, { stderrColumns, env }) => {
    const { stderr } = await runCli(['ask', QUESTION], {
      script: slowly,
      env,
      ...(stderrColumns === undefined ? {} : { stderrColumns }),
    });
    expect(stderr).toBe('');
  });
});
