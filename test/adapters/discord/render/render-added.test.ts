import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAdded } from '../../../../src/adapters/discord/render/render-added.ts';
import type { AddReport } from '../../../../src/ibid.ts';
import { anyPaper, anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';
import { HOSTILE_PAPER, paperAt } from './views.ts';

const report = (overrides: Partial<AddReport> = {}): AddReport => ({
  paper: paperAt(1),
  isNew: true,
  changed: true,
  version: 2,
  papers: 1_160,
  nearest: [
    { paper: paperAt(2), score: 0.7, sentence: 'We reuse encoder features in adjacent steps.' },
    { paper: HOSTILE_PAPER, score: 0.5, sentence: '# Not a heading.' },
  ],
  notices: ['arXiv\'s comment on it: "This paper has been withdrawn"'],
  ...overrides,
});
const textOf = (given: Partial<AddReport>): string =>
  renderAdded(report(given)).content.replaceAll('\u200b', '<ZWSP>');

describe('a paper that was added', () => {
  it('is told with title, authors, year and link, and with the two that are nearest and why', () => {
    expect(textOf({})).toMatchInlineSnapshot(`
      "Added; I answer from 1,160 papers now:
      **VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>

      -# arXiv's comment on it: "This paper has been withdrawn"

      Nearest here:
      - **Faster Diffusion: Rethinking the Role of UNet Encoder** — Ling Yang and Ye Tian, 2021 — <https://arxiv.org/abs/2101.00001>
      > “We reuse encoder features in adjacent steps.”
      - **@<ZWSP>everyone \\*\\*[free]\\(https\\://evil.example)\\*\\* \\\`\\\`\\\` \\<\\@123> discord\\.gg/abc \\|\\|x\\|\\| detnirp** — \\<\\#42> et al. — <https://example.org/a_b?c=%2Ad%2A>
      > “\\# Not a heading.”"
    `);
  });

  it('says whether it was here, and whether anything is new', () => {
    const head = (given: Partial<AddReport>): string | undefined => textOf(given).split('\n')[0];
    expect(head({ papers: 1 })).toBe('Added; I answer from 1 paper now:');
    expect(head({ isNew: false })).toBe('This was here already, and is brought up to date:');
    expect(head({ isNew: false, changed: false })).toBe(
      'This was here already, and arXiv says nothing new of it:',
    );
    expect(textOf({ nearest: [], notices: [] })).not.toContain('Nearest');
  });

  it('gives sentences up before papers where they are long', () => {
    const url = `https://example.org/${'x'.repeat(480)}`;
    const long = 'A word and another. '.repeat(60);
    const near = (paper = paperAt(2)) => [
      { paper, score: 1, sentence: long },
      { paper, score: 1, sentence: long },
    ];
    const some = textOf({ nearest: near() });
    expect(some.length).toBeLessThanOrEqual(2000);
    expect(some.match(/^> “A word [^\n]{80,}…”$/gmu)).toHaveLength(2);
    const many = textOf({ paper: { ...paperAt(1), url }, nearest: near({ ...paperAt(2), url }) });
    expect(many).not.toContain('A word');
    expect(many.match(/<https:/gu)).toHaveLength(3);
  });

  it('is within the limits and inert, whatever the papers say', () => {
    const hit = fc.record({ paper: anyPaper, score: fc.constant(1), sentence: fc.option(anyText) });
    fc.assert(
      fc.property(
        anyPaper,
        fc.array(hit, { maxLength: 2 }),
        fc.array(anyText, { maxLength: 4 }),
        fc.boolean(),
        (paper, nearest, notices, isNew) => {
          const body = renderAdded(report({ paper, nearest, notices, isNew }));
          expectWithinLimits(body);
          expectSeen(body.content);
          const kinds = new Set(readMarkdown(body.content).live.map(({ kind }) => kind));
          for (const kind of kinds) expect(['bold', 'quote', 'subtext', 'link', 'list']).toContain(kind);
        },
      ),
      { numRuns: 300 },
    );
  });
});
