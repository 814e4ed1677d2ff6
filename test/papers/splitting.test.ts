import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitIntoPassages } from '../../src/papers/splitting.ts';

/** The sentences of a text in which `¦` marks where it is to be split. */
function expectSplit(marked: string): void {
  const expected = marked.split('¦').map((sentence) => sentence.trim());
  const abstract = expected.join(' ');
  expect(splitIntoPassages({ id: 'p', abstract }).map((passage) => passage.text)).toEqual(expected);
}

describe('splitIntoPassages', () => {
  test.each([
    'We use it, e.g. for images. ¦ It works, i.e. The loss falls.',
    'We weigh one vs. Three others of that kind.',
    'As Su et al. showed, it is isotropic. ¦ They agree with He et al. (2016) on this.',
    'This follows Liu et al. ¦ We extend their work to video.',
    'It is better, cf. Fig. 3 and Eq. 2, approx. 5 times vs. the baseline. ¦ Nothing else changed here.',
    'It gains 3.5 points. ¦ 3D vision profits by 0.5 vs. 0.4 in version 1.2.3 of the tool.',
    'Samples are i.i.d. and labeled. ¦ The gradient w.r.t. the input is bounded. ¦ We studied patients in the U.S. and abroad.',
    'Data are not i.i.d. ¦ We therefore adapt the model.',
    'J. Smith and K. Heller proposed it. ¦ This is plan B. ¦ We go on with plan C.',
    'Is attention all you need? ¦ We doubt it! ¦ Other things help too.',
    'It has many parts (see Sec. 3. There is more there.) and a whole. ¦ The rest is simple.',
    'We ask "Is it safe? Is it fair?" of every model. ¦ They answer both questions.',
    'It ends with "quotes." ¦ Then it goes on.',
    'It waits... and then it answers. ¦ Nothing was lost.',
    'They include images, text, etc. ¦ The model reads them all.',
    'Images, text, etc. are read by the model in turn.',
    'Clustering is hard. ¦ iLA-SDP avoids local optima. ¦ k-means does not do so. ¦ kNN-Embed is faster.',
    'It has three parts. ¦ (1) An encoder reads. ¦ (2) A decoder writes. ¦ (iii) The critic judges them.',
    'Parts are 1) align with the goal, 2) learn patterns, and 3) stop.',
    'The code is at https://github.com/a/b.c. ¦ The data are at www.foo.org/x.y?z=1 as well.',
    'Node.js and U.S. laws do not matter to https://a.b/training.We and others.',
    'the flow is steady . the wing is thin . results are given for m = 2 . 5 at most .',
    'The latency is 180 ms. ¦ Scans come from OCT. ¦ We measured in Oct. 2024 by hand.',
    'The set x = {1, 2. 3} holds. ¦ Let f(x) = 0.5x^2. ¦ Then O(n log n) is enough.',
    '3. Results are listed below.',
  ])('%s', (marked) => {
    if (!marked.startsWith('the flow')) expectSplit(marked);
    else expectSplit('the flow is steady . ¦ the wing is thin . ¦ results are given for m = 2 . 5 at most .');
  });

  test('pieces of less than three words stay with their neighbour', () => {
    expectSplit('It is fast. Really fast. ¦ It is small too.');
    expectSplit('It is fast by far. ¦ Code: https://a.b/c. ¦ It is small too.');
    expectSplit('Wow! Attention is all you need. ¦ We show why.');
    expectSplit('Short.');
  });

  test('a space that is missing behind a stop hides no sentence', () => {
    const abstract = 'It improves training.We show this on three sets.';
    const texts = splitIntoPassages({ id: 'p', abstract }).map((passage) => passage.text);
    expect(texts).toEqual(['It improves training.', 'We show this on three sets.']);
  });

  test('an empty abstract has no passages', () => {
    expect(splitIntoPassages({ id: 'p', abstract: '' })).toEqual([]);
    expect(splitIntoPassages({ id: 'p', abstract: ' \n ' })).toEqual([]);
  });

  test('numbers passages and names their paper', () => {
    const passages = splitIntoPassages({ id: 'cs/0112017', abstract: 'One is here now. Two is there then.' });
    expect(
      passages.map(({ id, paperId, ordinal, start, end }) => ({ id, paperId, ordinal, start, end })),
    ).toEqual([
      { id: 'cs/0112017#0', paperId: 'cs/0112017', ordinal: 0, start: 0, end: 16 },
      { id: 'cs/0112017#1', paperId: 'cs/0112017', ordinal: 1, start: 17, end: 35 },
    ]);
  });

  test('whatever the text: in order, apart, trimmed, exact, and nothing but space left out', () => {
    const piece = fc.constantFrom(
      ...[
        'We',
        'see',
        'the',
        'e.g.',
        'i.e.',
        'et al.',
        'Fig.',
        '3.5',
        '3.',
        '.',
        '. ',
        '? ',
        '! ',
        '...',
        '…',
        ' ',
        '  ',
        '\n',
      ],
      ...[
        '(',
        ')',
        '"',
        '“',
        '”',
        '[',
        ']',
        'U.S.',
        'iLA-SDP',
        'https://a.b/c.',
        'We show. ',
        'The end',
        '。',
        '😀',
        'é',
        ';',
        '-',
      ],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, (abstract) => {
        const passages = splitIntoPassages({ id: 'p', abstract });
        let at = 0;
        for (const passage of passages) {
          expect(passage.text).toBe(abstract.slice(passage.start, passage.end));
          expect(passage.text.trim()).toBe(passage.text);
          expect(passage.text).not.toBe('');
          expect(abstract.slice(at, passage.start).trim()).toBe('');
          at = passage.end;
        }
        expect(abstract.slice(at).trim()).toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
