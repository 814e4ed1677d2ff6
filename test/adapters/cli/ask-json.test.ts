import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answerer/answer.ts';
import { answerJsonSchema } from '../../../src/answerer/answer-json.ts';
import { eventsOf, QUESTION, someAnswer, someManifest } from '../../support/fake-ibid.ts';
import { runCli } from '../../support/fake-terminal.ts';
import { TWO_PAPERS } from './two-papers.ts';

const manifest = async () => someManifest();
const answering = (answer: Answer) => ({ manifest, ask: () => eventsOf(answer) });

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
