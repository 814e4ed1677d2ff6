import { throwIfAborted } from '../errors.ts';
import type { IndexReader, StoredPaper } from '../store/passage-index.ts';
import { embedQuestion } from './embed-question.ts';
import { dot } from './vectors.ts';

/** Topics of fields far from each other: hardly a body of papers is about more than a few of them. */
const PROBES = [
  'medieval trade routes',
  'gut bacteria and obesity',
  'monetary policy and inflation',
  'plate tectonics',
  'migration of birds',
  'perovskite solar cells',
  'sentencing in criminal courts',
  'corrosion of steel bridges',
  'poetry of the baroque',
];

/** A median changes little with more. */
const SAMPLED_PAPERS = 300;

/** Above this nothing would be left to tell papers apart by. */
const MOST = 0.95;

/**
 * The cosine that this embedder gives a topic and a paper which have nothing to do with each other: about 0 for some, 0.7 for others. The
 * median over topics of many fields and a sample of the papers, so that it stands whatever the papers are about. `degraded` as in
 * embedQuestion.
 */
export async function chanceSimilarity(
  parts: Parameters<typeof embedQuestion>[0] & { readonly reader: IndexReader },
  signal: AbortSignal | undefined,
): Promise<{ readonly chance: number; readonly degraded: string | null }> {
  const papers = await samplePapers(parts.reader);
  const cosines: number[] = [];
  for (const probe of PROBES) {
    throwIfAborted(signal);
    const { vector, degraded } = await embedQuestion(parts, probe, signal);
    if (degraded !== null) return { chance: 0, degraded };
    if (vector !== null) for (const paper of papers) cosines.push(dot(vector, paper.vector));
  }
  cosines.sort((a, b) => a - b);
  const median = cosines[Math.floor(cosines.length / 2)] ?? 0;
  return { chance: Math.min(MOST, Math.max(0, median)), degraded: null };
}

async function samplePapers(reader: IndexReader): Promise<readonly StoredPaper[]> {
  const all = await reader.summaries();
  const step = Math.max(1, all.length / SAMPLED_PAPERS);
  const ids: string[] = [];
  for (let place = 0; place < all.length; place += step) {
    const paper = all[Math.floor(place)];
    if (paper !== undefined) ids.push(paper.id);
  }
  return reader.papers(ids);
}

/** A cosine as the share of the way from chance (0) to identity (1). */
export function aboveChance(cosine: number, chance: number): number {
  return (cosine - chance) / (1 - chance);
}
