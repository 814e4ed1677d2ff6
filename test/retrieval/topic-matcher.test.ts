import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/embeddings/embedder.ts';
import { EndpointError, InterruptedError } from '../../src/errors.ts';
import { openLexicon } from '../../src/papers/lexicon.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { searchTerms } from '../../src/query/terms.ts';
import { createTopicMatcher, type TopicMatcher } from '../../src/retrieval/topic-matcher.ts';
import type { IndexReader } from '../../src/store/passage-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';
import { createMemoryReader } from '../support/memory-reader.ts';
import { paperOf, SMALL_CORPUS, splitAtStops } from '../support/papers.ts';

const ROUTING = 'expert routing';

/** Nearer to the topic than anything else can be. */
const crowd = (count: number): Paper[] =>
  Array.from({ length: count }, (_, place) =>
    paperOf({
      id: `crowd-${String(place).padStart(3, '0')}`,
      title: 'Expert routing',
      abstract: `Expert routing. Expert routing number ${place}.`,
    }),
  );

const NEWCOMER = paperOf({
  id: 'new-1',
  title: 'Sending tokens where they belong',
  abstract:
    'Large language models grow with every year. We learn expert routing from the order of the tokens. Training takes half of the hours it took.',
});

async function matcherOver(
  papers: readonly Paper[],
  given: { readonly embedder?: Embedder; readonly watch?: (reader: IndexReader) => IndexReader } = {},
): Promise<TopicMatcher> {
  const analyzer = createAnalyzer();
  const stored = given.embedder ?? createHashingEmbedder(256);
  const reader = await createMemoryReader({ papers, split: splitAtStops, embedder: stored, analyzer });
  const vocabulary = await reader.vocabulary();
  return createTopicMatcher({
    reader: given.watch?.(reader) ?? reader,
    embedder: stored,
    analyzer,
    termsOf: async (text) =>
      searchTerms(text, analyzer, vocabulary, openLexicon(''), { spelling: 'as written' }),
  });
}

/** One whose cosines are never below 0.7, as those of some models are not. */
function narrow(embedder: Embedder): Embedder {
  const squeeze = (vector: Float32Array): Float32Array => {
    const wide = new Float32Array(vector.length + 1);
    wide.set(vector.map((value) => value * Math.sqrt(0.3)));
    wide[vector.length] = Math.sqrt(0.7);
    return wide;
  };
  return {
    ...embedder,
    dimensions: async () => (await embedder.dimensions()) + 1,
    embedDocuments: async (texts) => (await embedder.embedDocuments(texts)).map(squeeze),
    embedQuery: async (text) => squeeze(await embedder.embedQuery(text)),
  };
}

const idsOf = (papers: readonly Paper[]): string[] => papers.map(({ id }) => id);

describe('the papers on a topic', () => {
  it('are found however many others are nearer, each with its best sentence', async () => {
    const matcher = await matcherOver([...crowd(70), NEWCOMER, ...SMALL_CORPUS]);
    const { best, total, degraded } = await matcher.match({
      topic: ROUTING,
      paperIds: ['new-1', '2308.02117'],
      limit: 8,
    });
    expect(best.map(({ paper }) => paper.id)).toEqual(['new-1']);
    expect(best[0]?.sentence).toBe('We learn expert routing from the order of the tokens.');
    expect([total, degraded]).toEqual([1, null]);
  });

  it('are none where nothing is about it, even when some paper has to be the nearest', async () => {
    const matcher = await matcherOver(SMALL_CORPUS);
    for (const topic of ['marine biology of coral reefs', 'quantum error correction', 'labour markets'])
      expect(await matcher.match({ topic, paperIds: idsOf(SMALL_CORPUS), limit: 8 })).toEqual({
        best: [],
        total: 0,
        degraded: null,
      });
  });

  it('are the same with an embedder to which everything is similar', async () => {
    const papers = [...crowd(3), NEWCOMER, ...SMALL_CORPUS];
    const matcher = await matcherOver(papers, { embedder: narrow(createHashingEmbedder(256)) });
    const found = async (topic: string): Promise<string[]> => {
      const { best } = await matcher.match({ topic, paperIds: idsOf(papers), limit: 8 });
      return best.map(({ paper }) => paper.id).sort();
    };
    // The survey reviews expert networks and routing.
    expect(await found(ROUTING)).toEqual(['2101.00002', ...idsOf(crowd(3)), 'new-1']);
    expect(await found('speech recognition')).toEqual(['2101.00003']);
    expect(await found('marine biology of coral reefs')).toEqual([]);
  });

  it('are counted, of which the best are given back; a great many are read in portions', async () => {
    const papers = [...crowd(300), NEWCOMER];
    const portions: number[] = [];
    const matcher = await matcherOver(papers, {
      watch: (reader) => ({
        ...reader,
        passagesOf(ids) {
          portions.push(ids.length);
          return reader.passagesOf(ids);
        },
      }),
    });
    const { best, total } = await matcher.match({
      topic: ROUTING,
      paperIds: ['gone', ...idsOf(papers), ...idsOf(papers)],
      limit: 3,
    });
    expect(total).toBe(301);
    expect(best).toHaveLength(3);
    const scores = best.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.max(...portions)).toBeLessThanOrEqual(128);
  });

  it('are those that say its words when the embedder is down, and that is told', async () => {
    const papers = [...crowd(2), NEWCOMER, ...SMALL_CORPUS];
    const whole = createHashingEmbedder(256);
    let down = false;
    const matcher = await matcherOver(papers, {
      embedder: {
        ...whole,
        async embedQuery(text) {
          if (down)
            throw new EndpointError('nobody answers at http://localhost:1', { url: '', retryable: true });
          return whole.embedQuery(text);
        },
      },
    });
    down = true;
    const { best, degraded } = await matcher.match({
      topic: ROUTING,
      paperIds: ['new-1', '2101.00001'],
      limit: 8,
    });
    expect(best.map(({ paper }) => paper.id)).toEqual(['new-1']);
    expect(degraded).toContain('http://localhost:1');
    down = false;
    const after = await matcher.match({ topic: ROUTING, paperIds: ['new-1'], limit: 8 });
    expect(after.degraded).toBeNull();
  });

  it('are looked for no longer when the signal is raised', async () => {
    const stop = new AbortController();
    const papers = crowd(300);
    const matcher = await matcherOver(papers, {
      watch: (reader) => ({
        ...reader,
        passagesOf(ids) {
          stop.abort();
          return reader.passagesOf(ids);
        },
      }),
    });
    const matching = matcher.match({
      topic: ROUTING,
      paperIds: idsOf(papers),
      limit: 3,
      signal: stop.signal,
    });
    await expect(matching).rejects.toBeInstanceOf(InterruptedError);
  });
});
