import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer } from '../../../src/answerer/answer.ts';
import { EndpointError } from '../../../src/errors.ts';
import { eventsOf, QUESTION, someAnswer, someManifest, someModelAnswer } from '../../support/fake-ibid.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';

const manifest = async () => someManifest();
const answering = (answer: Answer) => ({ manifest, ask: () => eventsOf(answer) });
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('--receipt', () => {
  it.each([[['ask', QUESTION]], [['compare', 'MoH', 'DiffMoE']], [['summarize', 'routing']]])(
    'writes how the answer came about, indented, and the answer as ever: %j',
    async (argv) => {
      const file = join(temporaryFolder(), 'receipt.json');
      const answer = someModelAnswer();
      const plain = await runCli(argv, { script: answering(answer) });
      const told = await runCli([...argv, '--receipt', file], { script: answering(answer) });
      expect(read(file)).toEqual(answer.receipt);
      expect(readFileSync(file, 'utf8')).toMatch(/^\{\n {2}"schema": 1,\n/u);
      expect(told).toEqual(plain);
    },
  );

  it('goes beside --json', async () => {
    const file = join(temporaryFolder(), 'receipt.json');
    const { stdout } = await runCli(['ask', QUESTION, '--json', '--receipt', file], {
      script: answering(someModelAnswer()),
    });
    expect(JSON.parse(stdout)).not.toHaveProperty('receipt');
    expect(read(file)).toHaveProperty('calls');
  });

  it('holds nothing that a terminal obeys, and yet all that the model wrote', async () => {
    const file = join(temporaryFolder(), 'receipt.json');
    const output = 'a\u001b[31m\u202e\u009b\u2028z';
    const { receipt } = someModelAnswer();
    const calls = receipt.calls.map((call) => ({ ...call, output }));
    await runCli(['ask', QUESTION, '--receipt', file], {
      script: answering(someModelAnswer({ receipt: { ...receipt, calls } })),
    });
    expect(read(file)).toMatchObject({ calls: [{ output }] });
    expect(readFileSync(file, 'utf8')).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it('takes the place of an older one, with its permissions and through a link', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'old.json');
    const link = join(folder, 'link.json');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    await runCli(['ask', QUESTION, '--receipt', link], { script: answering(someModelAnswer()) });
    expect(read(file)).toMatchObject({ schema: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readlinkSync(link)).toBe(file);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('leaves an older one alone when there is no answer, and nothing beside it', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'receipt.json');
    writeFileSync(file, 'old');
    const { exitCode } = await runCli(['ask', QUESTION, '--receipt', file], {
      folder,
      script: {
        manifest,
        ask: () => {
          throw new EndpointError('down', { url: 'http://x', retryable: true });
        },
      },
    });
    expect(exitCode).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['receipt.json']);
  });

  it.each<[string, (folder: string) => string, string]>([
    [
      'a folder that is not there',
      (folder) => join(folder, 'no', 'r.json'),
      'ENOENT: no such file or directory',
    ],
    ['a folder', (folder) => folder, 'it is a folder'],
    [
      'a file in the place of a folder',
      (folder) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file', 'r.json');
      },
      'ENOTDIR: not a directory',
    ],
  ])('refuses %s before anything is asked', async (_, place, reason) => {
    const folder = temporaryFolder();
    const file = place(folder);
    let asked = 0;
    const { exitCode, stdout, stderr } = await runCli(['ask', QUESTION, '--receipt', file], {
      script: {
        manifest,
        ask: () => {
          asked++;
          return eventsOf(someAnswer());
        },
      },
    });
    expect(stderr).toBe(
      `ibid: the receipt ${file} cannot be written: ${reason}\nName a file that can be made, in a folder that is there.\n`,
    );
    expect({ exitCode, stdout, asked }).toEqual({ exitCode: 1, stdout: '', asked: 0 });
  });

  it('writes into a pipe and leaves it a pipe', async () => {
    // A pipe of the test's own: a real device would be lost to the machine the day this breaks.
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void reader.kill());
    const received = readAll(reader.stdout);
    const { exitCode } = await runCli(['ask', QUESTION, '--receipt', pipe], {
      script: answering(someModelAnswer()),
    });
    expect(statSync(pipe).isFIFO()).toBe(true);
    expect(JSON.parse(await received)).toMatchObject({ schema: 1 });
    expect(exitCode).toBe(0);
  });

  it('refuses - with words: stdout has the answer', async () => {
    const { exitCode, stderr } = await runCli(['ask', QUESTION, '--receipt', '-'], {
      script: answering(someAnswer()),
    });
    expect(stderr).toContain('ibid: a receipt goes to a file, and - is none');
    expect(exitCode).toBe(2);
  });
});

describe('--receipt with --batch', () => {
  const lines = (file: string): unknown[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  function batch(...ids: string[]) {
    const folder = temporaryFolder();
    const file = join(folder, 'in.jsonl');
    writeFileSync(file, ids.map((id) => `${JSON.stringify({ id, question: `${id}?` })}\n`).join(''));
    const [out, receipts] = [join(folder, 'out.jsonl'), join(folder, 'receipts.jsonl')];
    return { file, out, receipts, argv: ['ask', '--batch', file, '--out', out, '--receipt', receipts] };
  }

  function echoing(stopAt?: { question: string; stop: AbortController }) {
    return {
      manifest,
      ask: ({ question }: { question: string }) => {
        if (question === stopAt?.question) stopAt.stop.abort();
        return eventsOf(someModelAnswer({ plan: { question, standaloneQuestion: question } }));
      },
    };
  }

  it('writes a line an answer, in their order, with the id of its question', async () => {
    const { argv, receipts, out } = batch('a', 'b');
    const { exitCode } = await runCli(argv, { script: echoing() });
    expect(lines(receipts)).toMatchObject([
      { schema: 1, id: 'a', question: 'a?', calls: [{ prompt: 'answer' }] },
      { schema: 1, id: 'b', question: 'b?' },
    ]);
    expect(lines(out)).toHaveLength(2);
    expect(exitCode).toBe(0);
  });

  it('keeps what is done when it is interrupted, and goes on behind it', async () => {
    const { argv, receipts, out } = batch('a', 'b', 'c');
    const stop = new AbortController();
    const first = await runCli(argv, { signal: stop.signal, script: echoing({ question: 'b?', stop }) });
    expect(first.exitCode).toBe(130);
    expect(lines(receipts)).toMatchObject([{ id: 'a' }]);

    // Killed between a receipt and its answer, and in the middle of the next line.
    const torn = readFileSync(receipts, 'utf8').replace('"id":"a"', '"id":"b"');
    writeFileSync(receipts, `${readFileSync(receipts, 'utf8')}${torn}{"schema":1,"id":"c`);
    const second = await runCli([...argv, '--resume'], { script: echoing() });
    expect(second.exitCode).toBe(0);
    expect(lines(receipts)).toMatchObject([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(lines(out)).toMatchObject([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  });

  it('takes up where none were written before', async () => {
    const { argv, receipts, file, out } = batch('a', 'b');
    const stop = new AbortController();
    await runCli(['ask', '--batch', file, '--out', out], {
      signal: stop.signal,
      script: echoing({ question: 'b?', stop }),
    });
    await runCli([...argv, '--resume'], { script: echoing() });
    expect(lines(receipts)).toMatchObject([{ id: 'b' }]);
    // A third run has nothing to do, and takes none away.
    await runCli([...argv, '--resume'], { script: echoing() });
    expect(lines(receipts)).toMatchObject([{ id: 'b' }]);
  });

  it('does not resume behind other receipts', async () => {
    const { argv, receipts } = batch('a');
    await runCli(argv, { script: echoing() });
    writeFileSync(receipts, '{"note":"mine"}\n');
    const { exitCode, stderr } = await runCli([...argv, '--resume'], { script: echoing() });
    expect(stderr).toContain(`ibid: ${receipts}:1 is not the receipt of any question of the batch\n`);
    expect(readFileSync(receipts, 'utf8')).toBe('{"note":"mine"}\n');
    expect(exitCode).toBe(2);
  });

  it('is no other file of the batch', async () => {
    const { file, out } = batch('a');
    const own = await runCli(['ask', '--batch', file, '--receipt', file], { script: echoing() });
    expect(own.stderr).toContain(`ibid: --receipt ${file} is the batch itself and would be overwritten\n`);
    const same = await runCli(['ask', '--batch', file, '--out', out, '--receipt', out], {
      script: echoing(),
    });
    expect(same.stderr).toContain(`ibid: --receipt ${out} is the file of --out and would be overwritten\n`);
    expect([own.exitCode, same.exitCode, existsSync(out)]).toEqual([2, 2, false]);
  });

  it('says that it cannot be written before the first answer', async () => {
    const { file } = batch('a');
    const nowhere = join(temporaryFolder(), 'no', 'r.jsonl');
    mkdirSync(join(nowhere, '..', '..'), { recursive: true });
    const { exitCode, stdout, stderr } = await runCli(['ask', '--batch', file, '--receipt', nowhere], {
      script: echoing(),
    });
    expect(stderr).toContain(`ibid: ${nowhere} cannot be written: ENOENT`);
    expect(stderr).toContain('behind --receipt');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });
});
