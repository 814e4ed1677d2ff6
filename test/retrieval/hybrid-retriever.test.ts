import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/embeddings/embedder.ts';
import { EndpointError } from '../../src/errors.ts';
import { openLexicon } from '../../src/papers/lexicon.ts';
import { searchTerms } from '../../src/query/terms.ts';
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import type { Retriever } from '../../src/retrieval/retriever.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';
import { createMemoryReader } from '../support/memory-reader.ts';
import { SMALL_CORPUS, splitAtStops } from '../support/papers.ts';

async function retrieverWith(embedder: Embedder): Promise<Retriever> {
  const analyzer = createAnalyzer();
  const reader = await createMemoryReader({
    papers: SMALL_CORPUS,
    split: splitAtStops,
    embedder: createHashingEmbedder(),
    analyzer,
  });
  const vocabulary = await reader.vocabulary();
  return createHybridRetriever({
    reader,
    embedder,
    analyzer,
    termsOf: async (text) => searchTerms(text, analyzer, vocabulary, openLexicon('')),
  });
}

describe('the hybrid retriever', () => {
  it('puts the paper that holds the words first, its best sentence first', async () => {
    const retriever = await retrieverWith(createHashingEmbedder());
    const { papers, degraded } = await retriever.retrieve({
      text: 'How much faster is VQGraph inference?',
      limit: 10,
    });
    expect(degraded).toBeNull();
    expect(papers[0]?.paper.id).toBe('2308.02117');
    expect(papers[0]?.passages[0]?.passage.text).toContain('828x');
    expect(papers.map(({ rank }) => rank)).toEqual(papers.map((_, place) => place));
  });

  it('answers by full text alone when the embedder is down, and says so', async () => {
    const down: Embedder = {
      ...createHashingEmbedder(),
      embedQuery: async () => {
        throw new EndpointError('the endpoint http://localhost:1 refused the connection', {
          url: 'http://localhost:1',
          retryable: true,
        });
      },
    };
    const { papers, degraded } = await (await retrieverWith(down)).retrieve({
      text: 'VQGraph inference',
      limit: 10,
    });
    expect(papers[0]?.paper.id).toBe('2308.02117');
    expect(degraded).toContain('full text alone');
    expect(degraded).toContain('http://localhost:1');
  });

  it('answers by full text alone when the question gets a vector of another width', async () => {
    const wide = await retrieverWith({ ...createHashingEmbedder(64), fingerprint: 'hashing:32' });
    const { papers, degraded } = await wide.retrieve({ text: 'VQGraph inference', limit: 10 });
    expect(papers[0]?.paper.id).toBe('2308.02117');
    expect(degraded).toMatch(/64 numbers, and the index has 32/u);
  });

  it('lets any other failure through: it is never "nothing found"', async () => {
    const broken: Embedder = {
      ...createHashingEmbedder(),
      embedQuery: async () => {
        throw new Error('out of memory');
      },
    };
    await expect((await retrieverWith(broken)).retrieve({ text: 'VQGraph', limit: 5 })).rejects.toThrow(
      'out of memory',
    );
  });

  it('puts papers in focus before all others, and ranks their sentences by what was asked', async () => {
    const retriever = await retrieverWith(createHashingEmbedder());
    const { papers } = await retriever.retrieve({
      text: 'About “Faster Diffusion”: inference of VQGraph',
      asked: 'how much does it accelerate sampling?',
      limit: 10,
      focus: ['2101.00001'],
    });
    expect(papers[0]?.paper.id).toBe('2101.00001');
    expect(papers[0]?.passages[0]?.passage.text).toContain('41%');
  });

  it('finds names through typing errors', async () => {
    const retriever = await retrieverWith(createHashingEmbedder());
    const { papers } = await retriever.retrieve({ text: 'vqgrpah', limit: 3 });
    expect(papers[0]?.paper.id).toBe('2308.02117');
  });

  it('returns as many papers as asked for at most', async () => {
    const retriever = await retrieverWith(createHashingEmbedder());
    const { papers } = await retriever.retrieve({ text: 'models', limit: 2 });
    expect(papers).toHaveLength(2);
  });
});
