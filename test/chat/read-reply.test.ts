import { describe, expect, it } from 'vitest';
import { createReplyReader } from '../../src/chat/read-reply.ts';
import { readWhole, told } from '../support/read-reply.ts';

const FIRST = '{"quotes":[{"source":1,"quote":"a {b} [c]"}],"claim":"A."}';
const SECOND = '{"quotes":[],"claim":"B."}';

describe('a reply that streams', () => {
  it('hands out every claim with its closing brace, and the end of the list with its bracket', () => {
    const reader = createReplyReader();
    expect(told(reader.push('{"outcome":"answered","search":["x",'))).toEqual(['outcome = "answered"']);
    expect(told(reader.push('"y"],"claims":['))).toEqual(['search = ["x","y"]']);
    expect(told(reader.push(FIRST.slice(0, -1)))).toEqual([]);
    expect(told(reader.push('}'))).toEqual([`claims + ${FIRST}`]);
    expect(told(reader.push(`,${SECOND}`))).toEqual([`claims + ${SECOND}`]);
    expect(told(reader.push(']'))).toEqual(['claims closed']);
    expect(told(reader.push('}'))).toEqual([]);
    expect(told(reader.end('complete'))).toEqual([]);
  });

  it('hands out a value of any kind once it is complete, an empty list among them', () => {
    const reply = '{"a":12,"b":null,"c":{"d":[1,{"e":2}]},"rows":[],"f":[1,{"g":3}],"h":-1.5e3}';
    expect(told(readWhole(reply))).toEqual([
      'a = 12',
      'b = null',
      'c = {"d":[1,{"e":2}]}',
      'rows = []',
      'f = [1,{"g":3}]',
      'h = -1500',
    ]);
  });

  it('hands out whatever else is in a list of objects, each entry by itself', () => {
    expect(told(readWhole('{"rows":[{"a":1}, 2, "three", [4], null]}'))).toEqual([
      'rows + {"a":1}',
      'rows + 2',
      'rows + "three"',
      'rows + [4]',
      'rows + null',
      'rows closed',
    ]);
  });

  it('ignores what is pushed after the end', () => {
    const reader = createReplyReader();
    reader.end('complete');
    expect(reader.push(`{"claims":[${FIRST}]}`)).toEqual([]);
    expect(reader.end('complete')).toEqual([]);
  });
});

describe('a reply that is cut', () => {
  it('drops the claim that it is cut in, at whatever place, and says so', () => {
    const begun = `{"claims":[${FIRST},`;
    for (let length = 1; length < SECOND.length; length += 1) {
      const items = told(readWhole(begun + SECOND.slice(0, length), 5, 'length'));
      expect(items).toEqual([`claims + ${FIRST}`, 'claims skipped: cut']);
    }
  });

  it('gives a string whose closing mark has come, and no number that may have had more digits', () => {
    expect(told(readWhole('{"outcome":"not-stated"', 4, 'length'))).toEqual(['outcome = "not-stated"']);
    expect(told(readWhole('{"outcome":"not-sta', 4, 'length'))).toEqual(['outcome skipped: cut']);
    expect(told(readWhole('{"n":12', 4, 'length'))).toEqual(['n skipped: cut']);
    expect(told(readWhole('{"outcome":"not-" + "sta', 4, 'length'))).toEqual(['outcome skipped: cut']);
    expect(told(readWhole('{"search":["x"', 4, 'length'))).toEqual(['search skipped: cut']);
  });

  it('has nothing to say of a cut between two things', () => {
    for (const rest of ['', ',', ', \n', ']', '],', '],"sea'])
      expect(told(readWhole(`{"claims":[${FIRST}${rest}`, 3, 'length')).join()).not.toContain('skipped');
  });
});

describe('claims that come in another frame', () => {
  const claims = [`claims + ${FIRST}`, `claims + ${SECOND}`];

  it.each([
    ['a bare list', `[${FIRST}, ${SECOND}]`],
    ['a bare list in a fence', `Here:\n\`\`\`json\n[\n${FIRST},\n${SECOND}\n]\n\`\`\``],
    ['one a line', `${FIRST}\n${SECOND}\n`],
    ['one a line with line ends of Windows and a byte order mark', `\uFEFF${FIRST}\r\n${SECOND}\r\n`],
  ])('reads %s', (_, text) => {
    for (const size of [1, 3, text.length]) expect(told(readWhole(text, size))).toEqual(claims);
  });

  it.each([
    ['"answer"', `{"answer":{"claims":[${FIRST},${SECOND}]}}`],
    ['"result"', `{"result": {"claims":[${FIRST},${SECOND}]}}`],
    ['a name of its own, when it begins like a reply', `{"final":{"claims":[${FIRST},${SECOND}]}}`],
  ])('reads a reply under %s', (_, text) => {
    for (const size of [1, 3, text.length])
      expect(told(readWhole(text, size))).toEqual([...claims, 'claims closed']);
  });

  it('reads a reply two levels deeper as a value', () => {
    expect(told(readWhole('{"answer":{"result":{"claims":[]}}}'))).toEqual(['result = {"claims":[]}']);
  });

  it('takes together what several objects say', () => {
    expect(told(readWhole(`{"outcome":"answered"}\n{"claims":[${FIRST}]}\n${SECOND}`))).toEqual([
      'outcome = "answered"',
      `claims + ${FIRST}`,
      'claims closed',
      `claims + ${SECOND}`,
    ]);
  });

  it('knows a claim that begins with something else, and a row', () => {
    expect(told(readWhole('{"id":7,"claim":"A."}')).at(-1)).toBe('claims + {"id":7,"claim":"A."}');
    expect(told(readWhole('{"aspect":"speed","cells":[{"source":1}]}')).at(-1)).toBe(
      'rows + {"aspect":"speed","cells":[{"source":1}]}',
    );
  });

  it('reads a claim whose brace is missing before the next one', () => {
    expect(told(readWhole('{"claim":"A.", {"claim":"B."}'))).toEqual([
      'claims + {"claim":"A."}',
      'claims + {"claim":"B."}',
    ]);
  });

  it('takes no object for a claim that has much before its claim', () => {
    const long = 'x'.repeat(5000);
    expect(told(readWhole(`{"x":"${long}","claim":"A."}`))).toEqual([`x = "${long}"`, 'claim = "A."']);
  });

  it('takes a single claim where the list should be', () => {
    expect(told(readWhole(`{"outcome":"answered","claims":${FIRST},"search":[]}`))).toEqual([
      'outcome = "answered"',
      `claims + ${FIRST}`,
      'search = []',
    ]);
  });

  it('leaves an object under another key as a value', () => {
    expect(told(readWhole('{"plan":{"sides":[{"a":1}]}}'))).toEqual(['plan = {"sides":[{"a":1}]}']);
    expect(told(readWhole('{"why":"x","answer":"no"}'))).toEqual(['why = "x"', 'answer = "no"']);
  });
});
