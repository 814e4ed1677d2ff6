import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIbid } from '../../../src/compose.ts';
import { InterruptedError } from '../../../src/errors.ts';
import type { AddReport, AddRequest } from '../../../src/ibid.ts';
import { arxivAnswer, fastPace, startFakeArxiv } from '../../support/fake-arxiv.ts';
import { someManifest, somePaper } from '../../support/fake-ibid.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';

const report = (overrides: Partial<AddReport> = {}): AddReport => ({
  paper: somePaper(),
  isNew: true,
  changed: true,
  version: 2,
  papers: 160,
  nearest: [
    {
      paper: somePaper({ id: 'b', title: 'Bare', authors: [], year: null, arxivId: null }),
      score: 0.4,
      sentence: 'So near.',
    },
  ],
  notices: ['Version 1 was named; what is here is the newest, version 2.'],
  ...overrides,
});

function script(given: AddReport = report(), asked: AddRequest[] = []) {
  return {
    manifest: async () => someManifest(),
    async add(request: AddRequest) {
      asked.push(request);
      request.onProgress?.({ stage: 'fetching', done: 1, total: 1, unit: 'papers' });
      return given;
    },
  };
}

describe('add', () => {
  it('prints the paper, what became of it, and what is nearest; progress goes beside', async () => {
    const asked: AddRequest[] = [];
    const { exitCode, stdout, stderr } = await runCli(['add', 'arXiv:2308.02117v1'], {
      script: script(report(), asked),
    });
    expect(stdout).toBe(
      [
        `${somePaper().title} — Ling Yang et al., 2023 — https://arxiv.org/abs/2308.02117`,
        '',
        'added; the index holds 160 papers',
        '',
        'Nearest here:',
        '- Bare',
        '  “So near.”',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe(
      'fetching: 1 of 1 paper\nnote: Version 1 was named; what is here is the newest, version 2.\n',
    );
    expect(exitCode).toBe(0);
    expect(asked).toMatchObject([{ idOrLink: 'arXiv:2308.02117v1' }]);
  });

  it('says what was here already', async () => {
    const text = async (given: Partial<AddReport>): Promise<string> =>
      (await runCli(['add', '2308.02117'], { script: script(report({ nearest: [], ...given })) })).stdout;
    expect(await text({ isNew: false })).toContain('was here already, and is brought up to date; the index');
    const same = await text({ isNew: false, changed: false, papers: 1 });
    expect(same).toContain('was here already, and nothing of it is new; the index holds 1 paper\n');
    expect(same).not.toContain('Nearest');
  });

  it('prints JSON', async () => {
    const { stdout } = await runCli(['add', '2308.02117', '--json'], { script: script() });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      paper: { id: '2308.02117', url: 'https://arxiv.org/abs/2308.02117' },
      isNew: true,
      changed: true,
      version: 2,
      papers: 160,
      nearest: [{ paperId: 'b', title: 'Bare', score: 0.4, sentence: 'So near.' }],
      notices: [expect.stringContaining('Version 1')],
    });
  });

  it('tells a typing error at once, and an interruption', async () => {
    const { exitCode, stderr } = await runCli(['add', 'VQGraph']);
    expect(stderr).toBe(
      "ibid: 'VQGraph' is neither an arXiv id nor a link to one of its papers\nGive an arXiv id such as 2308.02117 or hep-th/9901001, or a link such as https://arxiv.org/abs/2308.02117.\n",
    );
    expect(exitCode).toBe(2);
    const interrupted = await runCli(['add', '2308.02117'], {
      script: {
        manifest: async () => someManifest(),
        async add() {
          throw new InterruptedError();
        },
      },
    });
    expect(interrupted).toMatchObject({
      exitCode: 130,
      stderr: 'ibid: interrupted; the paper was not added\n',
    });
  });

  it('adds to the index that questions are asked of, which is made first where there is none', async () => {
    const arxiv = await startFakeArxiv(arxivAnswer('2409.01001'));
    const folder = temporaryFolder();
    const options = {
      folder,
      env: { IBID_HOME: join(folder, 'home'), IBID_ARXIV_API: arxiv.api },
      createIbid: (given: Parameters<typeof createIbid>[0]) => createIbid({ ...given, pace: fastPace() }),
    };
    const { exitCode, stdout, stderr } = await runCli(['add', '2409.01001'], options);
    expect(stderr).toContain('building one from the bundled abstracts');
    expect(stdout).toMatch(
      /^TideGraph: [\s\S]*added; the index holds \d+ papers\n\nNearest here:\n- [^\n]+/u,
    );
    expect(exitCode).toBe(0);
    const asked = await runCli(['ask', 'How much faster is TideGraph than its teacher?'], options);
    expect(asked.stdout).toContain('412 times faster');
  });
});
