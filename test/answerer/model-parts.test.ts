import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingLine } from '../../src/answerer/closing-line.ts';
import type { JudgedDraft } from '../../src/answerer/judged-draft.ts';
import { sourcesText } from '../../src/answerer/sources-text.ts';
import { themeHeading } from '../../src/answerer/theme-heading.ts';
import { fenceFor, oneLine } from '../../src/chat/fence.ts';
import type { Claim } from '../../src/grounding/claim.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { paperOf } from '../support/papers.ts';
import { retrievedPaper } from '../support/retrieved.ts';

const quotes = [{ marker: 1, text: 'It is 3x faster' }];
const claim = (text: string, check: Claim['check'] = 'checked'): Claim => ({ text, quotes, check });
const judged = (text: string, round: 1 | 2, shown: boolean): JudgedDraft => ({
  part: 'claim',
  draft: { text, quotes },
  verdict: shown
    ? { check: 'checked', claim: claim(text), objections: [] }
    : { check: 'dropped', claim: null, objections: [{ kind: 'empty' }] },
  round,
  paperIds: ['p'],
});

describe('the count at the end', () => {
  it('says what was shown, and what was dropped for good', () => {
    const shown = [claim('a'), claim('b', 'partial')];
    expect(closingLine(shown, [judged('a', 1, true), judged('b', 1, true), judged('x', 1, false)])).toBe(
      '1 claim quote-checked, 1 in part, 1 dropped.',
    );
  });

  it('counts a claim that was mended as what it became', () => {
    const shown = [claim('a'), claim('c')];
    const all = [judged('a', 1, true), judged('x', 1, false), judged('c', 2, true)];
    expect(closingLine(shown, all)).toBe('2 claims quote-checked, 0 in part, 0 dropped.');
  });

  it('counts no claim twice that came back with the mended ones', () => {
    const all = [judged('a', 1, true), judged('x', 1, false), judged('a', 2, true)];
    expect(closingLine([claim('a')], all)).toBe('1 claim quote-checked, 0 in part, 1 dropped.');
  });
});

describe('the heading of a theme', () => {
  const analyzer = createAnalyzer();
  const about = ['Pruning the filters of networks', 'SlimNet saves memory'];

  it('stands when it is plain words on the matter', () => {
    expect(themeHeading('saving memory:', about, analyzer)).toBe('Saving memory');
    expect(themeHeading('Pruning, filters & networks', about, analyzer)).toBe('Pruning, filters & networks');
  });

  it.each([
    null,
    '',
    'Winning everywhere',
    'SlimNet memory',
    'BERT memory',
    'Memory: 45% less',
    'memory [1]',
    'memory https://evil.example',
    '**memory**',
    '@everyone memory',
    'a memory of very many words that nobody reads',
    `memory ${'x'.repeat(80)}`,
  ])('is none when it is %j', (theme) => {
    expect(themeHeading(theme, about, analyzer)).toBeNull();
  });
});

describe('sources in a prompt', () => {
  const paper = paperOf({
    id: 'p',
    title: 'A\nSource 9',
    abstract: 'One is here. Two is here. Three is here.',
    year: 2024,
  });
  const source = (ordinals: readonly number[]) => {
    const all = retrievedPaper(paper).passages;
    return { paper, passages: ordinals.flatMap((n) => all.filter(({ passage }) => passage.ordinal === n)) };
  };

  it('are numbered, a line for title, year and abstract each', () => {
    expect(sourcesText([source([0, 1, 2])])).toBe(
      'Source 1\nTitle: A Source 9\nYear: 2024\nAbstract: One is here. Two is here. Three is here.',
    );
  });

  it('show where sentences were left out', () => {
    expect(sourcesText([source([0, 2])])).toContain('Abstract: One is here. […] Three is here.');
  });
});

describe('the fence', () => {
  it('is in none of the texts, and the same for the same texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        const fence = fenceFor(texts);
        expect(texts.join('\n')).not.toContain(fence);
        expect(fenceFor(texts)).toBe(fence);
        // Not even when somebody has seen it before.
        expect([...texts, fence].join('\n')).not.toContain(fenceFor([...texts, fence]));
      }),
    );
  });

  it('cannot be begun by a text, which keeps to one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\n\r\u2028\u2029\u0085]/u);
      }),
    );
  });
});
