import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  questionKey,
  readButtonId,
  readStartButtonId,
  startButtonId,
} from '../../../../src/adapters/discord/render/button-ids.ts';
import {
  renderDiscussionOpening,
  renderStartingQuestions,
} from '../../../../src/adapters/discord/render/render-discussion.ts';
import { anyPaper, anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';
import { HOSTILE_PAPER, paperAt } from './views.ts';

const kindsIn = (text: string): readonly string[] => [
  ...new Set(readMarkdown(text).live.map(({ kind }) => kind)),
];
const QUESTIONS = [
  'How does VQGraph encode each node?',
  'What role does the codebook play in VQGraph?',
  'How much faster is VQGraph than GNNs?',
];

describe('the message that a discussion hangs from', () => {
  it('is the paper in a line, and where the discussion is', () => {
    expect(renderDiscussionOpening(paperAt(1)).content).toMatchInlineSnapshot(`
      "**VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>
      The discussion is in the thread."
    `);
    const hostile = renderDiscussionOpening({ ...HOSTILE_PAPER, titleDerived: true });
    expect(hostile.content.replaceAll('\u200b', '<ZWSP>')).toMatchInlineSnapshot(`
      "**@<ZWSP>everyone \\*\\*[free]\\(https\\://evil.example)\\*\\* \\\`\\\`\\\` \\<\\@123> discord\\.gg/abc \\|\\|x\\|\\| detnirp (title derived from the abstract)** — \\<\\#42> et al. — <https://example.org/a_b?c=%2Ad%2A>
      The discussion is in the thread."
    `);
  });

  it('is within the limits and inert, whatever the paper is called', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const body = renderDiscussionOpening(paper);
        expectWithinLimits(body);
        expectSeen(body.content);
        expect(kindsIn(body.content).filter((kind) => !['bold', 'link'].includes(kind))).toEqual([]);
      }),
    );
  });
});

describe('the questions to start with', () => {
  it('are numbered, and each has a button', () => {
    const body = renderStartingQuestions({ paperId: '2308.02117', questions: QUESTIONS });
    expect(body.content).toMatchInlineSnapshot(`
      "To start with:
      1\\. How does VQGraph encode each node?
      2\\. What role does the codebook play in VQGraph?
      3\\. How much faster is VQGraph than GNNs?"
    `);
    expect(body.components).toMatchInlineSnapshot(`
      [
        {
          "components": [
            {
              "custom_id": "start:be5a17e8:2308.02117",
              "label": "1",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "start:2983a854:2308.02117",
              "label": "2",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "start:368d7098:2308.02117",
              "label": "3",
              "style": 2,
              "type": 2,
            },
          ],
          "type": 1,
        },
      ]
    `);
  });

  it('have no buttons where the paper’s id is too long for one', () => {
    const body = renderStartingQuestions({ paperId: 'x'.repeat(90), questions: QUESTIONS });
    expect(body.content).toContain('3\\. How much faster');
    expect(body.components).toEqual([]);
  });

  it('are within the limits and inert, whatever they say and whatever the paper’s id is', () => {
    const several = fc.array(anyText, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(anyText, several, (paperId, questions) => {
        const body = renderStartingQuestions({ paperId, questions });
        expectWithinLimits(body);
        expectSeen(body.content);
        expect(kindsIn(body.content)).toEqual([]);
      }),
    );
  });
});

describe('the id of a button that asks one', () => {
  it('gives back the paper and the question’s key, and is no answer’s', () => {
    fc.assert(
      fc.property(anyText, anyText, (paperId, question) => {
        const start = { key: questionKey(question), paperId };
        const id = startButtonId(start);
        if (id === null) return;
        expect(id.length).toBeLessThanOrEqual(100);
        expect(readStartButtonId(id)).toEqual(paperId === '' ? null : start);
        expect(readButtonId(id)).toBeNull();
      }),
    );
    expect(readStartButtonId('ev:start:01234567:x')).toBeNull();
  });

  it('is another one when the question changes by a letter', () => {
    expect(questionKey('What is VQGraph?')).not.toBe(questionKey('What is VQGraphs?'));
  });
});
