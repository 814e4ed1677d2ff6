import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageBody } from '../../../../src/adapters/discord/render/message-body.ts';
import {
  renderWatchedAlready,
  renderWatches,
  renderWatchOfOthers,
  renderWatchPost,
  renderWatchSet,
  renderWatchStopped,
} from '../../../../src/adapters/discord/render/render-watch.ts';
import type { SearchHit } from '../../../../src/ibid.ts';
import { anyPaper, anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';
import { contentsOf, HOSTILE_PAPER, PAPERS, paperAt } from './views.ts';

const TOPIC = 'sparse autoencoders';
const hit = (paper: SearchHit['paper'], sentence: string | null = null): SearchHit => ({
  paper,
  score: 1,
  sentence,
});

describe('the post of a watch', () => {
  it('is the new papers with the sentence that matches, and how to end it', () => {
    const hits = [
      hit(paperAt(1), 'We propose VQGraph, which learns a codebook.'),
      hit(paperAt(2)),
      hit(HOSTILE_PAPER, '# Not a heading. https://evil.example'),
    ];
    const { content } = renderWatchPost({ number: 4, topic: '*codes* <@123>' }, { hits, total: 3 });
    expect(content.replaceAll('\u200b', '<ZWSP>')).toMatchInlineSnapshot(`
      "3 new papers on “\\*codes\\* \\<\\@123>”:

      1\\. **VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>
      > “We propose VQGraph, which learns a codebook.”

      2\\. **Faster Diffusion: Rethinking the Role of UNet Encoder** — Ling Yang and Ye Tian, 2021 — <https://arxiv.org/abs/2101.00001>

      3\\. **@<ZWSP>everyone \\*\\*[free]\\(https\\://evil.example)\\*\\* \\\`\\\`\\\` \\<\\@123> discord\\.gg/abc \\|\\|x\\|\\| detnirp** — \\<\\#42> et al. — <https://example.org/a_b?c=%2Ad%2A>
      > “\\# Not a heading. https\\://evil.example”

      -# This is watch 4; \`/watch stop\` ends it."
    `);
  });

  it('says how many more there are, and of one paper that it is one', () => {
    const hits = Array.from({ length: 8 }, () => hit(paperAt(1), 'A word and '.repeat(100)));
    const { content } = renderWatchPost({ number: 4, topic: TOPIC }, { hits, total: 1234 });
    expect(content).toMatch(/^1,234 new papers on “sparse autoencoders”:\n\n1\\\. \*\*VQGraph/u);
    expect(content.match(/^> “A word and [^\n]{60,}…”$/gmu)).toHaveLength(8);
    expect(content).toContain('-# And 1,226 more, which `/search` finds. This is watch 4;');
    const one = renderWatchPost({ number: 4, topic: TOPIC }, { hits: hits.slice(0, 1), total: 1 });
    expect(one.content).toContain('A new paper on “sparse autoencoders”:');
    expect(one.content).not.toContain('more');
  });

  it('counts among the others those that long links leave no room for', () => {
    const url = `https://example.org/${'x'.repeat(480)}`;
    const hits = Array.from({ length: 8 }, () => hit({ ...paperAt(1), arxivId: null, url }));
    const { content } = renderWatchPost({ number: 4, topic: TOPIC }, { hits, total: 8 });
    expect(content.match(/^\d\\\. /gmu)).toHaveLength(3);
    expect(content).toContain('And 5 more');
  });

  it('is one message within the limits and inert, whatever it says', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.record({ paper: anyPaper, sentence: fc.option(anyText), score: fc.constant(1) }), {
          minLength: 1,
          maxLength: 9,
        }),
        fc.nat(100_000),
        (topic, hits, more) => {
          const body = renderWatchPost({ number: 123, topic }, { hits, total: hits.length + more });
          expectInert(body, ['bold', 'quote', 'subtext', 'link']);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a watch that was set', () => {
  const report = { hits: PAPERS.slice(0, 3).map((paper) => hit(paper)), total: 14, notices: [] };

  it('tells what it will do and what it would have found', () => {
    const shown = renderWatchSet({ number: 4, topic: TOPIC }, { report, papers: 159, direct: false });
    expect(contentsOf([shown])).toMatchInlineSnapshot(`
      "I watch “sparse autoencoders”: when papers on it come into my index, I post them in this channel, in one message a day at most.

      I have 159 papers now; 14 are on it, such as:
      - VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs
      - Faster Diffusion: Rethinking the Role of UNet Encoder
      - A Survey on Mixture of Experts

      -# This is watch 4; \`/watch stop\` ends it."
    `);
  });

  it('tells that nothing is on it yet, and what hindered', () => {
    const none = { hits: [], total: 0, notices: ['full text alone was searched: *down*'] };
    const shown = renderWatchSet({ number: 4, topic: TOPIC }, { report: none, papers: 1, direct: true });
    expect(contentsOf([shown])).toMatchInlineSnapshot(`
      "I watch “sparse autoencoders”: when papers on it come into my index, I post them here, to you alone, in one message a day at most.

      I have 1 paper now; none is on it. If that surprises you, set the watch in other words.

      -# full text alone was searched: \\*down\\*

      -# This is watch 4; \`/watch stop\` ends it."
    `);
  });

  it('is within the limits and inert, whatever it says', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(anyPaper, { maxLength: 4 }),
        fc.array(anyText, { maxLength: 4 }),
        fc.boolean(),
        (topic, papers, notices, direct) => {
          const hits = papers.map((paper) => hit(paper));
          const found = { hits, total: hits.length, notices };
          const body = renderWatchSet({ number: 4, topic }, { report: found, papers: 12_345, direct });
          expectInert(body, ['subtext', 'list']);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the watches of a channel', () => {
  const watches = [
    { number: 4, topic: TOPIC, user: '123', lastPosted: '2026-11-22' },
    { number: 7, topic: '**CTR** prediction', user: null, lastPosted: null },
  ];

  it('are told with number, topic, who set it and when it posted last', () => {
    expect(contentsOf(renderWatches(watches))).toMatchInlineSnapshot(`
      "Watched here, 2 topics:
      - **4** “sparse autoencoders” – set by <@123>, last post on 2026-11-22
      - **7** “\\*\\*CTR\\*\\* prediction” – nothing posted yet"
    `);
    expect(contentsOf(renderWatches([]))).toContain('Nothing is watched here yet');
  });

  it('fit into messages however long their topics are', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 20 }), (topics) => {
        const listed = topics.map((topic, place) => ({ ...watches[0], topic, number: place + 1 }));
        const bodies = renderWatches(
          listed.map((watch) => ({ user: '123', lastPosted: '2026-11-22', ...watch })),
        );
        for (const body of bodies) expectInert(body, ['bold', 'list']);
        expect(contentsOf(bodies).match(/^- \*\*\d+\*\* /gmu)).toHaveLength(topics.length);
      }),
      { numRuns: 100 },
    );
  });

  it('can be stopped, by whoever may', () => {
    const [first, second] = watches;
    if (first === undefined || second === undefined) throw new Error('there are two');
    expect(contentsOf([renderWatchStopped(second)])).toBe(
      'Watch 7 is stopped: “\\*\\*CTR\\*\\* prediction”.',
    );
    expect(contentsOf([renderWatchOfOthers(first)])).toBe(
      '<@123> set watch 4. They can stop it, and so can whoever manages messages in this channel.',
    );
    expect(contentsOf([renderWatchedAlready(second)])).toBe(
      'That is watched here already: watch 7. New papers on it are posted here.',
    );
  });
});

function expectInert(body: MessageBody, allowed: readonly string[]): void {
  expectWithinLimits(body);
  expectSeen(body.content);
  // What the program itself says so.
  const others = body.content.replaceAll(/`\/(?:watch stop|search)`|set by <@123>/gu, '');
  const kinds = new Set<string>(readMarkdown(others).live.map(({ kind }) => kind));
  expect([...kinds].filter((kind) => !allowed.includes(kind))).toEqual([]);
}
