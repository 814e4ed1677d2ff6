import { describe, expect, it } from 'vitest';
import { readWhole, told } from '../support/read-reply.ts';

/** What is read of a text, the same in whatever pieces it arrives. */
function read(text: string): string[] {
  const items = told(readWhole(text));
  for (const size of [1, 2, 5, 12]) expect(told(readWhole(text, size))).toEqual(items);
  return items;
}

/** The one string of a reply, as the model wrote it between its quote marks. */
function stringOf(written: string): unknown {
  const items = readWhole(`{"claims":[{"quote":"${written}","source":1}]}`);
  read(`{"claims":[{"quote":"${written}","source":1}]}`);
  const [first] = items;
  expect(first).toMatchObject({ type: 'element', value: { source: 1 } });
  return first?.type === 'element' ? Reflect.get(Object(first.value), 'quote') : undefined;
}

const CLAIM = ['claims + {"claim":"A.","source":2}', 'claims closed'];

describe('JSON as models write it', () => {
  it.each([
    [
      'text and a fence around it',
      'Sure, [1] says {so}:\n```json\n{"claims":[{"claim":"A.","source":2}]}\n```\nOk?',
    ],
    ['trailing commas', '{"claims":[{"claim":"A.","source":2,},],}'],
    ['single quotes', "{'claims':[{'claim':'A.','source':2}]}"],
    ['typographic quotes', '{“claims”: [{“claim”: “A.”, “source”: 2}]}'],
    ['typographic single quotes', '{‘claims’: [{‘claim’: ‘A.’, ‘source’: 2}]}'],
    ['bare keys', '{claims: [{claim: "A.", source: 2}]}'],
    ['line comments', '{"claims":[ // the "claims"\n{"claim":"A.", // it\'s {one}\n"source":2} # so\n]}'],
    ['block comments', '{/* "x": */"claims":/**/[{"claim":"A."/* }] */,"source":2}]}'],
    ['keys with a capital', '{"Claims":[{"Claim":"A.","Source":2}]}'],
    ['keys in capitals', '{"CLAIMS":[{"CLAIM":"A.","SOURCE":2}]}'],
    ['line ends of Windows', '\uFEFF{\r\n"claims":[\r\n{"claim":"A.",\r\n"source":2}\r\n]\r\n}'],
    ['joined strings', '{"claims":[{"claim":"A" + "." ,"source":2}]}'],
    ['joined strings on two lines', '{"claims":[{"claim":"A" +\n  ".","source":2}]}'],
    ['missing commas', '{"claims":[{"claim":"A."\n"source":2}\n]}'],
    ['a missing colon', '{"claims":[{"claim" "A.","source":2}]}'],
    ['a missing brace before the bracket', '{"claims":[{"claim":"A.","source":2]}'],
    ['unnecessary whitespace', ' \n { "claims" : [ { "claim" : "A." , "source" : 2 } ] } \n'],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual(CLAIM);
  });

  it('reads the constants of Python and of JavaScript, and words without quotes', () => {
    expect(read('{"a":None,"b":True,"c":[False],"d":undefined,outcome: not-stated, e: not stated}')).toEqual([
      'a = null',
      'b = true',
      'c = [false]',
      'd = null',
      'outcome = "not-stated"',
      'e = "not stated"',
    ]);
  });

  it('reads on behind a claim that lacks its brace or has one too many', () => {
    const both = ['claims + {"claim":"A."}', 'claims + {"claim":"B."}'];
    expect(read('{"claims":[{"claim":"A.", {"claim":"B."}]}').slice(0, 2)).toEqual(both);
    const late = read('{"claims":[{"claim":"A."}},{"claim":"B."}]}');
    expect(late.filter((item) => item.includes('+'))).toEqual(both);
  });

  it('takes a trailing comma behind a string', () => {
    expect(read('{"claims":[{"claim":"A.",}, {"claim":"B."}],}')).toEqual([
      'claims + {"claim":"A."}',
      'claims + {"claim":"B."}',
      'claims closed',
    ]);
  });

  it('takes bare keys of any name where keys are bare', () => {
    expect(read('{rows:[{aspect: "A", other: "the "x" y", third: 1}]}')).toEqual([
      'rows + {"aspect":"A","other":"the \\"x\\" y","third":1}',
      'rows closed',
    ]);
    expect(read('{"rows":[{"aspect":"the "x", other: y"}]}')).toEqual([
      'rows + {"aspect":"the \\"x\\", other: y"}',
      'rows closed',
    ]);
  });

  it('joins strings with quotations in them', () => {
    expect(read('{"claims":[{"claim":"A" + "the "b" c"}]}')).toEqual([
      'claims + {"claim":"Athe \\"b\\" c"}',
      'claims closed',
    ]);
  });

  it('reads an escaped mark in a string between typographic ones', () => {
    expect(read('{“claims”:[{“claim”:“A \\” B”}]}')[0]).toBe('claims + {"claim":"A ” B"}');
  });

  it('takes the object for the value where words are before it', () => {
    expect(read('{"note": see below {"x":1}, "n": 2}')).toEqual(['note = {"x":1}', 'n = 2']);
  });

  it('makes nothing of the text behind a list that was not closed', () => {
    expect(read('{"claims":[{"claim":"A."}}\nHope: this "helps", "n": 1}')).toEqual([
      'claims + {"claim":"A."}',
      'claims closed',
    ]);
  });

  it('closes what a model forgot to close within a claim', () => {
    expect(read('{"claims":[{"quotes":[{"source":1,"quote":"x"],"claim":"A."}]}')).toEqual([
      'claims + {"quotes":[{"source":1,"quote":"x"}],"claim":"A."}',
      'claims closed',
    ]);
  });

  it('skips a claim beyond repair, says so, and reads on', () => {
    expect(read('{"claims":[{"claim":: ::"A."},{"claim":"B."}]}')).toEqual([
      'claims skipped: unreadable',
      'claims + {"claim":"B."}',
      'claims closed',
    ]);
  });
});

describe('strings as models write them', () => {
  it.each([
    ['the "bag of words" model is', 'the "bag of words" model is'],
    ['"Attention" is all', '"Attention" is all'],
    ['all is "attention"', 'all is "attention"'],
    ['he said "x", and left', 'he said "x", and left'],
    ['of "x": the best', 'of "x": the best'],
    ['a "b", "c\nd": e', 'a "b", "c\nd": e'],
    ['"a", "b" and "c"', '"a", "b" and "c"'],
    ['the "[MASK]" token', 'the "[MASK]" token'],
    ['the ["x"] list', 'the ["x"] list'],
    ['a ""doubled"" mark', 'a ""doubled"" mark'],
    ['an escaped \\"x\\" and a bare "y"', 'an escaped "x" and a bare "y"'],
    ['two\nlines\tand\r\nmore', 'two\nlines\tand\r\nmore'],
    ['45\\% of \\$5, x\\_1', '45% of $5, x_1'],
    ['\\alpha and \\(x\\)', '\\alpha and \\(x\\)'],
    ['\\beta, \\frac{1}{2}, \\theta_1, \\nu, \\rho', '\\beta, \\frac{1}{2}, \\theta_1, \\nu, \\rho'],
    ['a\\nnew line, a\\ttab', 'a\nnew line, a\ttab'],
    ["it\\'s “so” ‘x’", "it's “so” ‘x’"],
    ['\\u00e9 \\ud83d\\ude00 \\upsilon \\u12', 'é 😀 \\upsilon \\u12'],
    ['half a pair: \\ud83d.', 'half a pair: \ufffd.'],
    ['// no comment # at /* all', '// no comment # at /* all'],
    ['', ''],
  ])('reads %j', (written, meant) => {
    expect(stringOf(written)).toBe(meant);
  });

  it('tells an apostrophe from the end of a string', () => {
    expect(read("{'claims':[{'claim':'the model's best, the models' worst'}]}")).toEqual([
      'claims + {"claim":"the model\'s best, the models\' worst"}',
      'claims closed',
    ]);
  });

  it('reads quotations within the strings of a list', () => {
    expect(read('{"search":["the "x" y", "z "w"" , "last"]}')).toEqual([
      'search = ["the \\"x\\" y","z \\"w\\"","last"]',
    ]);
  });

  it('does not wait for what follows when the object is closed behind a string', () => {
    expect(told(readWhole('{"claims":[{"claim":"A."}', 1, 'length'))).toEqual(['claims + {"claim":"A."}']);
  });
});
