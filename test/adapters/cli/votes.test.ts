import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StateError } from '../../../src/errors.ts';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import { type IbidScript, someManifest, somePaper } from '../../support/fake-ibid.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';
import { answer } from '../../support/kept.ts';

type Vote = 'up' | 'down' | 'of an unknown answer';

/** One paper in the index, and answers that cite it, each voted on. */
async function voted(votes: readonly Vote[], question = 'How fast is VQGraph?'): Promise<IbidScript> {
  const state = createMemoryState();
  const paper = somePaper();
  for (const [place, vote] of votes.entries()) {
    const id = `answer-${place}`;
    const citations = [{ marker: 1, paperId: paper.id, quotes: [] }];
    if (vote !== 'of an unknown answer')
      await state.keepAnswer(answer(id, { standaloneQuestion: question, citations }));
    await state.keepFeedback({
      answer: id,
      user: 'bob',
      vote: vote === 'down' ? 'down' : 'up',
      comment: null,
    });
  }
  return { manifest: async () => someManifest(), papers: async () => [paper], community: async () => state };
}

describe('ibid votes', () => {
  it('prints a line for each answer, and says on stderr what is to be done with them', async () => {
    const script = await voted(['up', 'down', 'up', 'of an unknown answer']);
    const { exitCode, stdout, stderr } = await runCli(['votes'], { script });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines.map(({ type }) => type).sort()).toEqual(['approved', 'approved', 'to-judge']);
    expect(stderr.split('\n')).toEqual([
      '3 questions: 2 approved, 1 to judge.',
      expect.stringMatching(
        /^Those of type "to-judge" pass .* sets "outcome" and "papers" .* takes "also_outcome" away\.$/u,
      ),
      '1 answer was left out: it is no longer known what was asked.',
      'Measure with: ibid eval FILE',
      '',
    ]);
    expect(exitCode).toBe(0);
  });

  it('writes them to a file whole, and says nothing of judging where nothing is to be judged', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'votes.jsonl');
    const { stdout, stderr } = await runCli(['votes', '--out', file], {
      folder,
      script: await voted(['up']),
    });
    expect(stdout).toBe('');
    expect(stderr).toBe(`1 question: 1 approved, 0 to judge.\nMeasure with: ibid eval ${file}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      type: 'approved',
      question: 'How fast is VQGraph?',
      papers: [somePaper().title],
    });
    expect(readdirSync(folder)).toEqual(['votes.jsonl']);
  });

  it('leaves alone a file that is there, where somebody may have judged', async () => {
    const file = join(temporaryFolder(), 'votes.jsonl');
    writeFileSync(file, 'judged');
    const { exitCode, stderr } = await runCli(['votes', '--out', file], { script: await voted(['up']) });
    expect(stderr).toBe(
      `ibid: ${file} is there already, and may hold judgements made by hand\nName another file behind --out, or move that one away.\n`,
    );
    expect([exitCode, readFileSync(file, 'utf8')]).toEqual([2, 'judged']);
  });

  it('says where it cannot write before it looks for votes', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'votes'));
    const { exitCode, stderr } = await runCli(['votes', '--out', join(folder, 'votes')], { script: {} });
    expect(stderr).toContain(`the file of votes ${join(folder, 'votes')} cannot be written: it is a folder`);
    expect(exitCode).toBe(1);
  });

  it.each<[Vote[], RegExp]>([
    [
      [],
      /^Nobody has voted yet, as far as \S+state knows, and votes\.jsonl was not written\. Votes are given with 👍 and 👎/u,
    ],
    [
      ['of an unknown answer', 'of an unknown answer'],
      /^There is no vote in \S+state to make a question of, and votes\.jsonl was not written\.\n2 answers were left out/u,
    ],
  ])('says so when there are none: %j', async (votes, words) => {
    const folder = temporaryFolder();
    const { exitCode, stdout, stderr } = await runCli(['votes', '--out', join(folder, 'votes.jsonl')], {
      folder,
      script: await voted(votes),
    });
    expect(stderr.replace(join(folder, 'votes.jsonl'), 'votes.jsonl')).toMatch(words);
    expect([exitCode, stdout, readdirSync(folder)]).toEqual([0, '', []]);
  });

  it('prints nothing that a terminal obeys, and yet all that was asked', async () => {
    const question = 'How \u001b[31mfast\u202e is\u009b it?';
    const { stdout } = await runCli(['votes', '--out', '-'], { script: await voted(['up'], question) });
    expect(JSON.parse(stdout)).toMatchObject({ question });
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it('fails in words when the votes cannot be read', async () => {
    const script = await voted(['up']);
    const feedback = async (): Promise<never> => {
      throw new StateError('corrupt', 'the state file is damaged');
    };
    const { exitCode, stdout, stderr } = await runCli(['votes'], {
      script: { ...script, community: async () => ({ ...createMemoryState(), feedback }) },
    });
    expect(stderr).toContain('the state file is damaged');
    expect([exitCode, stdout]).toEqual([1, '']);
  });
});
