import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { corpusPapers } from '../../bench/corpus-papers.ts';
import { judge } from '../support/judging.ts';

/** Sentences of bundled abstracts, told rightly in other words, and told wrongly by a word or two. */
const SAID = z
  .array(
    z.object({
      paperId: z.string(),
      quote: z.string(),
      told: z.array(z.string()).readonly(),
      altered: z.array(z.string()).readonly(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('told-claims.json', import.meta.url), 'utf8')));
const PAPERS = await corpusPapers();

describe.each(SAID)('$quote', ({ paperId, quote, told, altered }) => {
  const paper = PAPERS.get(paperId);
  const checkOf = (text: string): string =>
    paper === undefined
      ? 'no such paper'
      : judge({ text, quotes: [{ marker: 1, text: quote }] }, paper).check;

  it('may be told in other words', () => {
    for (const claim of told) expect.soft(['checked', 'partial'], claim).toContain(checkOf(claim));
  });

  it('is not called checked when it is told wrongly', () => {
    for (const claim of altered) expect.soft(['partial', 'dropped'], claim).toContain(checkOf(claim));
  });
});
