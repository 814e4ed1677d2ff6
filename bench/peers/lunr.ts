import lunr from 'lunr';
import type { Contender } from './engine.ts';

/** lunr with its own pipeline: trimmer, stop words, Porter stems. */
export const LUNR: Contender = {
  name: 'lunr',
  async open(documents) {
    const index = lunr(function () {
      this.ref('id');
      this.field('title');
      this.field('text');
      for (const document of documents) this.add(document);
    });
    const preparation = new lunr.Pipeline();
    preparation.add(lunr.trimmer, lunr.stopWordFilter);
    return {
      async search(words, limit) {
        // In a query string "+", "-", ":" and "~" would be operators. Terms are joined by "or", as there; lunr stems them, but
        // leaves punctuation and stop words of a query to its caller.
        const terms = preparation.run(lunr.tokenizer(words));
        const found = index.query((query) => {
          for (const term of terms) query.term(term.toString(), {});
        });
        return found.slice(0, limit).map(({ ref }) => ref);
      },
      async close() {},
    };
  },
};
