import { describe, expect, it } from 'vitest';
import type { Objection } from '../../src/grounding/draft.ts';
import { objectionText } from '../../src/grounding/objection-text.ts';

describe('an objection in words', () => {
  it.each<[Objection, string]>([
    [{ kind: 'empty' }, 'no words'],
    [{ kind: 'too-long', characters: 812 }, '812'],
    [{ kind: 'no-quote' }, 'quotes no source'],
    [{ kind: 'unknown-source', marker: 7 }, 'source 7'],
    [{ kind: 'not-verbatim', marker: 1, quote: 'it wins' }, 'it wins'],
    [{ kind: 'figure', figure: '45%', found: 'nowhere' }, 'the number 45% is in none of the cited abstracts'],
    [{ kind: 'figure', figure: '45%', found: 'elsewhere' }, 'not in what is quoted'],
    [{ kind: 'figure', figure: '45%', found: 'nearly' }, 'other digits or another unit'],
    [{ kind: 'figure', figure: '45%', found: 'otherwise' }, 'something else'],
    [{ kind: 'name', name: 'GPT-4', found: 'nowhere' }, 'the name GPT-4 is in none of the cited abstracts'],
    [{ kind: 'name', name: 'GPT-4', found: 'elsewhere' }, 'not in what is quoted'],
    [{ kind: 'negation', word: 'without' }, '“without”'],
    [{ kind: 'direction', claimed: 'lower', quoted: 'higher' }, '“lower” where “higher” is quoted'],
    [{ kind: 'roles', one: 'teacher', other: 'student' }, 'of teacher and of student'],
    [{ kind: 'scope', word: 'all' }, '“all”'],
    [{ kind: 'words', words: ['audio', 'music'], share: 0.456 }, '46% of the claim'],
    [{ kind: 'words', words: [], share: 1 }, '100%'],
    [{ kind: 'language' }, 'another language'],
    [
      { kind: 'entailment', answer: 'no', why: 'it is the other way round' },
      'do not carry the claim: it is the other way',
    ],
    [{ kind: 'entailment', answer: 'partly', why: 'one half' }, 'only in part: one half'],
  ])('%o', (objection, words) => {
    expect(objectionText(objection)).toContain(words);
  });
});
