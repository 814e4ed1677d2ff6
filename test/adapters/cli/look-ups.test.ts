import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { someManifest, somePaper } from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';

const manifest = async () => someManifest();

describe('search', () => {
  const hits = [
    { paper: somePaper(), score: 0.9, sentence: 'VQGraph is 828x faster.' },
    {
      paper: somePaper({ id: 'b', title: 'Bare', authors: [], year: null, arxivId: null }),
      score: 0.1,
      sentence: null,
    },
  ];
  const search = async () => ({ hits, notices: ['by full text alone'] });

  it('prints ranked papers with the sentence that matches best', async () => {
    const { exitCode, stdout, stderr } = await runCli(['search', 'vq', 'graph'], {
      script: { manifest, search },
    });
    expect(stdout).toBe(
      [
        `1. ${somePaper().title} — Ling Yang et al., 2023 — https://arxiv.org/abs/2308.02117`,
        '   “VQGraph is 828x faster.”',
        '',
        '2. Bare',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('note: by full text alone\n');
    expect(exitCode).toBe(0);
  });

  it('prints JSON, and asks for as many as --limit says', async () => {
    const limits: number[] = [];
    const { stdout } = await runCli(['search', 'x', '--json', '--limit', '3'], {
      script: {
        manifest,
        search: async ({ limit }) => {
          limits.push(limit);
          return { hits, notices: [] };
        },
      },
    });
    expect(limits).toEqual([3]);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      words: 'x',
      hits: [
        { paperId: '2308.02117', url: 'https://arxiv.org/abs/2308.02117', score: 0.9, year: 2023 },
        { paperId: 'b', url: null, sentence: null },
      ],
      notices: [],
    });
  });

  it('says that nothing matches, which is a result', async () => {
    const { exitCode, stdout } = await runCli(['search', 'zzz'], {
      script: { manifest, search: async () => ({ hits: [], notices: [] }) },
    });
    expect(stdout).toBe('No paper matches "zzz".\n');
    expect(exitCode).toBe(0);
  });
});

describe('papers and paper', () => {
  const summary = { id: '1', title: 'T', authors: ['A', 'B', 'C'], year: 2020, arxivId: null, doi: null };

  it('lists papers, as text and as JSON', async () => {
    const script = {
      manifest,
      papers: async () => [summary, { ...summary, id: '2345.67890', authors: [], year: null }],
    };
    const text = await runCli(['papers'], { script });
    expect(text.stdout).toBe('1           T — A et al., 2020\n2345.67890  T\n');
    const json = await runCli(['papers', '--json'], { script });
    expect(JSON.parse(json.stdout).papers[0]).toEqual(summary);
  });

  it('shows all that is known of one, its abstract, and where it was read', async () => {
    const asked: string[] = [];
    const paper = async (idOrTitle: string) => {
      asked.push(idOrTitle);
      return somePaper({ venue: 'ICLR', doi: '10.1/x', titleDerived: true });
    };
    const { stdout } = await runCli(['paper', 'vqgraph', 'rethinking'], { script: { manifest, paper } });
    expect(asked).toEqual(['vqgraph rethinking']);
    expect(stdout).toBe(
      [
        `${somePaper().title} (title derived from the abstract)`,
        '',
        'authors  Ling Yang, Ye Tian, Minkai Xu',
        'year     2023',
        'venue    ICLR',
        'id       2308.02117',
        'DOI      10.1/x',
        'link     https://arxiv.org/abs/2308.02117',
        'from     /data/papers.txt:12',
        '',
        somePaper().abstract,
        '',
      ].join('\n'),
    );
    const json = await runCli(['paper', 'x', '--json'], { script: { manifest, paper } });
    expect(JSON.parse(json.stdout).paper).toMatchObject({ id: '2308.02117', venue: 'ICLR' });
  });

  it('ends with 2 when there is no such paper', async () => {
    const { exitCode, stderr } = await runCli(['paper', 'nope'], {
      script: {
        manifest,
        paper: async () => {
          throw new UsageError('there is no paper "nope"', { remedy: 'Did you mean "Nape"?' });
        },
      },
    });
    expect(stderr).toBe('ibid: there is no paper "nope"\nDid you mean "Nape"?\n');
    expect(exitCode).toBe(2);
  });
});

describe('doctor', () => {
  const ok = { subject: 'index', state: 'ok' as const, finding: '159 papers', remedy: null };
  const failed = { subject: 'endpoint', state: 'failed' as const, finding: 'is down', remedy: 'Start it.' };

  it('shows settings with their origin and no secret, then findings with what to do', async () => {
    const { exitCode, stdout } = await runCli(['doctor'], {
      env: { OPENAI_API_KEY: 'hush-hush-hush' },
      script: { doctor: async () => [ok, failed] },
    });
    expect(stdout).toMatch(/^ {2}OPENAI_API_KEY +\(secret, 14 characters\) \(environment\)$/mu);
    expect(stdout).toMatch(/^ {2}IBID_EMBEDDER +builtin \(default\)$/mu);
    expect(stdout).toMatch(/^ {2}OPENAI_BASE_URL +not set$/mu);
    expect(stdout).not.toContain('hush');
    expect(stdout).toContain(
      ['Findings', '  ✓ index: 159 papers', '  ✗ endpoint: is down', '    → Start it.', ''].join('\n'),
    );
    expect(exitCode).toBe(1);
  });

  it('ends with 0 when nothing failed, and prints JSON', async () => {
    const warning = { ...ok, state: 'warning' as const };
    const { exitCode, stdout } = await runCli(['doctor', '--json'], {
      script: { doctor: async () => [ok, warning] },
    });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, diagnoses: [ok, warning] });
    expect(exitCode).toBe(0);
  });
});
