import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../src/catalogue/read-feed.ts';
import { UsageError } from '../../src/errors.ts';
import { arxivAnswer } from '../support/fake-arxiv.ts';

const ID = '2409.01001';
const NAMES = [ID, 'empty', 'error', 'withdrawn', 'without-abstract', 'hep-th-9901001'] as const;

/** A piece of a feed taken out, doubled, or with something else in its place. */
const anyFeed = fc
  .record({
    text: fc.constantFrom(...NAMES.map(arxivAnswer)),
    start: fc.noBias(fc.integer({ min: 0, max: 1_999 })),
    length: fc.oneof(fc.nat(40), fc.nat(2_000)),
    put: fc.oneof(
      fc.constant(''),
      fc.constantFrom(
        '<',
        '>',
        '&',
        '&amp;',
        '<entry>',
        '</entry>',
        '</feed>',
        '<id>',
        ']]>',
        '<![CDATA[',
        '<!--',
      ),
      fc.constantFrom(
        '<id>http://arxiv.org/abs/2409.01001v9</id>',
        '<summary>',
        '</summary>',
        '\u0000',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
    ),
  })
  .map(({ text, start, length, put }) => {
    const at = Math.floor((start / 2_000) * text.length);
    return text.slice(0, at) + put + text.slice(at + length);
  });

describe("an answer of arXiv's", () => {
  it('is the record that was asked for, or told as what it is, however it is broken', async () => {
    await fc.assert(
      fc.asyncProperty(anyFeed, async (text) => {
        let reading: Awaited<ReturnType<typeof readFeed>>;
        try {
          reading = await readFeed(text, ID);
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          expect(error.message).toContain(ID);
          return;
        }
        switch (reading.kind) {
          case 'record':
            expect(reading.record).toMatchObject({ arxivId: ID, text });
            return;
          case 'unreadable':
            expect(reading.words).toMatch(/^\S/u);
            return;
          case 'empty':
            expect(text).not.toContain('</entry>');
            return;
          case 'throttled':
            throw new Error('nothing of the kind was said');
          default:
            reading satisfies never;
        }
      }),
      { numRuns: 400 },
    );
  });
});
