import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createReplyReader, type ReplyItem } from '../../src/chat/read-reply.ts';
import { readPieces, readWhole } from './read-reply.ts';

/** What replies are made of, whole and broken. */
const FRAGMENTS =
  '{ } [ ] " \' “ ” , : \\ / # + - 1 a null None true // /* */ \n \r\n \t \uFEFF \uD83D \uDE00 ``` ```json'
    .split(' ')
    .concat([
      ' ',
      '    ',
      '{"outcome":"answered",',
      '{"claims":[',
      '{"claim":"A."}',
      '{"quotes":[{"source":1,"quote":"x"}],"claim":"A."},',
      '{"answer":{',
      '{claim: ',
      '"quote":"',
      '","',
      '"}',
      '"]',
      '"__proto__":',
      'QUOTE [1]: "x"\n',
      'CLAIM: A.\n',
      '- OUTCOME: not-stated',
      '\\u00',
      '\\n',
      '\\theta',
      '\\%',
      ` ${'long '.repeat(60)}`,
    ]);

const anyText = fc.oneof(
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

/** Control characters that stand for TeX commands in replies, where they are followed by letters, are not in question here. */
const anyString = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 12 }).map((parts) => parts.join('')),
  )
  .map((text) => text.replace(/[\b\f]/gu, '').replace(/([\n\r\t])(?=[a-z])/giu, '$1 '));

const SAFE_KEYS = ['quotes', 'quote', 'source', 'claim', 'text', 'constructor', 'toString', 'x y', 'é"', ''];
const anyKey = fc.oneof(
  fc.constantFrom(...SAFE_KEYS),
  anyString.filter((key) => key.isWellFormed() && key !== '__proto__' && key === key.toLowerCase()),
);

const { value: anyValue } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(anyString, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(anyKey, tie('value'), { maxKeys: 4 }),
}));
const anyObject = fc.dictionary(anyKey, anyValue, { maxKeys: 4 });

/** Top-level keys and values that mean what they say: no wrapper, no reply that is itself a claim. */
const anyReply = fc.dictionary(
  fc.constantFrom('outcome', 'search', 'claims', 'rows', 'notes', 'standaloneQuestion', 'n', 'q"'),
  fc.oneof(
    fc.array(anyObject, { maxLength: 4 }),
    fc.array(anyString, { maxLength: 4 }),
    anyValue.filter((value) => typeof value !== 'object' || value === null),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), anyValue, { maxKeys: 3 }),
  ),
  { maxKeys: 6 },
);

const anyIndent = fc.constantFrom(0, 1, 2, '\t', '\r\n');
const anyFrame = fc.constantFrom(
  ['', ''],
  ['```json\n', '\n```'],
  ['Sure, [1]: ', '\nIs {that} fine?'],
  ['\uFEFF\n', ' '],
);
const anySizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 500 })), {
  minLength: 1,
  maxLength: 20,
});
const anyFinish = fc.constantFrom('complete' as const, 'length' as const);

/** The text in pieces of these lengths, over and over. */
function pieces(text: string, sizes: readonly number[]): string[] {
  const result: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    result.push(text.slice(at, at + size));
    at += size;
  }
  return result;
}

function wellFormed(value: unknown): unknown {
  const text = JSON.stringify(value, (_, inner) =>
    typeof inner === 'string' ? inner.toWellFormed() : inner,
  );
  return JSON.parse(text);
}

function expectedItems(reply: Readonly<Record<string, unknown>>): ReplyItem[] {
  return Object.entries(reply).flatMap(([key, value]): ReplyItem[] => {
    const [first] = Array.isArray(value) ? value : [];
    const ofObjects = typeof first === 'object' && first !== null && !Array.isArray(first);
    if (!Array.isArray(value) || !ofObjects) return [{ type: 'value', key, value: wellFormed(value) }];
    const entries = value.map((entry): ReplyItem => ({ type: 'element', key, value: wellFormed(entry) }));
    return [...entries, { type: 'closed', key }];
  });
}

function pushed(text: string): ReplyItem[] {
  return createReplyReader().push(text);
}

function assertBegins(whole: readonly ReplyItem[], start: readonly ReplyItem[]): void {
  assert.deepEqual(start, whole.slice(0, start.length));
}

/** A sentence in which some words stand in quote marks that nobody escaped. */
const quotingSentence = fc
  .array(fc.tuple(fc.constantFrom('the', 'bag', 'of', 'words', 'α-β', '12%', '[x]', '(y)'), fc.boolean()), {
    minLength: 1,
  })
  .map((words) => words.map(([word, quoted]) => (quoted ? `"${word}"` : word)).join(' '));

/**
 * What holds of every reply. Throws with the smallest reply found of which it does not.
 * fast-check chooses the seed, and names it when something fails.
 */
export function runReplyProperties(numRuns: number): void {
  const options = { numRuns };
  fc.assert(
    fc.property(anyReply, anyIndent, anyFrame, anySizes, (reply, indent, [before, after], sizes) => {
      const text = `${before}${JSON.stringify(reply, null, indent)}${after}`;
      const expected = expectedItems(reply);
      assert.deepEqual(readWhole(text), expected, 'a well-formed reply is read as its JSON');
      assert.deepEqual(readPieces(pieces(text, sizes)), expected, 'in whatever pieces it arrives');
    }),
    options,
  );
  fc.assert(
    fc.property(anyReply, anyIndent, fc.nat(), (reply, indent, place) => {
      const text = JSON.stringify(reply, null, indent);
      const cut = readWhole(text.slice(0, place % (text.length + 1)), 7, 'length');
      assertBegins(
        expectedItems(reply),
        cut.filter(({ type }) => type !== 'skipped'),
      );
    }),
    options,
  );
  fc.assert(
    fc.property(anyText, anySizes, anyFinish, (text, sizes, finish) => {
      assert.deepEqual(readPieces(pieces(text, sizes), finish), readWhole(text, text.length, finish));
    }),
    options,
  );
  fc.assert(
    fc.property(anyText, anyText, (text, more) => assertBegins(pushed(text + more), pushed(text))),
    options,
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(quotingSentence, quotingSentence), { minLength: 1 }),
      anySizes,
      (claims, sizes) => {
        const written = claims.map(
          ([quote, claim]) => `{"quotes": [{"source": 1, "quote": "${quote}"}], "claim": "${claim}"}`,
        );
        const items = readPieces(pieces(`{"claims": [${written.join(', ')}]}`, sizes));
        assert.deepEqual(
          items,
          expectedItems({
            claims: claims.map(([quote, claim]) => ({ quotes: [{ source: 1, quote }], claim })),
          }),
        );
      },
    ),
    options,
  );
}
