import { describe, expect, it } from 'vitest';
import { EndpointError } from '../../../src/errors.ts';
import {
  eventsOf,
  type IbidScript,
  QUESTION,
  someAnswer,
  someManifest,
  somePaper,
} from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';

const manifest = async () => someManifest();
const TITLE = somePaper().title;
const SOURCE = `[1] ${TITLE} — Ling Yang et al., 2023 — https://arxiv.org/abs/2308.02117`;
const ANSWER = `Quoted from the abstracts:

“VQGraph is 828x faster than GNNs in inference.” [1]

Sources
${SOURCE}
`;

/** Answers every question alike and writes down what was asked. */
function answering(asked: string[]): IbidScript {
  return {
    manifest,
    ask: ({ question }) => {
      asked.push(question);
      return eventsOf(someAnswer());
    },
  };
}

describe('chat from a pipe', () => {
  it('answers each line in order, without prompt or colour: a whole transcript', async () => {
    const asked: string[] = [];
    const { exitCode, stdout, stderr } = await runCli(['chat'], {
      stdin: `${QUESTION}\n\n/sources\n/evidence 1\n/bib\nand its accuracy?\n`,
      script: answering(asked),
    });
    expect(stdout).toBe(
      [
        ANSWER,
        `Sources\n${SOURCE}\n`,
        `${SOURCE}\n\nGNNs use message passing. »VQGraph is 828x faster than GNNs in inference.« It also gains 3.90% in accuracy. Code is public.\n`,
        `@misc{yang2023vqgraph,
  title = {{VQGraph:} Rethinking Graph Representation Space for Bridging {GNNs} and {MLPs}},
  author = {Ling Yang and Ye Tian and Minkai Xu},
  year = {2023},
  eprint = {2308.02117},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2308.02117},
}
`,
        ANSWER,
      ].join('\n'),
    );
    expect(asked).toEqual([QUESTION, 'and its accuracy?']);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('gives what was cited as RIS too, with the lines of a terminal', async () => {
    const { stdout, stderr } = await runCli(['chat'], {
      stdin: `${QUESTION}\n/ris 1\n`,
      script: answering([]),
    });
    expect(stdout.slice(ANSWER.length).trimStart()).toBe(
      [
        'TY  - GEN',
        `TI  - ${TITLE}`,
        'AU  - Yang, Ling',
        'AU  - Tian, Ye',
        'AU  - Xu, Minkai',
        'PY  - 2023',
        'UR  - https://arxiv.org/abs/2308.02117',
        'AN  - arXiv:2308.02117',
        'DB  - arXiv',
        'ER  - \n',
      ].join('\n'),
    );
    expect(stderr).toBe('');
  });

  it('keeps one conversation, until /clear', async () => {
    const { stdout, stderr } = await runCli(['chat'], {
      stdin: `${QUESTION}\n/paper 1\n/clear\n/sources\n`,
      script: answering([]),
    });
    expect(stdout).toContain(`${TITLE}\n\nauthors  Ling Yang`);
    expect(stdout).toContain('The conversation is forgotten.\n');
    expect(stderr).toBe('ibid: nothing has been cited yet\nAsk a question first.\n');
  });

  it('looks papers up by id or title as well', async () => {
    const wanted: string[] = [];
    const { stdout } = await runCli(['chat'], {
      stdin: '/paper 2308.02117\n/paper  on  teachers \n',
      script: {
        manifest,
        paper: async (idOrTitle) => {
          wanted.push(idOrTitle);
          return somePaper();
        },
      },
    });
    expect(wanted).toEqual(['2308.02117', 'on  teachers']);
    expect(stdout).toContain('from     /data/papers.txt:12');
  });

  it('lists its commands, and leaves at /quit without reading on', async () => {
    const asked: string[] = [];
    const { exitCode, stdout } = await runCli(['chat'], {
      stdin: '/help\n/quit\nnever asked\n',
      script: answering(asked),
    });
    for (const name of [
      '/help',
      '/sources',
      '/evidence N',
      '/paper N, id or title',
      '/bib [N]',
      '/ris [N]',
      '/clear',
      '/quit',
    ])
      expect(stdout).toContain(`${name} `);
    expect(asked).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['/surces', 'ibid: there is no command /surces\nDid you mean /sources? /help lists all commands.\n'],
    ['/zzzzzz', 'ibid: there is no command /zzzzzz\n/help lists all commands.\n'],
    ['/ev 1', 'ibid: there is no command /ev\nDid you mean /evidence? '],
    ['/evidence', 'ibid: /evidence needs a marker behind it\nLike this: /evidence 1. Cited so far: [1].\n'],
    ['/evidence 9', 'ibid: no paper is cited as 9\nCited so far: [1].\n'],
    ['/bib x', 'ibid: no paper is cited as x\nCited so far: [1].\n'],
    ['/ris 9', 'ibid: no paper is cited as 9\nCited so far: [1].\n'],
    ['/paper', 'ibid: /paper needs a marker, an id or a title behind it\n'],
    ['/paper 7', 'ibid: no paper is cited as 7\nCited so far: [1].\n'],
    ['/clear all', 'ibid: /clear takes nothing behind it, and here is "all"\n'],
  ])('says what is wrong with %j, goes on, and ends with 1', async (command, message) => {
    const asked: string[] = [];
    const { exitCode, stderr } = await runCli(['chat'], {
      stdin: `${QUESTION}\n${command}\nnext?\n`,
      script: answering(asked),
    });
    expect(stderr.startsWith(message) ? message : stderr).toBe(message);
    expect(asked).toEqual([QUESTION, 'next?']);
    expect(exitCode).toBe(1);
  });

  it('takes markers in brackets and commands in any case', async () => {
    const { exitCode, stdout } = await runCli(['chat'], {
      stdin: `${QUESTION}\n/EVIDENCE [1]\n`,
      script: answering([]),
    });
    expect(stdout).toContain('»VQGraph is');
    expect(exitCode).toBe(0);
  });

  it('tells a failed answer, goes on, and ends with 1', async () => {
    let failing = true;
    const { exitCode, stdout, stderr } = await runCli(['chat'], {
      stdin: 'one?\ntwo?\n',
      script: {
        manifest,
        ask: () => {
          if (failing) {
            failing = false;
            throw new EndpointError('the endpoint is down', { url: 'http://x', retryable: true });
          }
          return eventsOf(someAnswer());
        },
      },
    });
    expect(stderr).toBe('ibid: the endpoint is down\n');
    expect(stdout).toBe(`\n${ANSWER}`);
    expect(exitCode).toBe(1);
  });

  it('takes the lines between fences as one question', async () => {
    const asked: string[] = [];
    await runCli(['chat'], {
      stdin: '"""\nWhat does\n\n/this mean?\n"""\n"""one line"""\n',
      script: answering(asked),
    });
    expect(asked).toEqual(['What does\n\n/this mean?', 'one line']);
  });

  it('does not swallow a question whose fence is never closed', async () => {
    const { exitCode, stderr } = await runCli(['chat'], { stdin: '"""\nlost?\n', script: answering([]) });
    expect(stderr).toContain('ibid: a question begun with """ was never ended, and so not asked\n');
    expect(exitCode).toBe(1);
  });

  it('asks the last line although no line feed ends it', async () => {
    const asked: string[] = [];
    await runCli(['chat'], { stdin: 'one?\r\ntwo?', script: answering(asked) });
    expect(asked).toEqual(['one?', 'two?']);
  });

  it('ends with 130 when it is interrupted in an answer', async () => {
    const stop = new AbortController();
    const asked: string[] = [];
    const { exitCode, stderr } = await runCli(['chat'], {
      signal: stop.signal,
      stdin: 'one?\ntwo?\n',
      script: {
        manifest,
        ask: ({ question }) => {
          asked.push(question);
          stop.abort();
          return eventsOf(someAnswer());
        },
      },
    });
    expect(asked).toEqual(['one?']);
    expect(stderr).toBe('ibid: interrupted\n');
    expect(exitCode).toBe(130);
  });
});
