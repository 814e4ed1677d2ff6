import bm25 from 'wink-bm25-text-search';
import nlp from 'wink-nlp-utils';
import type { Contender } from './engine.ts';

/** wink-bm25-text-search with the preparation that its documentation gives for wink-nlp-utils. */
export const WINK: Contender = {
  name: 'wink-bm25-text-search',
  async open(documents) {
    const engine = bm25();
    engine.defineConfig({ fldWeights: { title: 1, text: 1 } });
    engine.definePrepTasks([
      nlp.string.lowerCase,
      nlp.string.removeExtraSpaces,
      nlp.string.tokenize0,
      nlp.tokens.propagateNegations,
      nlp.tokens.removeWords,
      nlp.tokens.stem,
    ]);
    for (const { id, title, text } of documents) engine.addDoc({ title, text }, id);
    engine.consolidate();
    return {
      search: async (words, limit) => engine.search(words, limit).map(([id]) => id),
      async close() {},
    };
  },
};
