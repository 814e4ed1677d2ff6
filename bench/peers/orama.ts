import { create, insertMultiple, search } from '@orama/orama';
import { language, stemmer } from '@orama/stemmers/english';
import { stopwords } from '@orama/stopwords/english';
import type { Contender } from './engine.ts';

/** Orama with its own English stemmer and stop words. */
export const ORAMA: Contender = {
  name: 'Orama',
  async open(documents) {
    const index = create({
      schema: { title: 'string', text: 'string' } as const,
      components: {
        tokenizer: { language, stemming: true, stemmer, stopWords: [...stopwords] },
      },
    });
    await insertMultiple(
      index,
      documents.map(({ id, title, text }) => ({ id, title, text })),
    );
    return {
      async search(words, limit) {
        const { hits } = await search(index, { term: words, limit });
        return hits.map(({ id }) => id);
      },
      async close() {},
    };
  },
};
