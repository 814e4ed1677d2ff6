import { LRUCache } from 'lru-cache';
import type { Analyzer } from './analyzer.ts';

/** Characters of the texts whose terms are kept: some 3,000 abstracts and their sentences. */
const KEPT_CHARACTERS = 2 ** 23;

/** An analyzer for questions: the sentences that one question is held against are often those of the next. */
export function rememberTexts(analyzer: Analyzer, keptCharacters = KEPT_CHARACTERS): Analyzer {
  const kept = new LRUCache<string, readonly string[]>({
    maxSize: keptCharacters,
    sizeCalculation: (_terms, text) => text.length + 1,
  });
  return {
    version: analyzer.version,
    terms(text) {
      const known = kept.get(text);
      if (known !== undefined) return known;
      const terms = analyzer.terms(text);
      kept.set(text, terms);
      return terms;
    },
  };
}
