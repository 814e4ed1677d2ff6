import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArxivLink } from '../../src/catalogue/arxiv-link.ts';
import { UsageError } from '../../src/errors.ts';
import { parseArxivId } from '../../src/papers/identifiers.ts';

function refusalOf(text: string): UsageError {
  try {
    const { id } = readArxivLink(text);
    throw new Error(`was read as ${id}`);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

describe('the paper that is meant', () => {
  it.each([
    '2308.02117',
    ' 2308.02117 ',
    'arXiv:2308.02117',
    'arxiv: 2308.02117',
    'ARXIV 2308.02117',
    'arXiv:2308.02117v2 [cs.LG]',
    'arXiv:2308.02117v1 [cs.LG] 4 Aug 2023',
    'https://arxiv.org/abs/2308.02117',
    'http://www.arxiv.org/abs/2308.02117v1',
    'HTTPS://ArXiv.org/ABS/2308.02117',
    'arxiv.org/abs/2308.02117',
    'export.arxiv.org/abs/2308.02117',
    'https://browse.arxiv.org/pdf/2308.02117.pdf',
    'https://arxiv.org/pdf/2308.02117',
    'https://arxiv.org/pdf/2308.02117v3.pdf#page=4',
    'https://arxiv.org/html/2308.02117v2#S1.F2',
    'https://arxiv.org/abs/2308.02117/',
    'https://arxiv.org/abs/2308.02117?context=cs.AI',
    '<https://arxiv.org/abs/2308.02117>',
    '"2308.02117".',
    '(2308.02117)',
    'https://doi.org/10.48550/arXiv.2308.02117',
    'doi:10.48550/arXiv.2308.02117',
    '10.48550/ARXIV.2308.02117',
    'https://www.alphaxiv.org/abs/2308.02117v2',
    'https://www.alphaxiv.org/overview/2308.02117',
    'https://huggingface.co/papers/2308.02117',
    'https://ar5iv.labs.arxiv.org/html/2308.02117',
  ])('is read from %s', (text) => {
    expect(readArxivLink(text).id).toBe('2308.02117');
  });

  it.each([
    ['math.GT/0309136', 'math/0309136'],
    ['MATH/0309136', 'math/0309136'],
    ['hep-th/9901001v3', 'hep-th/9901001'],
    ['arXiv:cond-mat/0205137', 'cond-mat/0205137'],
    ['https://arxiv.org/abs/math.GT/0309136v1', 'math/0309136'],
    ['https://arxiv.org/pdf/hep-th/9901001.pdf', 'hep-th/9901001'],
    ['https://arxiv.org/abs/math%2F0309136', 'math/0309136'],
    ['10.48550/arXiv.hep-th/9901001', 'hep-th/9901001'],
    ['0704.0001', '0704.0001'],
    ['1412.9999', '1412.9999'],
    ['1501.00001', '1501.00001'],
  ])('of any age: %s', (text, id) => {
    expect(readArxivLink(text).id).toBe(id);
  });

  it('comes with the version that was named, apart', () => {
    expect(readArxivLink('2308.02117v12')).toEqual({ id: '2308.02117', version: 12 });
    expect(readArxivLink('hep-th/9901001v3')).toEqual({ id: 'hep-th/9901001', version: 3 });
    expect(readArxivLink('2308.02117')).toEqual({ id: '2308.02117', version: null });
  });

  const newId = fc
    .record({
      year: fc.integer({ min: 7, max: 40 }),
      month: fc.integer({ min: 1, max: 12 }),
      number: fc.integer({ min: 1, max: 9999 }),
    })
    .map(({ year, month, number }) => {
      const digits = String(number).padStart(year < 15 ? 4 : 5, '0');
      return `${String(year).padStart(2, '0')}${String(month).padStart(2, '0')}.${digits}`;
    });
  const oldId = fc
    .record({
      archive: fc.constantFrom('hep-th', 'math', 'cs', 'astro-ph', 'cond-mat', 'quant-ph', 'q-bio', 'cmp-lg'),
      year: fc.constantFrom('91', '99', '00', '07'),
      month: fc.constantFrom('01', '03', '12'),
      number: fc.integer({ min: 1, max: 999 }),
    })
    .map(
      ({ archive, year, month, number }) => `${archive}/${year}${month}${String(number).padStart(3, '0')}`,
    );
  const form = fc.constantFrom(
    (id: string) => id,
    (id: string) => `arXiv:${id}`,
    (id: string) => `https://arxiv.org/abs/${id}`,
    (id: string) => `<https://arxiv.org/pdf/${id}.pdf>`,
    (id: string) => `www.arxiv.org/html/${id}/?a=b#c`,
    (id: string) => `https://doi.org/10.48550/arXiv.${id}`,
    (id: string) => `  "${id}", `,
  );

  it('is the same in every form, and the id that its record will have', () => {
    const version = fc.option(fc.integer({ min: 1, max: 40 }), { nil: null });
    fc.assert(
      fc.property(fc.oneof(newId, oldId), version, form, (id, number, write) => {
        const text = write(number === null ? id : `${id}v${number}`);
        expect(readArxivLink(text)).toEqual({ id, version: number });
        expect(parseArxivId(id)).toBe(id);
      }),
    );
  });

  it('is an id of arXiv or refused in words, whatever is given, at once', () => {
    const pieces = fc.constantFrom(
      '2308.02117',
      'hep-th/9901001',
      'https://',
      'arxiv.org',
      '/abs/',
      '/pdf/',
      '.pdf',
      'v2',
      '10.48550/arXiv.',
      'doi.org/',
      '<',
      '>',
      '[cs.LG]',
      ' ',
      '%2F',
      '%',
      '\u202e',
      '\ud800',
      'é',
      '..',
      '@',
      '?',
      '#',
    );
    const anything = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('a.'.repeat(3_000), '-'.repeat(5_000), ' ['.repeat(3_000), '<'.repeat(5_000)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        let id: string;
        try {
          ({ id } = readArxivLink(text));
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          expect(error.message).toMatch(/^\S.*\S$/u);
          expect(error.message.length).toBeLessThan(300);
          expect(error.remedy).not.toBeNull();
          return;
        }
        expect(id).toMatch(/^(?:\d{4}\.\d{4,5}|[a-z-]+\/\d{7})$/u);
        expect(parseArxivId(id)).toBe(id);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what names no paper of arXiv', () => {
  it.each([
    ['', 'no paper is named'],
    ['  <> ', 'no paper is named'],
    ['VQGraph', "'VQGraph' is neither an arXiv id nor a link to one of its papers"],
    ['the paper 2308.02117', "'the paper 2308.02117' is neither an arXiv id nor a link"],
    ['2308.02117 2401.00001', "'2308.02117 2401.00001' names several papers"],
    ['https://arxiv.org/abs/2308.02117, hep-th/9901001', 'names several papers'],
    ['https://example.org/abs/2308.02117', "'https://example.org/abs/2308.02117' is no link to arXiv"],
    ['https://arxiv.org.evil.example/abs/2308.02117', 'is no link to arXiv'],
    ['ftp://example.org/2308.02117', 'is no link to arXiv'],
    ['https://arxiv.org/list/cs.LG/recent', 'is not the address of a paper'],
    ['https://arxiv.org/abs/2308.02117/extra', 'is not the address of a paper'],
    ['https://huggingface.co/Qwen/Qwen3', 'is not the address of a paper'],
    ['10.1234/abc', "'10.1234/abc' is not one of arXiv's DOIs"],
    ['https://doi.org/10.18653/v1/2024.emnlp-main.364', "is not one of arXiv's DOIs"],
    ['2308.0211', "'2308.0211' is no arXiv id: year and month, a dot, then four digits"],
    ['1234.5678', 'is no arXiv id'],
    ['arXiv:2313.01234', 'is no arXiv id'],
    ['2308.02117v0', 'is no arXiv id'],
    ['2308.021171', 'is no arXiv id'],
  ])('is refused: %j', (text, words) => {
    const { message, remedy } = refusalOf(text);
    expect(message).toContain(words);
    expect(remedy).toMatch(/arXiv|one at a time/u);
  });

  it('is shown short and without what could act in a terminal', () => {
    const { message } = refusalOf(`\u001b[31m${'long '.repeat(100)}`);
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(200);
  });
});
