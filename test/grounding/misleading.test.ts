import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../src/grounding/judge-draft.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { paperOf } from '../support/papers.ts';

const QUOTE = 'Swift infers faster than graph networks by 828x and improves their accuracy.';
const paper = paperOf({
  id: 'p',
  title: 'Swift',
  abstract: `${QUOTE} Its code is at github.com/swift/swift.`,
});
const judge = (text: string) =>
  judgeDraft(
    { text, quotes: [{ marker: 1, text: QUOTE }] },
    { paperOf: () => paper, analyzer: createAnalyzer() },
  ).check;

describe('what misleads even with a mark beside it', () => {
  it.each([
    ['who beat whom', 'Graph networks infer faster than Swift by 828x.'],
    [
      'a measurement in words from nowhere',
      'Swift infers faster than graph networks by 828x and is thrice as accurate.',
    ],
    [
      'an address that no abstract gives',
      'Swift infers faster than graph networks, see evil.example for more.',
    ],
  ])('is dropped: %s', (_, text) => {
    expect(judge(text)).toBe('dropped');
  });

  it('is not what an abstract says', () => {
    expect(judge('Swift infers faster than graph networks by 828x.')).toBe('checked');
    expect(judge('Swift infers faster than graph networks; its code is at github.com/swift/swift.')).not.toBe(
      'dropped',
    );
  });
});
