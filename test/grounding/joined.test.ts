import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../src/grounding/judge-draft.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { paperOf } from '../support/papers.ts';

const FIRST = 'The data come from a platform with 300 million monthly users.';
const SECOND = 'Our collection holds sessions of search and recommendation.';
const paper = paperOf({
  id: 'p',
  title: 'Quill: a Collection',
  abstract: `${FIRST} ${SECOND} Quill is public.`,
});
const judge = (text: string, ...quotes: string[]) =>
  judgeDraft(
    { text, quotes: quotes.map((quote) => ({ marker: 1, text: quote })) },
    { paperOf: (marker) => (marker === 1 ? paper : null), analyzer: createAnalyzer() },
  );

describe('what different sentences say', () => {
  it('is not checked when one statement joins it', () => {
    const verdict = judge('Quill holds sessions of 300 million monthly users.', FIRST, SECOND);
    expect(verdict.check).not.toBe('checked');
    expect(verdict.objections.map(({ kind }) => kind)).toContain('joined');
  });

  it('is, when each is a statement of its own', () => {
    const text =
      'The data come from a platform with 300 million monthly users, and the collection holds sessions of search and recommendation.';
    expect(judge(text, FIRST, SECOND).check).toBe('checked');
  });

  it('is, with the name that the paper gives its method', () => {
    expect(judge('Quill holds sessions of search and recommendation.', SECOND).check).toBe('checked');
  });
});
