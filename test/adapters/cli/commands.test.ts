import { describe, expect, it } from 'vitest';
import { createProgressView } from '../../../src/adapters/cli/progress-view.ts';
import { IndexError, InputError, InterruptedError } from '../../../src/errors.ts';
import type { IndexRequest, InputWarning } from '../../../src/ibid.ts';
import { eventsOf, someAnswer, someManifest, someReport } from '../../support/fake-ibid.ts';
import { createFakeOutput, runCli } from '../../support/fake-terminal.ts';

describe('index', () => {
  it('prints the four counts, merged records and sizes', async () => {
    const { exitCode, stdout } = await runCli(['index'], { script: { index: async () => someReport() } });
    expect(stdout).toBe(
      [
        'added 159, changed 0, removed 0, unchanged 0',
        'merged 4 of 163 records into papers that were there already',
        'the index holds 159 papers in 1400 sentences; this took 2.3 s',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it('says why everything was embedded again', async () => {
    const { stdout } = await runCli(['index'], {
      script: { index: async () => someReport({ reembedded: 'the splitter is newer' }) },
    });
    expect(stdout).toContain('everything was embedded again: the splitter is newer\n');
  });

  it('hands paths and flags on', async () => {
    const requests: Pick<IndexRequest, 'paths' | 'prune' | 'strict'>[] = [];
    const index = async ({ paths, prune = false, strict = false }: IndexRequest) => {
      requests.push({ paths, prune, strict });
      return someReport();
    };
    await runCli(['index', 'a', 'b', '--prune'], { script: { index } });
    await runCli(['index', '--strict'], { script: { index } });
    expect(requests).toEqual([
      { paths: ['a', 'b'], prune: true, strict: false },
      { paths: [], prune: false, strict: true },
    ]);
  });

  it('names every warning with file and line, on stderr, and groups what is beyond twenty', async () => {
    const warning = (line: number | null, message = 'no title'): InputWarning => ({
      file: '/d/x.jsonl',
      line,
      message,
      skipped: 1,
    });
    const warnings = [
      warning(null, 'odd \u001b[31mend'),
      ...Array.from({ length: 40 }, (_, line) => warning(line + 1)),
      warning(99, 'no abstract'),
    ];
    const { exitCode, stdout, stderr } = await runCli(['index', '/d'], {
      script: {
        index: async ({ onWarning }) => {
          for (const one of warnings) onWarning?.(one);
          return someReport({ warnings });
        },
      },
    });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toBe('warning: /d/x.jsonl: odd end');
    expect(lines[1]).toBe('warning: /d/x.jsonl:1: no title');
    expect(lines.slice(20)).toEqual([
      'warning: /d/x.jsonl: 21 times: no title (lines 20, 21, 22, 23, 24, …)',
      'warning: /d/x.jsonl:99: no abstract',
      '42 warnings; 42 records were left out',
    ]);
    expect(stdout).not.toContain('warning');
    expect(exitCode).toBe(0);
  });

  it('shows the warnings that a strict run failed for', async () => {
    const { exitCode, stderr } = await runCli(['index', 'x', '--strict'], {
      script: {
        index: async ({ onWarning }) => {
          onWarning?.({ file: 'x', line: 3, message: 'broken', skipped: 1 });
          throw new InputError('1 record could not be read, and nothing was stored');
        },
      },
    });
    expect(stderr).toBe(
      'warning: x:3: broken\n1 warning; 1 record was left out\nibid: 1 record could not be read, and nothing was stored\n',
    );
    expect(exitCode).toBe(1);
  });

  it('fails in words when nothing at all could be read', async () => {
    const { exitCode, stdout, stderr } = await runCli(['index', 'a', 'b'], {
      script: { index: async () => someReport({ records: 0, added: 0 }) },
    });
    expect(stderr).toContain('ibid: no paper could be read from a, b\n');
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });

  it('does not fail when an emptied folder takes its papers with it', async () => {
    const { exitCode, stdout } = await runCli(['index', 'a'], {
      script: { index: async () => someReport({ records: 0, added: 0, removed: 3, merged: 0 }) },
    });
    expect(stdout).toContain('removed 3');
    expect(exitCode).toBe(0);
  });

  it('tells one line a stage where nothing can move, and ends with 130 when interrupted', async () => {
    const { exitCode, stderr } = await runCli(['index'], {
      script: {
        index: async ({ onProgress }) => {
          for (const done of [1, 2, 3])
            onProgress?.({ stage: 'reading', done, total: null, unit: 'records' });
          for (const done of [1, 2]) onProgress?.({ stage: 'embedding', done, total: 9, unit: 'papers' });
          throw new InterruptedError();
        },
      },
    });
    expect(stderr).toMatch(
      /^reading: 3 records\nembedding: 2 of 9 papers\nibid: interrupted; the index is as it was, .* goes on /u,
    );
    expect(exitCode).toBe(130);
  });

  it('draws a bar on a terminal that fits its width', async () => {
    const stream = createFakeOutput({ columns: 40 });
    const view = await createProgressView({ stream, animated: true });
    view.listen({ stage: 'reading', done: 5, total: null, unit: 'records' });
    view.listen({ stage: 'embedding', done: 0, total: 10, unit: 'papers' });
    view.listen({ stage: 'embedding', done: 10, total: 10, unit: 'papers' });
    view.finish();
    expect(stream.text()).toContain('reading  5 records');
    expect(stream.text()).toContain(`embedding  ${'█'.repeat(13)}  10/10 papers`);
  });
});

describe('a command that needs an index', () => {
  it('builds it once from the bundled abstracts when there is none at the default place', async () => {
    const requests: (readonly string[])[] = [];
    const { exitCode, stdout, stderr } = await runCli(['ask', 'q'], {
      script: {
        manifest: async () => (requests.length === 0 ? null : someManifest()),
        index: async ({ paths }) => {
          requests.push(paths);
          return someReport();
        },
        ask: () => eventsOf(someAnswer()),
      },
    });
    expect(requests).toEqual([[]]);
    expect(stderr).toBe(
      'No index yet: building one from the bundled abstracts. This happens once.\n159 papers indexed.\n',
    );
    expect(stdout).toContain('828x');
    expect(exitCode).toBe(0);
  });

  it('builds none where somebody named a place, and says what to do', async () => {
    const { exitCode, stderr } = await runCli(['papers'], {
      env: { IBID_INDEX: '/nowhere/index' },
      script: { manifest: async () => null },
    });
    expect(stderr).toMatch(/^ibid: there is no index at \/nowhere\/index\nBuild one there with "ibid index/u);
    expect(exitCode).toBe(1);
  });

  it('waits for another process that is building it', async () => {
    let looks = 0;
    const { exitCode, stderr } = await runCli(['papers'], {
      script: {
        manifest: async () => (looks++ < 2 ? null : someManifest()),
        index: async () => {
          throw new IndexError('busy', 'another ibid (process 1) is indexing');
        },
        papers: async () => [],
      },
    });
    expect(stderr).toContain('Another ibid is building it; waiting.\n');
    expect(exitCode).toBe(0);
  });

  it('does not take another failure of the build for that', async () => {
    const { exitCode, stderr } = await runCli(['papers'], {
      script: {
        manifest: async () => null,
        index: async () => {
          throw new IndexError('unreadable', 'the folder cannot be written');
        },
      },
    });
    expect(stderr).toContain('ibid: the folder cannot be written\n');
    expect(exitCode).toBe(1);
  });
});
