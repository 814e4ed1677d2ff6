import type { Embedder } from '../../src/embeddings/embedder.ts';
import { layOutLexicon, openLexicon } from '../../src/papers/lexicon.ts';
import { namesOf } from '../../src/papers/names.ts';
import type { Paper, Passage } from '../../src/papers/paper.ts';
import { inverseDocumentFrequency } from '../../src/retrieval/coverage.ts';
import { byScoreThenId } from '../../src/retrieval/fusion.ts';
import { dot } from '../../src/retrieval/vectors.ts';
import type {
  Hit,
  IndexReader,
  StoredPaper,
  StoredPassage,
  WeightedTerm,
} from '../../src/store/passage-index.ts';
import type { Analyzer } from '../../src/text/analyzer.ts';

interface Postings {
  readonly ids: string[];
  readonly counts: Map<string, number>[];
  readonly lengths: number[];
}

/** A whole IndexReader in memory: BM25 as LanceDB scores it (k1 1.2, b 0.75), exact cosines. */
export async function createMemoryReader(given: {
  readonly papers: readonly Paper[];
  readonly split: (paper: Paper) => Passage[];
  readonly embedder: Embedder;
  readonly analyzer: Analyzer;
}): Promise<IndexReader> {
  const { papers, embedder, analyzer } = given;
  const dimensions = await embedder.dimensions();
  const texts = papers.map(({ title, abstract }) => `${title}. ${abstract}`);
  const vectors = await embedder.embedDocuments(texts);
  const storedPapers: StoredPaper[] = papers.map((paper, i) => ({
    paper,
    vector: vectors[i] as Float32Array,
  }));
  const passages = papers.flatMap((paper) => given.split(paper).map((passage) => ({ paper, passage })));
  const passageVectors = await embedder.embedDocuments(
    passages.map(({ paper, passage }) => `${paper.title}. ${passage.text}`),
  );
  const storedPassages: StoredPassage[] = passages.map(({ passage }, i) => ({
    passage,
    vector: passageVectors[i] as Float32Array,
  }));
  const paperTerms = postings(
    papers.map(({ id, title, abstract }) => {
      const titleTerms = analyzer.terms(title);
      return { id, terms: [...titleTerms, ...titleTerms, ...analyzer.terms(abstract)] };
    }),
  );
  const passageTerms = postings(
    passages.map(({ passage }) => ({ id: passage.id, terms: analyzer.terms(passage.text) })),
  );
  const frequency = frequencies(paperTerms);
  const paperIdOf = new Map(passages.map(({ passage }) => [passage.id, passage.paperId]));
  return {
    manifest: {
      embedder: embedder.name,
      embedderFingerprint: embedder.fingerprint,
      dimensions,
      splitter: 'memory',
      analyzer: analyzer.version,
      generation: 1,
      papersVersion: 1,
      passagesVersion: 1,
      papers: papers.length,
      passages: passages.length,
      createdAt: '2026-01-01T00:00:00.000Z',
    },
    matchPapers: async (terms, limit) => bm25(paperTerms, frequency, terms).slice(0, limit),
    matchPassages: async (terms, limit) =>
      bm25(passageTerms, frequencies(passageTerms), terms)
        .slice(0, limit)
        .map((hit) => ({ ...hit, paperId: paperIdOf.get(hit.id) as string })),
    nearestPapers: async (vector, limit) =>
      storedPapers
        .map(({ paper, vector: own }) => ({ id: paper.id, score: dot(vector, own) }))
        .sort(byScoreThenId)
        .slice(0, limit),
    papers: async (ids) => ids.flatMap((id) => storedPapers.filter(({ paper }) => paper.id === id)),
    passagesOf: async (ids) =>
      ids.flatMap((id) => storedPassages.filter(({ passage }) => passage.paperId === id)),
    summaries: async () =>
      papers.map(({ id, title, authors, year, arxivId, doi }) => ({
        id,
        title,
        authors,
        year,
        arxivId,
        doi,
      })),
    lexicon: async () =>
      openLexicon(
        layOutLexicon(
          papers.map((paper) => ({ id: paper.id, names: namesOf(paper) })),
          analyzer.terms,
        ),
      ),
    vocabulary: async () => ({
      documents: papers.length,
      documentFrequency: (term) => frequency.get(term) ?? 0,
      terms: () => frequency.keys(),
    }),
  };
}

function postings(
  documents: readonly { readonly id: string; readonly terms: readonly string[] }[],
): Postings {
  const count = (terms: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return counts;
  };
  return {
    ids: documents.map(({ id }) => id),
    counts: documents.map(({ terms }) => count(terms)),
    lengths: documents.map(({ terms }) => terms.length),
  };
}

function frequencies({ counts }: Postings): Map<string, number> {
  const frequency = new Map<string, number>();
  for (const terms of counts)
    for (const term of terms.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return frequency;
}

function bm25(
  index: Postings,
  frequency: ReadonlyMap<string, number>,
  terms: readonly WeightedTerm[],
): Hit[] {
  const mean = index.lengths.reduce((sum, length) => sum + length, 0) / (index.lengths.length || 1);
  return index.ids
    .map((id, i) => {
      const norm = 1.2 * (0.25 + (0.75 * (index.lengths[i] as number)) / mean);
      let score = 0;
      for (const { term, weight } of terms) {
        const count = index.counts[i]?.get(term) ?? 0;
        if (count === 0) continue;
        const idf = inverseDocumentFrequency(index.ids.length, frequency.get(term) ?? 0);
        score += (weight * idf * count * 2.2) / (count + norm);
      }
      return { id, score };
    })
    .filter(({ score }) => score > 0)
    .sort(byScoreThenId);
}
