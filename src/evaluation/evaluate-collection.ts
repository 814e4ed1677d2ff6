import { throwIfAborted } from '../errors.ts';
import type { Collection, Ibid } from '../ibid.ts';
import type { ProgressListener } from '../progress.ts';
import type { Measured } from './figures.ts';
import { hit, ndcg, recall, reciprocalRank } from './ranking-metrics.ts';
import type { JudgedQuery, TestCollection } from './test-collection.ts';

/** recall@100 is the deepest figure, and what runs are traded at. */
const DEPTH = 100;

export interface RankedQuery extends Measured {
  readonly question: string;
  /** Best first. */
  readonly ranked: readonly { readonly id: string; readonly score: number }[];
}

export interface CollectionEvaluation {
  readonly questions: readonly RankedQuery[];
  /** Queries that were ranked without vectors, and why; null when there was none. */
  readonly degraded: { readonly queries: number; readonly reason: string } | null;
}

/** Indexes the documents apart and ranks them for every judged query. The temporary index is gone afterwards, whatever happened. */
export async function evaluateCollection(given: {
  readonly ibid: Pick<Ibid, 'collection'>;
  readonly collection: TestCollection;
  readonly signal: AbortSignal;
  readonly onProgress: ProgressListener;
}): Promise<CollectionEvaluation> {
  const { signal, onProgress } = given;
  const { documents, queries } = given.collection;
  const collection = await given.ibid.collection({ documents, signal, onProgress });
  try {
    const questions: RankedQuery[] = [];
    const reasons: string[] = [];
    for (const [place, query] of queries.entries()) {
      onProgress({ stage: 'ranking', done: place, total: queries.length, unit: 'queries' });
      const ranking = await rankFor(query, collection, signal);
      questions.push(ranking.question);
      if (ranking.degraded !== null) reasons.push(ranking.degraded);
    }
    onProgress({ stage: 'ranking', done: queries.length, total: queries.length, unit: 'queries' });
    const [reason] = reasons;
    return { questions, degraded: reason === undefined ? null : { queries: reasons.length, reason } };
  } finally {
    await collection.close();
  }
}

async function rankFor(
  { id, text, judgements }: JudgedQuery,
  collection: Collection,
  signal: AbortSignal,
): Promise<{ readonly question: RankedQuery; readonly degraded: string | null }> {
  const { documents, degraded } = await collection.rank({ words: text, limit: DEPTH, signal });
  throwIfAborted(signal);
  const ranking = documents.map((document) => document.id);
  return {
    question: {
      id,
      type: null,
      question: text,
      ranked: documents,
      figures: {
        'nDCG@10': ndcg(ranking, judgements, 10),
        'MRR@10': reciprocalRank(ranking, judgements, 10),
        'hit@1': hit(ranking, judgements, 1),
        'hit@5': hit(ranking, judgements, 5),
        'hit@10': hit(ranking, judgements, 10),
        'recall@100': recall(ranking, judgements, 100),
      },
    },
    degraded,
  };
}

/** The rankings in the form that trec_eval reads: query, Q0, document, rank from 1, score, name of the run. */
export function trecRun(questions: readonly RankedQuery[], name = 'ibid'): string {
  return questions
    .flatMap(({ id, ranked }) =>
      ranked.map(({ id: document, score }, place) => `${id} Q0 ${document} ${place + 1} ${score} ${name}\n`),
    )
    .join('');
}
