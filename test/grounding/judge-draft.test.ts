import { describe, expect, it } from 'vitest';
import { judge, judgeAgainst, kindsOf } from '../support/judging.ts';
import { paperOf } from '../support/papers.ts';

const FAST = paperOf({
  id: 'F',
  title: 'FlowNet: Fast Sampling from Flow Models',
  abstract:
    'Sampling from flow models is slow. We propose FlowNet, which reuses features of earlier steps and samples 4x faster on CIFAR-10. It needs no retraining.',
});
const SMALL = paperOf({
  id: 'S',
  title: 'TinyQuant: Quantizing Language Models',
  abstract:
    'Language models are large. TinyQuant stores weights in 3 bits and loses 1.5% of accuracy. Code is public.',
});
const SPEED = 'We propose FlowNet, which reuses features of earlier steps and samples 4x faster on CIFAR-10.';
const BITS = 'TinyQuant stores weights in 3 bits and loses 1.5% of accuracy.';

describe('a draft', () => {
  it('is checked where everything that it says is quoted', () => {
    const verdict = judge(
      {
        text: 'FlowNet samples **four times** faster [1].',
        quotes: [{ marker: 1, text: SPEED.toUpperCase() }],
      },
      FAST,
    );
    expect(verdict).toEqual({
      check: 'checked',
      objections: [],
      claim: {
        text: 'FlowNet samples four times faster.',
        quotes: [{ marker: 1, text: SPEED }],
        check: 'checked',
      },
    });
  });

  it('may join two papers', () => {
    const verdict = judge(
      {
        text: 'FlowNet samples 4x faster, while TinyQuant stores weights in 3 bits.',
        quotes: [
          { marker: 1, text: SPEED },
          { marker: 2, text: BITS },
        ],
      },
      FAST,
      SMALL,
    );
    expect(verdict.check).toBe('checked');
    expect(verdict.claim?.quotes.map(({ marker }) => marker)).toEqual([1, 2]);
  });

  it.each([
    ['says nothing', '[1] ** **', 'empty'],
    ['consists of numbers alone', '12.5%', 'empty'],
    ['is no single statement', `FlowNet samples faster. ${'It reuses features. '.repeat(60)}`, 'too-long'],
    ['is longer than anything that is read', 'FlowNet '.repeat(20_000), 'too-long'],
  ])('is dropped where it %s', (_, text, kind) => {
    const verdict = judge({ text, quotes: [{ marker: 1, text: SPEED }] }, FAST);
    expect(verdict.check).toBe('dropped');
    expect(kindsOf(verdict)).toEqual([kind]);
  });

  it('is dropped where it quotes nothing', () => {
    expect(judge({ text: 'FlowNet is fast.', quotes: [] }, FAST)).toEqual({
      check: 'dropped',
      claim: null,
      objections: [{ kind: 'no-quote' }],
    });
  });

  it('is dropped where it cites what it was not given, however well the rest is quoted', () => {
    const verdict = judge(
      {
        text: 'FlowNet samples 4x faster.',
        quotes: [
          { marker: 1, text: SPEED },
          { marker: 7, text: SPEED },
        ],
      },
      FAST,
    );
    expect(verdict.check).toBe('dropped');
    expect(verdict.objections).toEqual([{ kind: 'unknown-source', marker: 7 }]);
  });

  it('is dropped where its only quote is invented, or from the title alone', () => {
    for (const text of ['FlowNet wins every prize there is.', 'Fast Sampling from Flow Models']) {
      const verdict = judge({ text: 'FlowNet samples 4x faster.', quotes: [{ marker: 1, text }] }, FAST);
      expect(verdict.check).toBe('dropped');
      expect(verdict.objections).toEqual([{ kind: 'not-verbatim', marker: 1, quote: text }]);
    }
  });

  it('is partial where one of two quotes of a paper is invented', () => {
    const quotes = [
      { marker: 1, text: SPEED },
      { marker: 1, text: 'FlowNet wins every prize there is.' },
    ];
    const verdict = judge({ text: 'FlowNet samples 4x faster on CIFAR-10.', quotes }, FAST);
    expect(verdict.check).toBe('partial');
    expect(verdict.claim?.quotes).toEqual([{ marker: 1, text: SPEED }]);
  });

  it('does not cite a paper of which nothing is quoted rightly, and stands only if the others carry it', () => {
    const quotes = [
      { marker: 1, text: SPEED },
      { marker: 2, text: 'TinyQuant wins every prize there is.' },
    ];
    const carried = judge({ text: 'FlowNet samples 4x faster on CIFAR-10.', quotes }, FAST, SMALL);
    expect(carried.check).toBe('partial');
    expect(carried.claim?.quotes).toEqual([{ marker: 1, text: SPEED }]);
    const leaning = judge(
      { text: 'FlowNet samples 4x faster, and TinyQuant stores 3 bits.', quotes },
      FAST,
      SMALL,
    );
    expect(leaning.check).toBe('dropped');
    const doubtful = { text: 'FlowNet always samples 4x faster on CIFAR-10.', quotes: quotes.slice(0, 1) };
    expect(judge(doubtful, FAST, SMALL).check).toBe('partial');
    expect(judge({ ...doubtful, quotes }, FAST, SMALL).check).toBe('dropped');
  });

  it('is dropped where it quotes more than any statement needs', () => {
    const quotes = Array.from({ length: 30 }, () => ({ marker: 1, text: SPEED }));
    expect(kindsOf(judge({ text: 'FlowNet samples 4x faster.', quotes }, FAST))).toEqual(['too-long']);
  });

  it('tells of a quote no more than fits a line, and nothing of it alive', () => {
    const text = `\u001b[31m[1] @everyone ${'lies '.repeat(500)}`;
    const [objection] = judge({ text: 'FlowNet is fast.', quotes: [{ marker: 1, text }] }, FAST).objections;
    expect(objection?.kind === 'not-verbatim' && objection.quote).toMatch(
      /^everyone lies [^@[\]]{100,160}…$/u,
    );
  });
});

describe('a draft in another language than its quotes', () => {
  it('is partial: numbers and names hold, its words cannot be compared', () => {
    const verdict = judge(
      {
        text: 'FlowNet zieht Stichproben auf CIFAR-10 4x schneller, weil es die Merkmale der früheren Schritte nutzt.',
        quotes: [{ marker: 1, text: SPEED }],
      },
      FAST,
    );
    expect(verdict.check).toBe('partial');
    expect(kindsOf(verdict)).toEqual(['language']);
  });

  it.each([
    [
      'a wrong number',
      'FlowNet zieht Stichproben auf CIFAR-10 nach den Schritten 9x schneller und ist damit besser.',
    ],
    [
      'a wrong name',
      'FlowNet zieht Stichproben auf ImageNet-1k mit den früheren Schritten 4x schneller und ist damit besser.',
    ],
  ])('is dropped for %s', (_, text) => {
    expect(judge({ text, quotes: [{ marker: 1, text: SPEED }] }, FAST).check).toBe('dropped');
  });

  it('is partial also where the abstract is the foreign one', () => {
    const verdict = judgeAgainst(
      'Wir zeigen, dass das Verfahren mit wenigen Daten auskommt und auf drei Datensätzen besser ist als die anderen.',
      'The method needs little data and is better than the others.',
    );
    expect(kindsOf(verdict)).toContain('language');
  });
});
