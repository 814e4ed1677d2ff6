import { describe, expect, it } from 'vitest';
import { createReplyReader } from '../../src/chat/read-reply.ts';
import { readWhole, told } from '../support/read-reply.ts';

const GOOD = '{"claim":"A."}';
const AFTER = [`claims + ${GOOD}`, 'claims closed'];
const MEGABYTE = 1_048_576;

describe('a hostile reply', () => {
  it.each([
    ['nested too deep', `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'too-deep'],
    ['nested too deep in objects', `${'{"x":'.repeat(65)}1${'}'.repeat(65)}`, 'too-deep'],
    ['a string of 100 kB', `{"x":"${'x'.repeat(100_000)}"}`, 'too-long'],
    ['a word of 100 kB', `{"x":${'1'.repeat(100_000)}}`, 'too-long'],
    ['100 kB of small things', `{"x":[${'1,'.repeat(50_000)}1]}`, 'too-long'],
  ])('skips an element that is %s, and reads on', (_, element, why) => {
    for (const size of [999, MEGABYTE])
      expect(told(readWhole(`{"claims":[${element},${GOOD}]}`, size))).toEqual([
        `claims skipped: ${why}`,
        ...AFTER,
      ]);
  });

  it('takes what is just not too deep or too long', () => {
    const deep = `${'['.repeat(63)}${']'.repeat(63)}`;
    const long = 'x'.repeat(65_000);
    const items = readWhole(`{"claims":[{"x":${deep}},{"x":"${long}"}]}`, 1000);
    expect(told(items)).toEqual([`claims + {"x":${deep}}`, `claims + {"x":"${long}"}`, 'claims closed']);
  });

  it('hands out no key that becomes a prototype, and no prototype', () => {
    const items = readWhole(
      '{"__proto__":{"polluted":1},"claims":[{"__proto__":{"polluted":1},"constructor":{"prototype":2}}]}',
    );
    expect(told(items)).toEqual(['claims + {"constructor":{"prototype":2}}', 'claims closed']);
    const [first] = items;
    const value = first?.type === 'element' ? first.value : null;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Reflect.get(Object.assign({}, value), 'polluted')).toBeUndefined();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  // Read anew with every piece, any of these takes minutes; the test's own time-out is what fails then.
  it.each([
    ['prose', 'x '],
    ['lines', 'x\n'],
    ['braces', '{'],
    ['brackets', '['],
    ['bare objects', '{"x":'],
    ['labelled lines', 'QUOTE [1]: "x"\n'],
    ['a line of a claim', 'CLAIM: {"'],
    ['quotes', '{"x":"" ', '" '],
    ['quotes that may end a string', '{"x":"', '","'],
    ['quotes before long keys', '{"x":"', `","${'k'.repeat(250)}`],
    ['quotes before white space', '{"x":"', `"${' '.repeat(300)}`],
    ['backslashes', '{"x":"', '\\'],
    ['slashes', '{"x":', '/'],
    ['comments', '{"x":"', '"/*'],
    ['colons', '{"x"', ':'],
    ['closing brackets', '{"claims":[', '{"x":[}'],
    ['small pairs', '', `{${'"x":1,'.repeat(900)}"y":0}\n`],
  ])('reads a megabyte of %s in pieces of seven characters', (_, first, rest = first) => {
    const text = first + rest.repeat(MEGABYTE / rest.length);
    const reader = createReplyReader();
    for (let at = 0; at < text.length; at += 7) reader.push(text.slice(at, at + 7));
    for (const item of reader.end('length')) expect(item.type).not.toBe('element');
  });
});
