import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine } from '../../../../src/adapters/discord/render/clean-text.ts';
import { renderEvidence } from '../../../../src/adapters/discord/render/render-evidence.ts';
import { renderPaper } from '../../../../src/adapters/discord/render/render-paper.ts';
import { renderSearch } from '../../../../src/adapters/discord/render/render-search.ts';
import { referenceOf } from '../../../../src/answerer/answer-reference.ts';
import { anyCitation, anyPaper, anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';
import { citationOf, contentsOf, HOSTILE_PAPER, PAPERS, paperAt } from './views.ts';

const letters = (text: string): string => text.replace(/[\s\u200b]/gu, '');
const kindsIn = (text: string): readonly string[] => [
  ...new Set(readMarkdown(text).live.map(({ kind }) => kind)),
];

describe('the evidence of an answer', () => {
  it('is each paper with its quoted sentence, and the abstract around it', () => {
    const hostile = { marker: 7, paper: HOSTILE_PAPER, quotes: ['# Not a heading.'] };
    const content = contentsOf(renderEvidence({ citations: [citationOf(1), hostile] }));
    expect(content.replaceAll('\u200b', '<ZWSP>')).toMatchInlineSnapshot(`
      "[1] **VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>
      > “VQGraph achieves faster inference over GNNs by 828x and accuracy improvement over GNNs by 3.90% on average.”
      -# The abstract: Graph neural networks are slow at inference. We propose VQGraph, which learns a codebook of local structures. **VQGraph achieves faster inference over GNNs by 828x and accuracy improvement over GNNs by 3.90% on average.**

      [7] **@<ZWSP>everyone \\*\\*[free]\\(https\\://evil.example)\\*\\* \\\`\\\`\\\` \\<\\@123> discord\\.gg/abc \\|\\|x\\|\\| detnirp** — \\<\\#42> et al. — <https://example.org/a_b?c=%2Ad%2A>
      > “\\# Not a heading.”
      -# The abstract: Nothing. **\\# Not a heading.** https\\://evil.example/a\\_b is where we put it. - Not a list."
    `);
  });

  it('has quotes that touch, overlap or stand in another order in bold as one', () => {
    const paper = { ...paperAt(1), abstract: 'One two three four five.' };
    const boldOf = (...quotes: string[]): unknown =>
      /The abstract: (.*)$/mu.exec(
        contentsOf(renderEvidence({ citations: [{ marker: 1, paper, quotes }] })),
      )?.[1];
    expect(boldOf('four', 'One', 'not there')).toBe('**One** two three **four** five.');
    expect(boldOf('two ', 'three')).toBe('One **two three** four five.');
    expect(boldOf('two three', 'three four', 'three')).toBe('One **two three four** five.');
  });

  it('says so when nothing was quoted', () => {
    expect(contentsOf(renderEvidence({ citations: [] }))).toContain('Nothing was quoted');
  });

  it('leaves the abstracts out when they would make it long', () => {
    const citations = Array.from({ length: 9 }, (_, place) => {
      const quote = 'This is the sentence that was quoted.';
      const abstract = `${'One more sentence of the abstract. '.repeat(35)}${quote}`;
      return { marker: place + 1, paper: { ...paperAt(1), abstract }, quotes: [quote] };
    });
    const few = contentsOf(renderEvidence({ citations: citations.slice(0, 3) }));
    expect(few.match(/The abstract: /gu)).toHaveLength(3);
    const many = contentsOf(renderEvidence({ citations }));
    expect(many).not.toContain('The abstract: ');
    expect(many.match(/^> “This is the sentence that was quoted\.”$/gmu)).toHaveLength(9);
  });

  it('has every quote of every paper, within the limits and inert, whatever they say', () => {
    fc.assert(
      fc.property(fc.array(anyCitation, { maxLength: 6 }), (citations) => {
        const bodies = renderEvidence({ citations });
        expect(bodies.length).toBeGreaterThan(0);
        for (const body of bodies) expectWithinLimits(body);
        const quoted = letters(
          bodies
            .flatMap(({ content }) => readMarkdown(content).live)
            .flatMap(({ kind, text }) => (kind === 'quote' ? [text] : []))
            .join(''),
        );
        for (const { quotes } of citations)
          for (const quote of quotes) expect(quoted).toContain(letters(cleanLine(quote)));
        for (const { content } of bodies) {
          expectSeen(content);
          const wrong = kindsIn(content).filter(
            (kind) => !['bold', 'quote', 'subtext', 'link'].includes(kind),
          );
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a search found', () => {
  it('is the titles, best first, with the sentence that matches', () => {
    const hits = PAPERS.slice(0, 2).map((paper, place) => ({
      paper,
      score: 1 - place / 10,
      sentence: place === 0 ? 'We propose VQGraph, which learns a codebook.' : null,
    }));
    const found = renderSearch('*fast* graphs', { hits, notices: ['The embedder is down.'] });
    expect(found).toMatchInlineSnapshot(`
      [
        {
          "components": [],
          "content": "Papers on “\\*fast\\* graphs”:

      -# The embedder is down.",
          "embeds": [
            {
              "description": "1\\. **VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs** — Ling Yang, 2020 — <https://arxiv.org/abs/2308.02117>
      > “We propose VQGraph, which learns a codebook.”

      2\\. **Faster Diffusion: Rethinking the Role of UNet Encoder** — Ling Yang and Ye Tian, 2021 — <https://arxiv.org/abs/2101.00001>",
            },
          ],
          "files": [],
        },
      ]
    `);
  });

  it('is said when it is nothing', () => {
    expect(contentsOf(renderSearch('@here', { hits: [], notices: ['The embedder is down.'] }))).toBe(
      'No paper matches “@\u200bhere”.\n\n-# The embedder is down.',
    );
  });

  it('is one message with ten papers, however long their sentences are', () => {
    const paper = paperAt(1);
    const hits = Array.from({ length: 30 }, () => ({ paper, score: 1, sentence: 'A word and '.repeat(200) }));
    const [body, ...others] = renderSearch('words '.repeat(500), { hits, notices: [] });
    expect(others).toEqual([]);
    expect(body?.content).toMatch(/^Papers on “words [^”]*…” \(the best 10 of 30\):$/u);
    const [embed] = body?.embeds ?? [];
    expect(embed?.description).toMatch(/^10\\\. \*\*VQGraph/mu);
    expect(embed?.description?.match(/^> “A word and [^\n]{120,}…”$/gmu)).toHaveLength(10);
  });

  it('is fewer papers where links leave no room for ten', () => {
    const url = `https://example.org/${'x'.repeat(480)}`;
    const hits = Array.from({ length: 10 }, () => ({
      paper: { ...paperAt(1), url },
      score: 1,
      sentence: 'A.',
    }));
    const [body] = renderSearch('words', { hits, notices: [] });
    expect(body?.content).toBe('Papers on “words” (the best 6 of 10):');
    expect(body?.embeds[0]?.description?.match(/<https:/gu)).toHaveLength(6);
  });

  it('is within the limits and inert, whatever the papers say', () => {
    const hit = fc.record({ paper: anyPaper, score: fc.constant(1), sentence: fc.option(anyText) });
    fc.assert(
      fc.property(
        anyText,
        fc.array(hit, { maxLength: 12 }),
        fc.array(anyText, { maxLength: 2 }),
        (words, hits, notices) => {
          const bodies = renderSearch(words, { hits, notices });
          expect(bodies).toHaveLength(1);
          for (const body of bodies) {
            expectWithinLimits(body);
            expect(body.embeds).toHaveLength(hits.length === 0 ? 0 : 1);
            for (const text of [body.content, ...body.embeds.map(({ description = '' }) => description)]) {
              expectSeen(text);
              const wrong = kindsIn(text).filter(
                (kind) => !['bold', 'quote', 'subtext', 'link'].includes(kind),
              );
              expect(wrong).toEqual([]);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the card of a paper', () => {
  it('has what is known of it', () => {
    expect(renderPaper({ ...paperAt(2), venue: 'ICLR', doi: '10.1000/abc_d' })).toMatchInlineSnapshot(`
      {
        "components": [],
        "content": "",
        "embeds": [
          {
            "description": "Sampling from diffusion models is slow. We reuse encoder features in adjacent steps. This accelerates Stable Diffusion sampling by 41% while keeping quality.",
            "fields": [
              {
                "inline": false,
                "name": "Authors",
                "value": "Ling Yang, Ye Tian",
              },
              {
                "inline": true,
                "name": "Year",
                "value": "2021",
              },
              {
                "inline": true,
                "name": "Venue",
                "value": "ICLR",
              },
              {
                "inline": true,
                "name": "arXiv",
                "value": "2101.00001",
              },
              {
                "inline": true,
                "name": "DOI",
                "value": "10.1000/abc\\_d",
              },
              {
                "inline": false,
                "name": "Link",
                "value": "<https://arxiv.org/abs/2101.00001>",
              },
            ],
            "title": "Faster Diffusion: Rethinking the Role of UNet Encoder",
            "url": "https://arxiv.org/abs/2101.00001",
          },
        ],
        "files": [],
      }
    `);
  });

  it('leaves out what is not known', () => {
    const [embed] = renderPaper({ ...paperAt(1), id: 'x', authors: [], year: null, arxivId: null }).embeds;
    expect(embed?.fields).toEqual([{ name: 'Id', value: 'x', inline: true }]);
    expect(embed).not.toHaveProperty('url');
    expect(renderPaper({ ...paperAt(1), abstract: ' ' }).embeds[0]?.description).toBe('(no abstract)');
  });

  it('cuts a long abstract, and says so', () => {
    const [embed] = renderPaper({ ...paperAt(1), abstract: 'A sentence. '.repeat(500) }).embeds;
    expect(embed?.description).toMatch(/sentence\..*…$/u);
    expect(embed?.description?.length).toBeGreaterThan(4000);
  });

  it('cuts it further where all the rest is long, too, and leaves the rest whole', () => {
    const card = renderPaper({
      ...paperAt(1),
      id: 'i'.repeat(200),
      title: 'T'.repeat(250),
      abstract: 'A sentence. '.repeat(500),
      authors: Array.from({ length: 70 }, (_, n) => `Author ${n}`),
      venue: 'V'.repeat(240),
      doi: `10.1/${'d'.repeat(190)}`,
      url: `https://example.org/${'p'.repeat(450)}`,
    });
    expectWithinLimits(card);
    expect(card.embeds[0]?.description).toMatch(/sentence\..*…$/u);
    expect(card.embeds[0]?.description?.length).toBeGreaterThan(3000);
    expect(card.embeds[0]?.fields?.map(({ name }) => name)).toEqual([
      'Authors',
      'Year',
      'Venue',
      'arXiv',
      'DOI',
      'Id',
      'Link',
    ]);
  });

  it('is within the limits and inert, whatever the paper says', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const card = renderPaper(paper);
        expectWithinLimits(card);
        for (const { title = '', description = '', fields = [] } of card.embeds) {
          for (const text of [title, description, ...fields.map(({ value }) => value)]) expectSeen(text);
          expect(readMarkdown(title).live).toEqual([]);
          expect(readMarkdown(description).live).toEqual([]);
          for (const { name, value } of fields)
            expect(readMarkdown(value).live.map(({ kind }) => kind)).toEqual(name === 'Link' ? ['link'] : []);
          if (!title.endsWith('…') && cleanLine(paper.title) !== '')
            expect(letters(readMarkdown(title).text)).toBe(letters(cleanLine(referenceOf(paper).title)));
        }
      }),
      { numRuns: 200 },
    );
  });
});
