import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PaperPart, sentencesOf } from '../../src/answerer/paper-parts.ts';
import { splitIntoPassages } from '../../src/papers/splitting.ts';

const PARTS: readonly PaperPart[] = ['background', 'problem', 'aim', 'proposal', 'method', 'result'];
const KELP = [
  'Whale song has become popular.',
  'However, recorders are expensive and fail in storms.',
  'We propose KelpEar, a recorder that hangs from kelp.',
  'Specifically, KelpEar uses a moving net to filter the sound of waves.',
  'Experiments show that KelpEar hears 12% more songs than a buoy.',
  'Code for experiments that show 12% better results is available at https://example.org/kelp.',
];

const of = (part: PaperPart, sentences: readonly string[]): readonly string[] =>
  sentencesOf(part, splitIntoPassages({ id: 'P', abstract: sentences.join(' ') })).map(({ text }) => text);

describe('the parts of an abstract', () => {
  it.each([
    ['background', 0],
    ['problem', 1],
    ['proposal', 2],
    ['method', 3],
    ['result', 4],
  ] as const)('%s', (part, place) => {
    expect(of(part, KELP)[0]).toBe(KELP[place]);
  });

  it.each([
    ['what is pointed back at', 'problem', 'However, kelp sways. This problem is hard. We propose a net.', 0],
    [
      'what others found',
      'result',
      'Whales sing at night. Nets outperform buoys by 12%. We propose a net.',
      null,
    ],
    ['what will be', 'result', 'We propose a net. We hope our results improve the hearing of whales.', null],
    [
      'the trouble with its own trial',
      'problem',
      'Whales sing at night. We propose a net. However, it fails.',
      null,
    ],
    ['what it does as what came before', 'background', 'We upgrade the net. We propose a buoy.', null],
  ] as const)('never take %s for it', (_, part, abstract, place) => {
    const sentences = abstract.split(/(?<=\.) /u);
    expect(of(part, sentences)[0] ?? null).toBe(place === null ? null : sentences[place]);
  });

  it('of a survey say what it covers', () => {
    const survey = [
      'Whales sing at night.',
      'This survey reviews the hearing of whales.',
      'Many nets exist.',
    ];
    expect(of('aim', survey)[0]).toBe(survey[1]);
  });

  it('are none where no sentence says any', () => {
    for (const part of PARTS) {
      expect(of(part, ['Grey stones beside green water.'])).toEqual([]);
      expect(of(part, ['Code is available at https://example.org.'])).toEqual([]);
      expect(of(part, [])).toEqual([]);
    }
  });

  it('are sentences of the abstract, none twice, the same in whatever order they are given', () => {
    const abstracts = fc.array(
      fc.constantFrom(...KELP, 'Its cost is low.', 'Grey stones lie below.', 'We show that they sing.'),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(abstracts, fc.constantFrom(...PARTS), (sentences, part) => {
        const passages = splitIntoPassages({ id: 'P', abstract: sentences.join(' ') });
        const said = sentencesOf(part, passages);
        expect(new Set(said).size).toBe(said.length);
        for (const passage of said) expect(passages).toContain(passage);
        expect(sentencesOf(part, passages.toReversed())).toEqual(said);
      }),
    );
  });
});
