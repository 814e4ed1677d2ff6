import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answerer/answer.ts';
import { answerJsonSchema } from '../../../src/answerer/answer-json.ts';
import { EndpointError, InterruptedError } from '../../../src/errors.ts';
import { eventsOf, QUESTION, someAnswer, someManifest, somePaper } from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';

const manifest = async () => someManifest();
const answering = (answer: Answer) => ({ manifest, ask: () => eventsOf(answer) });
const TITLE = somePaper().title;

const TWO_PAPERS = someAnswer({
  claims: [
    ...someAnswer().claims,
    {
      text: 'Distillation keeps most of the accuracy.',
      quotes: [{ marker: 2, text: 'Distillation keeps most of the accuracy.' }],
      check: 'quote',
    },
  ],
  citations: [
    ...someAnswer().citations,
    {
      marker: 2,
      paper: somePaper({
        id: 'x',
        title: 'On Teachers',
        authors: ['A. Bee', 'C. Dee'],
        arxivId: null,
        year: null,
      }),
      quotes: ['Distillation keeps most of the accuracy.'],
    },
  ],
});

describe('ask in a pipe', () => {
  it('prints quotes with markers, then the sources, as plain unwrapped text', async () => {
    const { exitCode, stdout, stderr } = await runCli(['ask', QUESTION], { script: answering(TWO_PAPERS) });
    expect(stdout).toBe(
      [
        'Quoted from the abstracts:',
        '',
        '“VQGraph is 828x faster than GNNs in inference.” [1]',
        '',
        '“Distillation keeps most of the accuracy.” [2]',
        '',
        'Sources',
        `[1] ${TITLE} — Ling Yang et al., 2023 — https://arxiv.org/abs/2308.02117`,
        '[2] On Teachers — A. Bee and C. Dee',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('joins unquoted words to one question', async () => {
    const asked: string[] = [];
    await runCli(['ask', 'how', 'fast', 'is', 'it'], {
      script: {
        manifest,
        ask: ({ question }) => {
          asked.push(question);
          return eventsOf(someAnswer());
        },
      },
    });
    expect(asked).toEqual(['how fast is it']);
  });

  it('puts notices and the reason for a degraded answer on stderr', async () => {
    const answer = someAnswer({
      notices: [{ text: 'The endpoint is down: full text alone answers.' }],
      degraded: 'no model answered',
    });
    const { stdout, stderr } = await runCli(['ask', QUESTION], { script: answering(answer) });
    expect(stderr).toBe('note: The endpoint is down: full text alone answers.\nnote: no model answered\n');
    expect(stdout).not.toContain('endpoint');
  });

  it('says in words that the abstracts do not state it', async () => {
    const { exitCode, stdout } = await runCli(['ask', QUESTION], {
      script: answering(someAnswer({ outcome: 'not-stated' })),
    });
    expect(stdout).toMatch(
      /^The abstracts do not state what was asked\.\n\nWhat they do say on the subject, quoted:\n\n“/u,
    );
    expect(exitCode).toBe(0);
  });

  it('says that nothing is in the corpus, what is missing, and offers the nearest papers uncited', async () => {
    const answer = someAnswer({
      outcome: 'not-in-corpus',
      claims: [],
      citations: [],
      missing: ['ResNet'],
      nearest: [{ paperId: 'a', title: 'Near Enough', score: 0.1 }],
    });
    const { exitCode, stdout } = await runCli(['ask', QUESTION], { script: answering(answer) });
    expect(stdout).toBe(
      [
        'Nothing in the index is about this, so it cannot be answered from these papers.',
        '',
        'Not in the index: ResNet.',
        'The nearest papers:',
        '- Near Enough',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it('marks claims whose wording goes beyond their quotes', async () => {
    const claims = [
      { text: 'It is fast.', quotes: [{ marker: 1, text: 'q' }], check: 'checked' as const },
      { text: 'It is best.', quotes: [{ marker: 1, text: 'q' }], check: 'partial' as const },
    ];
    const { stdout } = await runCli(['ask', QUESTION], { script: answering(someAnswer({ claims })) });
    expect(stdout).toMatch(
      /^It is fast\. \[1\]\n\nIt is best\. \[1\] \(the wording goes beyond its quotes\)\n/u,
    );
  });

  it('prints tables row by row, with what is not stated', async () => {
    const table = {
      papers: [1, 2],
      rows: [{ aspect: 'speed', cells: [{ text: '828x', quote: 'q' }, null] }],
    };
    const { stdout } = await runCli(['ask', QUESTION], {
      script: answering(someAnswer({ claims: [], table })),
    });
    expect(stdout).toMatch(/^\[1\] VQGraph\n\[2\] ?\n\nspeed\n {2}\[1\] 828x\n {2}\[2\] not stated\n/u);
  });

  it('lets nothing out of a corpus reach the terminal alive', async () => {
    const evil = '\u001b]0;owned\u0007\u001b[2Jred\u202e\u009b31m\nibid: fake';
    const paper = somePaper({ title: evil, authors: [evil], url: `https://x/${evil}` });
    const answer = someAnswer({
      plan: { question: evil, standaloneQuestion: evil },
      claims: [{ text: evil, quotes: [{ marker: 1, text: evil }], check: 'quote' }],
      citations: [{ marker: 1, paper, quotes: [evil] }],
      ranked: [{ paperId: 'a', title: evil, score: 1 }],
      missing: [evil],
      notices: [{ text: evil }],
    });
    const { stdout, stderr } = await runCli(['ask', evil, '--verbose'], { script: answering(answer) });
    expect(`${stdout}${stderr}`).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    expect(`${stdout}${stderr}`).not.toMatch(/^ibid: fake/mu);
    expect(stdout).toContain('red ibid: fake');
  });

  it('tells with --verbose how it went about it, on stderr', async () => {
    const { stdout, stderr } = await runCli(['ask', QUESTION, '--verbose'], {
      script: answering(
        someAnswer({ plan: { question: 'and it?', standaloneQuestion: 'And VQGraph’s accuracy?' } }),
      ),
    });
    expect(stderr).toBe(
      [
        'understood as: And VQGraph’s accuracy?',
        'papers found, best first (1 of 1):',
        `   1  0.910  ${TITLE}`,
        'answered by extractive in 6.0 ms (search 4.0, answer 2.0)',
        '',
      ].join('\n'),
    );
    expect(stdout).not.toContain('0.910');
  });
});

describe('ask on a terminal', () => {
  const plainWidths = { NO_COLOR: '1' };

  it('wraps to a narrow one, with links whole', async () => {
    const { stdout } = await runCli(['ask', QUESTION], {
      script: answering(TWO_PAPERS),
      columns: 40,
      env: plainWidths,
    });
    expect(stdout).toBe(
      [
        'Quoted from the abstracts:',
        '',
        '“VQGraph is 828x faster than GNNs in',
        'inference.” [1]',
        '',
        '“Distillation keeps most of the',
        'accuracy.” [2]',
        '',
        'Sources',
        '[1] VQGraph: Rethinking Graph',
        '    Representation Space for Bridging',
        '    GNNs and MLPs — Ling Yang et al.,',
        '    2023 —',
        '    https://arxiv.org/abs/2308.02117',
        '[2] On Teachers — A. Bee and C. Dee',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [80, 80],
    [200, 100],
  ])('keeps lines on one %i wide within %i columns', async (columns, widest) => {
    const long = someAnswer({
      claims: [{ text: 'word '.repeat(80).trim(), quotes: [{ marker: 1, text: 'q' }], check: 'quote' }],
    });
    const { stdout } = await runCli(['ask', QUESTION], {
      script: answering(long),
      columns,
      env: plainWidths,
    });
    const lengths = stdout.split('\n').map((line) => line.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(widest);
    expect(Math.max(...lengths)).toBeGreaterThan(widest - 10);
  });

  it('counts wide characters at their width', async () => {
    const wide = someAnswer({
      claims: [{ text: '論文 '.repeat(20).trim(), quotes: [{ marker: 1, text: 'q' }], check: 'quote' }],
    });
    const { stdout } = await runCli(['ask', QUESTION], {
      script: answering(wide),
      columns: 40,
      env: plainWidths,
    });
    // Eight words of four columns with their spaces; counted as two columns each, thirteen would seem to fit.
    expect(stdout.split('\n')[2]).toBe(`“${'論文 '.repeat(7)}論文`);
  });

  it('makes markers and titles stand out', async () => {
    const { stdout } = await runCli(['ask', QUESTION], { script: answering(someAnswer()), columns: 200 });
    expect(stdout).toContain('\u001b[36m[1]\u001b[39m');
    expect(stdout).toContain('\u001b[1mVQGraph:');
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['TERM=dumb', { TERM: 'dumb' }],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }],
  ])('has no colour with %s', async (_, env) => {
    const { stdout } = await runCli(['ask', QUESTION], { script: answering(someAnswer()), columns: 80, env });
    expect(stdout).not.toContain('\u001b');
  });

  it('colours a pipe with FORCE_COLOR, and does not wrap it', async () => {
    const { stdout } = await runCli(['ask', QUESTION], {
      script: answering(someAnswer()),
      env: { FORCE_COLOR: '1' },
    });
    expect(stdout).toContain('\u001b[36m[1]\u001b[39m');
    expect(stdout.split('\n').filter((line) => line.includes('VQGraph: '))[0]).toContain('arxiv.org');
  });
});

describe('ask --json', () => {
  it('prints the contract on one line in a pipe', async () => {
    const { stdout } = await runCli(['ask', QUESTION, '--json'], { script: answering(TWO_PAPERS) });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const json = answerJsonSchema.parse(JSON.parse(stdout));
    expect(json).toMatchObject({
      schema: 1,
      question: QUESTION,
      outcome: 'answered',
      citations: [
        { marker: 1, paperId: '2308.02117', url: 'https://arxiv.org/abs/2308.02117' },
        { marker: 2, paperId: 'x', url: null },
      ],
      claims: [{ check: 'quote', quotes: [{ marker: 1 }] }, { quotes: [{ marker: 2 }] }],
      milliseconds: { retrieve: 4, answer: 2, total: 6 },
    });
    expect(json).not.toHaveProperty('id');
  });

  it('prints the same, indented, on a terminal', async () => {
    const options = { script: answering(TWO_PAPERS) };
    const piped = await runCli(['ask', QUESTION, '--json'], options);
    const shown = await runCli(['ask', QUESTION, '--json'], { ...options, columns: 80 });
    expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(piped.stdout));
    expect(shown.stdout.split('\n').length).toBeGreaterThan(20);
  });

  it('lists ten papers and more when there are so many', async () => {
    const ranked = Array.from({ length: 30 }, (_, place) => ({
      paperId: `p${place}`,
      title: `T${place}`,
      score: 1 / (place + 1),
    }));
    const { stdout } = await runCli(['ask', QUESTION, '--json'], {
      script: answering(someAnswer({ ranked })),
    });
    expect(answerJsonSchema.parse(JSON.parse(stdout)).retrieved).toEqual(ranked);
  });

  it('keeps text whole and yet harmless to a terminal', async () => {
    const markdown = 'a\u001b[31m\u202e\u009b\u2028z';
    const { stdout } = await runCli(['ask', QUESTION, '--json'], {
      script: answering(someAnswer({ markdown })),
    });
    expect(JSON.parse(stdout).answer).toBe(markdown);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it('keeps notices off stdout', async () => {
    const { stdout, stderr } = await runCli(['ask', QUESTION, '--json'], {
      script: answering(someAnswer({ notices: [{ text: 'by full text alone' }] })),
    });
    expect(stderr).toBe('note: by full text alone\n');
    expect(() => JSON.parse(stdout)).not.toThrow();
  });
});

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
