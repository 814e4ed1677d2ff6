import { describe, expect, it } from 'vitest';
import type { AnswerView, ShownEvent } from '../../../../src/adapters/discord/render/answer-view.ts';
import { renderAnswer } from '../../../../src/adapters/discord/render/render-answer.ts';
import { readMarkdown } from './discord-markdown.ts';
import {
  citationOf,
  claimOf,
  contentsOf,
  endOf,
  HOSTILE_PAPER,
  paperAt,
  remarkOf,
  tableOf,
  viewOf,
} from './views.ts';

const rendered = (given: Partial<AnswerView>): string => contentsOf(renderAnswer(viewOf(given)));

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
