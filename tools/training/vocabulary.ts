import type { AnalyzedRecord } from './dataset.ts';

export interface TrainingVocabulary {
  /** By falling document frequency, equal ones by term: a term's place is its row. */
  readonly terms: readonly string[];
  readonly rows: ReadonlyMap<string, number>;
  /** log(documents / documents with the term), by row. */
  readonly rarity: Float64Array;
}

/**
 * The `size` terms that the most records have. A term needs a letter, since figures say nothing of a paper's subject, and two
 * records, since nothing can be learned of a term from the one that alone has it.
 */
export function buildVocabulary(records: readonly AnalyzedRecord[], size: number): TrainingVocabulary {
  const frequency = new Map<string, number>();
  for (const segments of records) {
    for (const term of new Set(segments.flat())) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const kept = [...frequency]
    .filter(([term, count]) => count > 1 && /\p{L}/u.test(term))
    .sort(([first, one], [second, other]) => other - one || (first < second ? -1 : 1))
    .slice(0, size);
  return {
    terms: kept.map(([term]) => term),
    rows: new Map(kept.map(([term], row) => [term, row])),
    rarity: Float64Array.from(kept, ([, count]) => Math.log(records.length / count)),
  };
}
