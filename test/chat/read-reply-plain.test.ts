import { describe, expect, it } from 'vitest';
import { createReplyReader } from '../../src/chat/read-reply.ts';
import { readWhole, told } from '../support/read-reply.ts';

function read(text: string, finish: 'complete' | 'length' = 'complete'): string[] {
  const items = told(readWhole(text, text.length, finish));
  for (const size of [1, 4, 9]) expect(told(readWhole(text, size, finish))).toEqual(items);
  return items;
}

const A = 'claims + {"quotes":[{"source":2,"quote":"the words"}],"claim":"A."}';

describe('a reply in plain text', () => {
  it.each([
    ['QUOTE [2]: "the words"\nCLAIM: A.'],
    ['Quote (source 2): “the words”\nClaim: A.\n'],
    ['Source 2: "the words"\nCLAIM 1: A.'],
    ['- QUOTE 2: the words\r\n- CLAIM: A.\r\n'],
    ['1. **Quote [2]:** "the words"\n   **Claim:** A.'],
    ['QUOTE [2]: "the words"\n**CLAIM: A.**'],
    ['QUOTE [2]: "the words"\nCLAIM: A.\n- And more.\n'],
    ['> QUOTE [source 2]: "the\n> words"\nCLAIM: A.'],
    ['Well.\n\nQUOTE [2]: "the words"\n\nCLAIM: A.\n\nHope that helps!'],
  ])('reads %j', (text) => {
    expect(read(text)).toEqual([A]);
  });

  it('gives each claim the quotes before it, and hands it out once something else begins', () => {
    const reader = createReplyReader();
    reader.push('QUOTE [1]: "x"\nQUOTE [3]: "the "y" z"\nCLAIM: B is\n');
    expect(told(reader.push('longer than a line.\nQUOTE'))).toEqual([]);
    expect(told(reader.push(' [2]: "the words"\n'))).toEqual([
      'claims + {"quotes":[{"source":1,"quote":"x"},{"source":3,"quote":"the \\"y\\" z"}],"claim":"B is longer than a line."}',
    ]);
    expect(told(reader.push('CLAIM: A.'))).toEqual([]);
    expect(told(reader.end('complete'))).toEqual([A]);
  });

  it('reads the outcome', () => {
    expect(read('OUTCOME: not-stated')).toEqual(['outcome = "not-stated"']);
    expect(read('**Outcome:** Not stated.\n')).toEqual(['outcome = "not-stated"']);
  });

  it('shows no claim that was cut', () => {
    expect(read('QUOTE [2]: "the words"\nCLAIM: A.', 'length')).toEqual([]);
    expect(read('QUOTE [2]: "the words"\nCLAIM: A.\nQUOTE [1]: "th', 'length')).toEqual([A]);
    expect(read('QUOTE [2]: "the words"\nCLAIM: A.\n', 'length')).toEqual([A]);
  });

  it('takes a claim without quotes for one, so that the check can say what is wrong with it', () => {
    expect(read('CLAIM: A.')).toEqual(['claims + {"quotes":[],"claim":"A."}']);
  });

  it('skips a claim or a quote that is too long, and says so of the claim', () => {
    const long = 'x'.repeat(9000);
    expect(read(`CLAIM: ${long}\nCLAIM: A.`)).toEqual([
      'claims skipped: too-long',
      'claims + {"quotes":[],"claim":"A."}',
    ]);
    const many = 'QUOTE [2]: "x"\n'.repeat(40);
    expect(
      read(`${many}CLAIM: A.`)
        .join()
        .match(/"source"/gu),
    ).toHaveLength(32);
  });

  it('makes nothing of labels behind JSON', () => {
    expect(read('{"outcome":"answered"}\nCLAIM: A.\nCLAIM: B.\n')).toEqual(['outcome = "answered"']);
  });

  it('takes for a quote only what stands in quote marks, when it is not called one', () => {
    expect(read('Source 2: Smith\nCLAIM: A.')).toEqual(['claims + {"quotes":[],"claim":"A."}']);
  });

  it('makes nothing of other text', () => {
    expect(
      read('The sources [1] and [2] say {x: 1} that the claim: it works.\n\nSources: 1, 2\nSource 2: Smith'),
    ).toEqual([]);
    expect(read('')).toEqual([]);
  });

  it('reads a quotation of JSON as part of the quote', () => {
    expect(read('QUOTE [2]: "the {"a": 1} words"\nCLAIM: A.')).toEqual([
      'claims + {"quotes":[{"source":2,"quote":"the {\\"a\\": 1} words"}],"claim":"A."}',
    ]);
  });
});
