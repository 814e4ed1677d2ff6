import fc from 'fast-check';
import type { AnswerView, ShownEvent } from '../../../../src/adapters/discord/render/answer-view.ts';
import type { AnswerEnd, Citation } from '../../../../src/answerer/answer.ts';
import type { Paper } from '../../../../src/papers/paper.ts';
import { paperOf } from '../../../support/papers.ts';

/** Pieces that are dangerous by themselves or when they meet. */
const PIECES = [
  '@everyone',
  '@here',
  '@',
  '<@123>',
  '<@!123>',
  '<@&123>',
  '<#123>',
  '</ask:123>',
  '<t:1700000000:R>',
  '<id:customize>',
  '<:smile:123>',
  '<a:wave:123>',
  ':smile:',
  '<',
  '>',
  '<https://evil.example/a>',
  'https://evil.example/x_y_z',
  'HTTP://evil.example',
  'steam://run/1',
  '://',
  'discord.gg/abc',
  'https://Discord.com/invite/abc',
  'discordapp.com/invite/abc',
  'disc',
  'ord.gg/abc',
  '[here](https://evil.example)',
  '[',
  ']',
  '(',
  ')',
  '](',
  '`',
  '```',
  '```js\n',
  '*',
  '**',
  '_',
  '__',
  '~',
  '~~',
  '|',
  '||',
  '\\',
  '\\\\',
  '# ',
  '## ',
  '-# ',
  '- ',
  '-',
  '+ ',
  '1. ',
  '12.',
  '> ',
  '>>> ',
  '\n',
  '\r\n',
  '\u2028',
  '\n\n\n',
  ' ',
  '\t',
  '\u00a0',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u202e',
  '\u2066',
  '\u0000',
  '\u001b[31m',
  '\ud800',
  '\u{e0041}',
  'e\u0301',
  '👩‍🔬',
  '論文',
  'می‌خواهم',
  '[1]',
  'snake_case_name',
  '3.90%',
  'p < 0.05',
  'x^2 + y_i ≤ 3',
  'We propose VQGraph. ',
  'It is faster by 828x. ',
  'and so on ',
] as const;

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);

/** Any text, mostly of the worst kind; now and then longer than a message. */
export const anyText = fc.oneof(
  { weight: 8, arbitrary: fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(piece, { minLength: 1, maxLength: 6 }), fc.integer({ min: 20, max: 300 }))
      .map(([parts, times]) => parts.join('').repeat(times).slice(0, 6000)),
  },
);

const anyUrl = fc.oneof(
  fc.constant(null),
  anyText,
  fc.constantFrom(
    'https://example.org/paper_1.pdf',
    'http://example.org/a?b=c&d=*e*#_f_',
    'https://user:password@example.org/',
    'javascript:alert(1)',
    'https://discord.gg/abc',
    'https://example.org/discord.gg/abc',
    'https://example.org/@everyone/(x)[y]',
    'https://example.org/?to=https://evil.example',
    `https://example.org/${'x'.repeat(600)}`,
    'https://例え.example/ü',
  ),
);

export const anyPaper: fc.Arbitrary<Paper> = fc
  .record({
    id: anyText,
    title: anyText,
    titleDerived: fc.boolean(),
    abstract: anyText,
    authors: fc.array(anyText, { maxLength: 4 }),
    year: fc.option(fc.integer({ min: 1900, max: 2100 })),
    venue: fc.option(anyText),
    arxivId: fc.option(anyText),
    doi: fc.option(anyText),
    url: anyUrl,
  })
  .map(paperOf);

export const anyCitation: fc.Arbitrary<Citation> = fc
  .tuple(
    fc.integer({ min: 1, max: 120 }),
    anyPaper,
    fc.array(anyText, { maxLength: 3 }),
    fc.nat(40),
    fc.nat(40),
  )
  .map(([marker, paper, quotes, from, length]) => ({
    marker,
    paper,
    // One that is in the abstract, beside some that need not be.
    quotes: [...quotes, paper.abstract.slice(from, from + length)],
  }));

const claim = fc.record({
  type: fc.constant('claim' as const),
  claim: fc.record({
    text: anyText,
    quotes: fc.array(fc.record({ marker: fc.integer({ min: 1, max: 120 }), text: anyText }), {
      maxLength: 4,
    }),
    check: fc.constantFrom('quote' as const, 'checked' as const, 'partial' as const),
  }),
});

const cellText = fc.oneof(
  anyText,
  fc.constantFrom('41% faster', 'ImageNet', 'yes', '828x', '論文 3', 'a `code`'),
);

const table = fc.integer({ min: 1, max: 3 }).chain((columns) =>
  fc.record({
    type: fc.constant('table' as const),
    table: fc.record({
      papers: fc.constant(Array.from({ length: columns }, (_, column) => column + 1)),
      rows: fc.array(
        fc.record({
          aspect: cellText,
          cells: fc.array(
            fc.option(
              fc
                .tuple(cellText, cellText, fc.boolean())
                .map(([text, quote, same]) => ({ text, quote: same ? text : quote })),
            ),
            { minLength: columns, maxLength: columns },
          ),
        }),
        { maxLength: 5 },
      ),
    }),
    titles: fc.array(anyText, { minLength: columns, maxLength: columns }),
  }),
);

const anyShown: fc.Arbitrary<ShownEvent> = fc.oneof(
  { weight: 5, arbitrary: claim },
  { weight: 1, arbitrary: table },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('remark' as const),
      remark: fc.record({ text: anyText, heading: fc.boolean() }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('notice' as const),
      notice: fc.record({ text: anyText }),
    }),
  },
);

const anyEnd: fc.Arbitrary<AnswerEnd> = fc.record({
  outcome: fc.constantFrom('answered' as const, 'not-stated' as const, 'not-in-corpus' as const),
  citations: fc.array(anyCitation, { maxLength: 5 }),
  missing: fc.array(anyText, { maxLength: 3 }),
  nearest: fc.array(fc.record({ paperId: anyText, title: anyText, score: fc.constant(0.5) }), {
    maxLength: 3,
  }),
  answerer: anyText,
  degraded: fc.option(anyText),
  usage: fc.constant(null),
  cost: fc.constant(null),
  milliseconds: fc.constant({ retrieve: 1, answer: 1, total: 2 }),
});

/** An answer from its first view to its last. */
export const anyGrowth: fc.Arbitrary<readonly AnswerView[]> = fc
  .record({
    question: fc.option(anyText),
    shown: fc.array(anyShown, { maxLength: 12 }),
    refusal: fc.constantFrom(null, null, 'not-stated' as const, 'not-in-corpus' as const),
    last: fc.constantFrom('done' as const, 'done' as const, 'stopped' as const, 'failed' as const),
    failure: anyText,
    end: anyEnd,
    answerId: fc.oneof(fc.constant('k3x9'), anyText),
  })
  .map(({ question, shown, refusal, last, failure, end, answerId }) => {
    const common = { question, refusal, failure: null, end: null, answerId: null };
    const growing = shown.map((_, count): AnswerView => {
      return { ...common, shown: shown.slice(0, count + 1), state: 'answering' };
    });
    const final: AnswerView = {
      ...common,
      shown,
      state: last,
      failure: last === 'failed' ? failure : null,
      end: last === 'done' ? end : null,
      answerId: last === 'done' ? answerId : null,
    };
    return [{ ...common, refusal: null, shown: [], state: 'searching' }, ...growing, final];
  });
