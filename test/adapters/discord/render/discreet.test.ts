import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discreet } from '../../../../src/adapters/discord/render/discreet.ts';

describe('words for a whole server', () => {
  it.each([
    [
      'full text alone was searched: the embedding model m at http://10.0.0.5:8080/v1 cannot be reached: connection refused',
      'full text alone was searched: the embedding model m cannot be reached: connection refused',
    ],
    [
      'the state file /home/ada/.ibid/state/state.sqlite cannot be written.',
      'the state file cannot be written.',
    ],
    ['the index at /data/index is broken', 'the index is broken'],
    ["the index in 'C:\\Users\\ada\\index' is broken", "the index in 'a file of mine' is broken"],
    ['see http://192.168.1.2/status.', 'see its address.'],
  ])('name no place of the machine: %s', (words, told) => {
    expect(discreet(words)).toBe(told);
  });

  it('say all the rest as it was: %s', () => {
    for (const words of [
      'arXiv (export.arxiv.org) cannot be reached: its host name is not known',
      'precision/recall, 1/2 of the papers and/or n/a at once: 10:30',
      'Your 1,000 tokens of today are used up; they begin again at 00:00 UTC, in 12 h.',
    ])
      expect(discreet(words)).toBe(words);
  });

  it('hold no address, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), fc.string(), (before, url, after) => {
        expect(discreet(`${before} ${url} ${after}`)).not.toContain(url);
      }),
    );
  });
});
