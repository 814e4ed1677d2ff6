import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answerer/answer.ts';
import { eventsOf, QUESTION, someAnswer, someManifest, somePaper } from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';
import { TWO_PAPERS } from './two-papers.ts';

const manifest = async () => someManifest();
const answering = (answer: Answer) => ({ manifest, ask: () => eventsOf(answer) });
const TITLE = somePaper().title;

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
