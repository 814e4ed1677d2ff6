import { describe, expect, it } from 'vitest';
import type { AnswerView, ShownEvent } from '../../../../src/adapters/discord/render/answer-view.ts';
import { readButtonId } from '../../../../src/adapters/discord/render/button-ids.ts';
import type { MessageBody } from '../../../../src/adapters/discord/render/message-body.ts';
import { renderAnswer } from '../../../../src/adapters/discord/render/render-answer.ts';
import { readMarkdown } from './discord-markdown.ts';
import { citationOf, claimOf, contentsOf, endOf, HOSTILE_PAPER, paperAt, remarkOf, viewOf } from './views.ts';

const rendered = (given: Partial<AnswerView>): string => contentsOf(renderAnswer(viewOf(given)));

const actions = (bodies: readonly MessageBody[]): unknown[] =>
  bodies.flatMap(({ components }) =>
    components.flatMap((row) =>
      row.components.map((button) => ('custom_id' in button ? readButtonId(button.custom_id)?.action : null)),
    ),
  );

function tableOf(rows: readonly (readonly [string, ...(string | null)[]])[]): ShownEvent {
  return {
    type: 'table',
    table: {
      papers: [1, 2],
      rows: rows.map(([aspect, ...cells]) => ({
        aspect,
        cells: cells.map((text) => (text === null ? null : { text, quote: `${text} and more` })),
      })),
    },
    titles: [paperAt(1).title, paperAt(2).title],
  };
}

describe('an answer as it looks', () => {
  it('is quotes under their heading, then sources', () => {
    const shown = [claimOf('VQGraph achieves faster inference over GNNs by 828x.', [1], 'quote')];
    expect(rendered({ shown, end: endOf({ citations: [citationOf(1)] }) })).toMatchInlineSnapshot(`
      "-# Quoted from the abstracts:
      “VQGraph achieves faster inference over GNNs by 828x.” [1]

      **Sources**
      [1] **VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>"
    `);
  });

  it('is a model’s claims by theme, with a mark on what goes beyond its quotes', () => {
    const shown = [
      remarkOf('Two papers speak of this.'),
      remarkOf('Speed', true),
      claimOf('VQGraph is 828x faster than a GNN.', [1]),
      claimOf('Both make inference much faster.', [1, 2], 'partial'),
      remarkOf('Quality', true),
      claimOf('Accuracy rises by 3.90% and the snake_case_metric by 2 * 3.', [1]),
      remarkOf('This rests on 2 of 4 papers.'),
    ];
    const end = endOf({ citations: [citationOf(1), citationOf(2)], missing: ['SpeedNet'] });
    expect(rendered({ question: 'how fast are they?', shown, end })).toMatchInlineSnapshot(`
      "> how fast are they?

      Two papers speak of this.

      **Speed**
      VQGraph is 828x faster than a GNN. [1]

      Both make inference much faster. [1][2] (the wording goes beyond its quotes)

      **Quality**
      Accuracy rises by 3.90% and the snake\\_case\\_metric by 2 \\* 3. [1]

      -# This rests on 2 of 4 papers.

      Not in the index: SpeedNet.

      **Sources**
      [1] **VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>
      [2] **Faster Diffusion: Rethinking the Role of UNet Encoder** — Ling Yang and Ye Tian, 2021 — <https://arxiv.org/abs/2101.00001>"
    `);
  });

  it('is a table where that is narrow', () => {
    const shown = [
      tableOf([
        ['speed', '828x', '41%'],
        ['training', null, 'none'],
      ]),
    ];
    expect(rendered({ shown, end: endOf({ citations: [citationOf(1)] }) })).toMatchInlineSnapshot(`
      "\`\`\`text
                [1] VQGraph  [2] Faster Diffusion
      ────────  ───────────  ────────────────────
      speed     828x         41%
      training  not stated   none
      \`\`\`

      **Sources**
      [1] **VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>"
    `);
  });

  it('is a table under bare markers where only the names are too wide', () => {
    const shown = [tableOf([['accuracy on all datasets', '3.90% better', 'the same']])];
    expect(rendered({ shown })).toMatchInlineSnapshot(`
      "[1] **VQGraph**
      [2] **Faster Diffusion**

      \`\`\`text
                                [1]           [2]
      ────────────────────────  ────────────  ────────
      accuracy on all datasets  3.90% better  the same
      \`\`\`"
    `);
  });

  it('is a list where a table would be wide, or a cell could break out of it', () => {
    const shown = [
      tableOf([
        ['speed', 'faster inference over GNNs by 828x', 'accelerates sampling by 41%'],
        ['training', null, '``` @everyone'],
      ]),
    ];
    expect(rendered({ shown })).toMatchInlineSnapshot(`
      "[1] **VQGraph**
      [2] **Faster Diffusion**

      **speed**
      [1] faster inference over GNNs by 828x
      [2] accelerates sampling by 41%

      **training**
      [1] not stated
      [2] \\\`\\\`\\\` @​everyone"
    `);
    expect(rendered({ shown: [tableOf([['a', '```', 'b']])] })).not.toContain('```text');
  });

  it('is a refusal in plain words, with what is near', () => {
    const end = endOf({
      outcome: 'not-in-corpus',
      nearest: [1, 3].map((marker) => ({
        paperId: paperAt(marker).id,
        title: paperAt(marker).title,
        score: 0.2,
      })),
    });
    expect(rendered({ refusal: 'not-in-corpus', end })).toMatchInlineSnapshot(`
      "**Nothing in the index is about this, so it cannot be answered from these papers.**

      The nearest papers:
      - VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs
      - A Survey on Mixture of Experts"
    `);
  });

  it('is a refusal with what the abstracts do say', () => {
    const shown = [claimOf('Sampling from diffusion models is slow.', [2], 'quote')];
    const end = endOf({ outcome: 'not-stated', citations: [citationOf(2)] });
    expect(rendered({ refusal: 'not-stated', shown, end })).toMatchInlineSnapshot(`
      "**The abstracts do not state what was asked.**

      -# What they do say on the subject, quoted:
      “Sampling from diffusion models is slow.” [2]

      **Sources**
      [2] **Faster Diffusion: Rethinking the Role of UNet Encoder** — Ling Yang and Ye Tian, 2021 — <https://arxiv.org/abs/2101.00001>"
    `);
    // Where only the end knows, it is said below: what stands above is not moved.
    expect(rendered({ shown, end }).indexOf('do not state')).toBeGreaterThan(
      rendered({ shown, end }).indexOf('“'),
    );
  });

  it('says in words that it failed or was stopped', () => {
    const shown = [claimOf('VQGraph is fast.', [1])];
    const failure = 'The index cannot be read.\nRun ibid index again.';
    const broken = { state: 'failed', failure, end: null, answerId: null } as const;
    expect(rendered({ ...broken, shown })).toMatchInlineSnapshot(`
      "VQGraph is fast. [1]

      The answer breaks off here. The index cannot be read.
      Run ibid index again."
    `);
    expect(rendered(broken)).toMatchInlineSnapshot(`
      "This could not be answered. The index cannot be read.
      Run ibid index again."
    `);
    expect(rendered({ ...broken, failure: null })).toContain('ask again');
    expect(rendered({ state: 'stopped', end: null, shown })).toMatchInlineSnapshot(`
      "VQGraph is fast. [1]

      -# Stopped here: the answer is not complete."
    `);
    expect(rendered({ state: 'stopped', end: null })).toMatchInlineSnapshot(
      `"-# Stopped before there was anything to show."`,
    );
  });

  it('says what is being done while it is', () => {
    const growing = { end: null, answerId: null } as const;
    expect(rendered({ ...growing, state: 'searching' })).toBe('-# searching…');
    expect(rendered({ ...growing, state: 'answering', shown: [claimOf('Yes.', [1])] })).toBe(
      'Yes. [1]\n\n-# answering…',
    );
  });

  it('has each marker once behind a claim, however often its paper is quoted', () => {
    expect(rendered({ shown: [claimOf('Yes.', [1, 2, 1])] })).toBe('Yes. [1][2]');
  });

  it('lays a table out by what its characters take in a fixed-width font', () => {
    const [, ...lines] = rendered({ shown: [tableOf([['論文', '828x', '三']])] }).split('\n');
    expect(lines.slice(1, 3)).toEqual(['────  ───────────  ────────────────────', '論文  828x         三']);
  });

  it('tells each notice once, and of why less was used only what was not told', () => {
    const notice: ShownEvent = { type: 'notice', notice: { text: 'The chat model is down.' } };
    const end = endOf({ degraded: 'The chat model is down. The embedder is down.' });
    expect(rendered({ shown: [notice, notice, claimOf('Yes.', [1])], end })).toBe(
      '-# The chat model is down.\n\nYes. [1]\n\n-# The embedder is down.',
    );
  });

  it('shows a hostile title letter for letter', () => {
    const shown = [claimOf('# Free [gifts](https://evil.example) @here', [1], 'quote')];
    const end = endOf({ citations: [{ marker: 1, paper: HOSTILE_PAPER, quotes: [] }] });
    const content = rendered({ shown, end });
    expect(content.replaceAll('\u200b', '<ZWSP>')).toMatchInlineSnapshot(`
      "-# Quoted from the abstracts:
      “\\# Free [gifts]\\(https\\://evil.example) @<ZWSP>here” [1]

      **Sources**
      [1] **@<ZWSP>everyone \\*\\*[free]\\(https\\://evil.example)\\*\\* \\\`\\\`\\\` \\<\\@123> discord\\.gg/abc \\|\\|x\\|\\| detnirp** — \\<\\#42> et al. — <https://example.org/a_b?c=%2Ad%2A>"
    `);
    expect(readMarkdown(content).text).toContain(
      '**[free](https://evil.example)** ``` <@123> discord.gg/abc ||x||',
    );
  });
});

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

describe('the buttons below an answer', () => {
  it('are there when it is done, on the last message', () => {
    const shown = Array.from({ length: 30 }, () =>
      claimOf('A sentence of the abstract. '.repeat(6).trim(), [1]),
    );
    const bodies = renderAnswer(viewOf({ shown, end: endOf({ citations: [citationOf(1)] }) }));
    expect(bodies.length).toBeGreaterThan(1);
    expect(actions(bodies.slice(0, -1))).toEqual([]);
    expect(bodies.at(-1)?.components).toMatchInlineSnapshot(`
      [
        {
          "components": [
            {
              "custom_id": "ev:k3x9",
              "label": "Evidence",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "more:k3x9",
              "label": "More detail",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "list:k3x9",
              "label": "Add to reading list",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "up:k3x9",
              "emoji": {
                "name": "👍",
              },
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "down:k3x9",
              "emoji": {
                "name": "👎",
              },
              "style": 2,
              "type": 2,
            },
          ],
          "type": 1,
        },
      ]
    `);
  });

  it('are only those that have something to show', () => {
    const cited = { citations: [citationOf(2)] };
    const refused = viewOf({ refusal: 'not-stated', end: endOf({ ...cited, outcome: 'not-stated' }) });
    expect(actions(renderAnswer(refused))).toEqual(['evidence', 'list', 'up', 'down']);
    const unknown = viewOf({ refusal: 'not-in-corpus', end: endOf({ outcome: 'not-in-corpus' }) });
    expect(actions(renderAnswer(unknown))).toEqual(['up', 'down']);
    for (const given of [
      { answerId: null },
      { state: 'answering', end: null },
      { state: 'stopped' },
    ] as const)
      expect(actions(renderAnswer(viewOf({ end: endOf(cited), ...given })))).toEqual([]);
  });
});
