import { createHash } from 'node:crypto';
import type { IndexMake } from './passage-index.ts';

/** Changes with the columns of the tables: tables of another format are neither read nor written. */
export const STORE_FORMAT = 3;

/** Tables of one make, and of no other, have these names. */
export function tableNames(make: IndexMake): { readonly papers: string; readonly passages: string } {
  const { embedderFingerprint, dimensions, splitter, analyzer } = make;
  const key = createHash('sha256')
    .update(JSON.stringify([STORE_FORMAT, embedderFingerprint, dimensions, splitter, analyzer]))
    .digest('hex')
    .slice(0, 12);
  return { papers: `papers_${key}`, passages: `passages_${key}` };
}

/**
 * Why an index of one make does not serve another, in words that follow "because"; null when it does. The name of the
 * embedder does not matter by itself, its fingerprint does.
 */
export function describeMismatch(index: IndexMake, wanted: IndexMake): string | null {
  const reasons: string[] = [];
  if (index.embedderFingerprint !== wanted.embedderFingerprint) {
    reasons.push(
      index.embedder === wanted.embedder
        ? `the weights of the embedder ${wanted.embedder} are others than those it was made with`
        : `it was made with the embedder ${index.embedder}, and the settings ask for ${wanted.embedder}`,
    );
  } else if (index.dimensions !== wanted.dimensions) {
    reasons.push(`its vectors are ${index.dimensions} wide, and the embedder's are ${wanted.dimensions}`);
  }
  if (index.splitter !== wanted.splitter) {
    reasons.push(`its sentences were split by ${index.splitter}, and this is ${wanted.splitter}`);
  }
  if (index.analyzer !== wanted.analyzer) {
    reasons.push(`its words were analysed by ${index.analyzer}, and this is ${wanted.analyzer}`);
  }
  return reasons.length === 0 ? null : reasons.join('; ');
}
