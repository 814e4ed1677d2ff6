import { stopwords } from '@orama/stopwords/english';
import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import type { Contender } from './engine.ts';

const STOP_WORDS = new Set(stopwords);

/** MiniSearch, which stems nothing and stops nothing by itself: its documentation says to do both in `processTerm`. */
export const MINISEARCH: Contender = {
  name: 'MiniSearch',
  async open(documents) {
    const index = new MiniSearch({
      fields: ['title', 'text'],
      processTerm(term) {
        const lower = term.toLowerCase();
        return STOP_WORDS.has(lower) ? null : stemmer(lower);
      },
    });
    index.addAll(documents);
    return {
      search: async (words, limit) =>
        index
          .search(words)
          .slice(0, limit)
          .map(({ id }) => String(id)),
      async close() {},
    };
  },
};
