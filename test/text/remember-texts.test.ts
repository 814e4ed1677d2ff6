import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { rememberTexts } from '../../src/text/remember-texts.ts';

function counting() {
  const plain = createAnalyzer();
  const read: string[] = [];
  const analyzer = {
    version: plain.version,
    terms(text: string) {
      read.push(text);
      return plain.terms(text);
    },
  };
  return { plain, analyzer, read };
}

describe('an analyzer that remembers texts', () => {
  it('gives the same terms, and reads a text once', () => {
    const { plain, analyzer, read } = counting();
    const remembering = rememberTexts(analyzer);
    for (const text of ['Graph networks', '', 'Graph networks', 'FlashAttention is 2x faster', ''])
      expect(remembering.terms(text)).toEqual(plain.terms(text));
    expect(read).toEqual(['Graph networks', '', 'FlashAttention is 2x faster']);
    expect(remembering.version).toBe(plain.version);
  });

  it('keeps no more characters than it may; what is longer than all is not kept', () => {
    const { analyzer, read } = counting();
    const remembering = rememberTexts(analyzer, 20);
    for (const text of ['attention', 'diffusion', 'experts']) remembering.terms(text);
    remembering.terms('experts');
    remembering.terms('attention');
    remembering.terms('a text of more than twenty characters');
    remembering.terms('a text of more than twenty characters');
    expect(read.slice(3)).toEqual([
      'attention',
      'a text of more than twenty characters',
      'a text of more than twenty characters',
    ]);
  });
});
