import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerJsonSchema } from '../../../src/answerer/answer-json.ts';
import { UsageError } from '../../../src/errors.ts';
import type { GivenTurn } from '../../../src/ibid.ts';
import { eventsOf, type IbidScript, someAnswer, someManifest, somePaper } from '../../support/fake-ibid.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';

/** Answers with the question itself, and writes down what was asked at which turn of its conversation. */
function echoing(log: string[], more: IbidScript = {}): IbidScript {
  return {
    manifest: async () => someManifest(),
    ask: ({ question }, turn) => {
      log.push(`${turn} ${question}`);
      return eventsOf(
        someAnswer({ plan: { question, standaloneQuestion: question }, markdown: `to ${question}` }),
      );
    },
    ...more,
  };
}

function batchFile(...lines: (string | object)[]): { folder: string; batch: string; out: string } {
  const folder = temporaryFolder();
  const batch = join(folder, 'in.jsonl');
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(batch, `${text.join('\n')}\n`);
  return { folder, batch, out: join(folder, 'out.jsonl') };
}

function answersIn(text: string) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => answerJsonSchema.parse(JSON.parse(line)));
}

describe('ask --batch', () => {
  it('answers every line in order, each in a conversation of its own', async () => {
    const { batch, out } = batchFile({ id: 'a', question: 'one?' }, '', {
      id: 7,
      question: 'two?',
      type: 'x',
    });
    const log: string[] = [];
    const { exitCode, stdout, stderr } = await runCli(['ask', '--batch', batch, '--out', out], {
      script: echoing(log),
    });
    expect(answersIn(readFileSync(out, 'utf8')).map(({ id, answer }) => [id, answer])).toEqual([
      ['a', 'to one?'],
      ['7', 'to two?'],
    ]);
    expect(log).toEqual(['0 one?', '0 two?']);
    expect(stdout).toBe('');
    expect(stderr).toBe('answering: 2 of 2 questions\n');
    expect(exitCode).toBe(0);
  });

  it('reads from stdin and writes to stdout', async () => {
    const { exitCode, stdout } = await runCli(['ask', '--batch', '-'], {
      script: echoing([]),
      stdin: '\ufeff{"id":"a","question":"one?"}\r\n',
    });
    expect(answersIn(stdout).map(({ id }) => id)).toEqual(['a']);
    expect(exitCode).toBe(0);
  });

  it('asks earlier questions first in the same conversation, and takes full turns as given', async () => {
    const turn = { question: 'before?', answer: 'so [1]', paperIds: ['2308.02117'] };
    const { batch, out } = batchFile({ id: 'a', question: 'now?', history: ['first?', turn] });
    const log: string[] = [];
    const taken: GivenTurn[] = [];
    const { exitCode } = await runCli(['ask', '--batch', batch, '--out', out], {
      script: echoing(log, {
        paper: async () => somePaper(),
        take: async (given) => {
          log.push('taken');
          taken.push(given);
        },
      }),
    });
    expect(log).toEqual(['0 first?', 'taken', '1 now?']);
    expect(taken).toEqual([turn]);
    expect(answersIn(readFileSync(out, 'utf8'))).toHaveLength(1);
    expect(exitCode).toBe(0);
  });

  it.each<[string | object, string]>([
    ['{"id": 1', ':2: is no JSON: '],
    ['"text"', ':2: is no JSON object'],
    [{ question: 'x' }, ':2: id must be a string or a number'],
    [{ id: 'b' }, ':2: question '],
    [{ id: 'b', question: '  ' }, ':2: question must not be blank'],
    [{ id: 'b', question: 'x', history: 'y' }, ':2: history '],
    [{ id: 'b', question: 'x', history: [{ question: 'y' }] }, ':2: history.0 must be a question, or a turn'],
    [{ id: 'a', question: 'x' }, ':2: the id "a" is that of line 1 too'],
  ])('refuses the whole file for %j and writes nothing', async (line, message) => {
    const { batch, out } = batchFile({ id: 'a', question: 'one?' }, line);
    const log: string[] = [];
    const { exitCode, stderr } = await runCli(['ask', '--batch', batch, '--out', out], {
      script: echoing(log),
    });
    expect(stderr).toContain(`ibid: ${batch}${message}`);
    expect(stderr).toContain('Nothing was answered.');
    expect(log).toEqual([]);
    expect(existsSync(out)).toBe(false);
    expect(exitCode).toBe(1);
  });

  it('names every bad line, up to ten', async () => {
    const { batch } = batchFile(...Array.from({ length: 13 }, () => 'x'));
    const { stderr } = await runCli(['ask', '--batch', batch], { script: echoing([]) });
    expect(stderr.match(/:\d+: is no JSON/gu)).toHaveLength(10);
    expect(stderr).toContain('and 3 more');
  });

  it('finds a wrong paper in a history before the first answer', async () => {
    const turn = { question: 'q', answer: 'a', paperIds: ['nope'] };
    const { batch, out } = batchFile(
      { id: 'a', question: 'one?' },
      { id: 'b', question: 'x', history: [turn] },
    );
    const log: string[] = [];
    const { exitCode, stderr } = await runCli(['ask', '--batch', batch, '--out', out], {
      script: echoing(log, {
        paper: async (id) => {
          throw new UsageError(`there is no paper ${id}`, { remedy: 'The nearest is X.' });
        },
      }),
    });
    expect(stderr).toBe(`ibid: ${batch}:2: in its history: there is no paper nope\nThe nearest is X.\n`);
    expect(log).toEqual([]);
    expect(exitCode).toBe(1);
  });

  it('says which file cannot be read, or is empty, or would overwrite itself', async () => {
    const { folder, batch } = batchFile('');
    const missing = await runCli(['ask', '--batch', join(folder, 'no.jsonl')], { script: echoing([]) });
    expect(missing).toMatchObject({ exitCode: 1 });
    expect(missing.stderr).toContain('no.jsonl cannot be read: ENOENT');
    const empty = await runCli(['ask', '--batch', batch], { script: echoing([]) });
    expect(empty).toMatchObject({ exitCode: 1 });
    expect(empty.stderr).toContain('has no questions in it');
    writeFileSync(batch, '{"id":"a","question":"one?"}\n');
    const same = await runCli(['ask', '--batch', batch, '--out', batch], { script: echoing([]) });
    expect(same).toMatchObject({ exitCode: 2 });
    expect(same.stderr).toContain('would be overwritten');
    expect(readFileSync(batch, 'utf8')).toContain('one?');
    const nowhere = await runCli(['ask', '--batch', batch, '--out', join(folder, 'no', 'x')], {
      script: echoing([]),
    });
    expect(nowhere).toMatchObject({ exitCode: 1 });
    expect(nowhere.stderr).toContain('cannot be written: ENOENT');
  });

  it('keeps what is done when a line fails, and names the line', async () => {
    const { batch, out } = batchFile({ id: 'a', question: 'one?' }, { id: 'b', question: 'two?' });
    const script = echoing([]);
    const { exitCode, stderr } = await runCli(['ask', '--batch', batch, '--out', out], {
      script: {
        ...script,
        ask: (request, turn) => {
          if (request.question === 'two?') throw new UsageError('too long', { remedy: 'Shorten it.' });
          return script.ask?.(request, turn) ?? eventsOf(someAnswer());
        },
      },
    });
    expect(stderr).toContain(`ibid: ${batch}:2: too long\nShorten it.\n`);
    expect(answersIn(readFileSync(out, 'utf8')).map(({ id }) => id)).toEqual(['a']);
    expect(exitCode).toBe(1);
  });

  it('keeps what is done when it is interrupted, and goes on behind it with --resume', async () => {
    const { batch, out } = batchFile(
      { id: 'a', question: 'one?' },
      { id: 'b', question: 'two?' },
      { id: 'c', question: 'three?' },
    );
    const stop = new AbortController();
    const script = echoing([]);
    const first = await runCli(['ask', '--batch', batch, '--out', out], {
      signal: stop.signal,
      script: {
        ...script,
        ask: (request, turn) => {
          if (request.question === 'two?') stop.abort();
          return script.ask?.(request, turn) ?? eventsOf(someAnswer());
        },
      },
    });
    expect(first.exitCode).toBe(130);
    expect(answersIn(readFileSync(out, 'utf8')).map(({ id }) => id)).toEqual(['a']);

    // What a kill in the middle of a write leaves behind.
    writeFileSync(out, `${readFileSync(out, 'utf8')}{"schema":1,"id":"b`);
    const log: string[] = [];
    const second = await runCli(['ask', '--batch', batch, '--out', out, '--resume'], {
      script: echoing(log),
    });
    expect(second.exitCode).toBe(0);
    expect(log).toEqual(['0 two?', '0 three?']);
    expect(answersIn(readFileSync(out, 'utf8')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(second.stderr).toContain('1 of them had been answered before and were kept.');
  });

  it('refuses to resume behind the answers to other questions', async () => {
    const { batch, out } = batchFile({ id: 'a', question: 'one?' });
    await runCli(['ask', '--batch', batch, '--out', out], { script: echoing([]) });
    const before = readFileSync(out, 'utf8');
    writeFileSync(batch, '{"id":"a","question":"another?"}\n');
    const { exitCode, stderr } = await runCli(['ask', '--batch', batch, '--out', out, '--resume'], {
      script: echoing([]),
    });
    expect(stderr).toContain(`ibid: ${out}:1 is not the answer to question "a"\n`);
    expect(readFileSync(out, 'utf8')).toBe(before);
    expect(exitCode).toBe(2);
  });
});
