import { describe, expect, it } from 'vitest';
import type { ShownEvent } from '../../../../src/adapters/discord/render/answer-view.ts';
import { renderAnswer } from '../../../../src/adapters/discord/render/render-answer.ts';
import { readMarkdown } from './discord-markdown.ts';
import { citationOf, claimOf, contentsOf, endOf, paperAt, remarkOf, tableOf, viewOf } from './views.ts';

describe('a long answer', () => {
  const sentence = 'We reuse the features of the encoder in adjacent steps, which costs nothing. ';
  const long = Array.from({ length: 30 }, (_, place) =>
    claimOf(`${place}: ${sentence.repeat(3).trim()}`, [2]),
  );

  it('is parted between paragraphs', () => {
    const bodies = renderAnswer(viewOf({ shown: long, end: endOf({ citations: [citationOf(2)] }) }));
    expect(bodies.length).toBeGreaterThan(2);
    for (const { content } of bodies.slice(0, -1)) expect(content).toMatch(/^\d+: We [\s\S]*\[2\]$/u);
    expect(bodies.at(-1)?.content).toMatch(/\*\*Sources\*\*\n\[2\] [^\n]+$/u);
  });

  it('is parted between sentences where a paragraph is longer than a message', () => {
    const bodies = renderAnswer(viewOf({ shown: [claimOf(sentence.repeat(40).trim(), [2])] }));
    expect(bodies.length).toBe(2);
    expect(bodies[0]?.content).toMatch(/nothing\.$/u);
    expect(bodies[1]?.content).toMatch(/^We reuse [\s\S]*nothing\. \[2\]$/u);
  });

  it('is parted between words where there are no sentences', () => {
    const bodies = renderAnswer(viewOf({ shown: [claimOf('- word '.repeat(500).trim(), [2])] }));
    for (const { content } of bodies) expect(content).toMatch(/(?:-|word)(?: \[2\])?$/u);
    expect(bodies.flatMap(({ content }) => readMarkdown(content).live)).toEqual([]);
  });

  it('leaves a full message as it is when what comes next is longer than one', () => {
    const remarks = [remarkOf('A word. '.repeat(60)), remarkOf('Another. '.repeat(100))];
    const shown = [claimOf('A claim. '.repeat(100), [1]), ...remarks];
    const growing = { state: 'answering', end: null, answerId: null } as const;
    const before = renderAnswer(viewOf({ ...growing, shown }));
    const after = renderAnswer(viewOf({ ...growing, shown: [...shown, claimOf('Last. '.repeat(400), [1])] }));
    expect(before.length).toBe(2);
    expect(after[0]).toEqual(before[0]);
  });

  it('keeps a heading with what it stands over', () => {
    const shown = [...long.slice(0, 7), remarkOf('The next theme', true), ...long.slice(7)];
    const bodies = renderAnswer(viewOf({ shown }));
    for (const { content } of bodies) expect(content).not.toMatch(/The next theme\*\*$/u);
    expect(contentsOf(bodies)).toContain('**The next theme**\n7: ');
  });

  it('closes a bold title at the end of a message and opens it again', () => {
    const paper = { ...paperAt(1), title: 'A title of very many words '.repeat(120).trim() };
    const bodies = renderAnswer(viewOf({ end: endOf({ citations: [{ marker: 1, paper, quotes: [] }] }) }));
    expect(bodies.length).toBe(2);
    expect(bodies[0]?.content).toMatch(/\[1\] \*\*A title [^*]*\*\*$/u);
    expect(bodies[1]?.content).toMatch(/^\*\*[^*]+\*\* — Ling Yang/u);
  });

  it('ends the code block of a table with the message and begins the next with its head', () => {
    const rows = Array.from({ length: 70 }, (_, place) => [`aspect ${place}`, '828x', '41%'] as const);
    const bodies = renderAnswer(viewOf({ shown: [tableOf(rows)] }));
    expect(bodies.length).toBe(2);
    for (const { content } of bodies)
      expect(content).toMatch(/^```text\n +\[1\] VQGraph +\[2\] F[\s\S]*41%\n```$/u);
  });

  it('goes on in a file after five messages, and says so', () => {
    const shown = Array.from({ length: 4 }, () => long).flat();
    const end = endOf({ citations: [citationOf(2)] });
    const bodies = renderAnswer(viewOf({ shown, end }));
    expect(bodies.length).toBe(5);
    expect(bodies.at(-1)?.content).toMatch(
      /\n\n-# The whole answer, with all its sources, is in the file answer\.md\.$/u,
    );
    expect(bodies.map(({ files }) => files.length)).toEqual([0, 0, 0, 0, 1]);
    const [file] = bodies.at(-1)?.files ?? [];
    expect(file?.name).toBe('answer.md');
    expect(file?.text.match(/^29: We reuse/gmu)).toHaveLength(4);
    expect(file?.text).toContain('## Sources\n\n- [2] Faster Diffusion');
    const growing = renderAnswer(viewOf({ shown, state: 'answering', end: null, answerId: null }));
    expect(growing.slice(0, 4)).toEqual(bodies.slice(0, 4));
    expect(growing.at(-1)?.content).toMatch(/-# answering… There is more[^\n]+$/u);
    expect(growing.at(-1)?.files).toEqual([]);
  });
});

describe('the file of an answer that is too long', () => {
  it('holds all of it as markdown, clean and inert', () => {
    const words = 'Many words. '.repeat(1000);
    const dirty = (text: string): string => `\u202e${text}\u200b\n`;
    const shown: readonly ShownEvent[] = [
      remarkOf(dirty('A theme'), true),
      claimOf(words, [1]),
      claimOf(dirty('[a](https://evil.example)'), [1]),
      tableOf([[dirty('speed'), dirty('828x'), null]]),
      { type: 'notice', notice: { text: dirty('The embedder is down.') } },
    ];
    const paper = { ...paperAt(1), title: dirty('A title') };
    const end = endOf({ citations: [{ marker: 1, paper, quotes: [] }], missing: [dirty('SpeedNet')] });
    const [file] = renderAnswer(viewOf({ question: dirty('How fast?'), shown, end })).at(-1)?.files ?? [];
    expect(file?.text.replace(words.trim(), '(many words)')).toMatchInlineSnapshot(`
      "# How fast?

      **A theme**

      (many words) [1]

      [a]\\(https://evil.example) [1]

      |  | [1] | [2] |
      | --- | --- | --- |
      | speed | 828x [1] | not stated |

      Not in the corpus: SpeedNet.

      ## Sources

      - [1] A title — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>

      The embedder is down.
      "
    `);
  });
});
