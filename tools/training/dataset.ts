import type { Analyzer } from '../../src/text/analyzer.ts';
import type { TrainingRecord } from './records.ts';
import { splitTrainingSentences } from './sentences.ts';

/**
 * Records as numbers of known terms, in shared arrays that every thread reads. Document i has the segments
 * `firstSegment[i]` … `firstSegment[i + 1] − 1`: its title, then its sentences. Segment s has the terms
 * `terms[firstTerm[s]]` … `terms[firstTerm[s + 1] − 1]`, repeats included.
 */
export interface Dataset {
  readonly documents: number;
  readonly firstSegment: Int32Array<SharedArrayBuffer>;
  readonly firstTerm: Int32Array<SharedArrayBuffer>;
  readonly terms: Int32Array<SharedArrayBuffer>;
  /** The number of terms of the longest document. */
  readonly longest: number;
}

/** A record's title and sentences as terms of the analyzer. */
export type AnalyzedRecord = readonly (readonly string[])[];

export function analyzeRecord(record: TrainingRecord, analyzer: Analyzer): AnalyzedRecord {
  return [
    analyzer.terms(record.title),
    ...splitTrainingSentences(record.abstract).map((sentence) => analyzer.terms(sentence)),
  ];
}

/** Leaves out terms that the vocabulary does not have; rows are the terms' places in it. */
export function encodeDataset(
  records: readonly AnalyzedRecord[],
  rows: ReadonlyMap<string, number>,
): Dataset {
  const firstSegment = [0];
  const firstTerm = [0];
  const terms: number[] = [];
  let longest = 0;
  for (const segments of records) {
    const start = terms.length;
    for (const segment of segments) {
      for (const term of segment) {
        const row = rows.get(term);
        if (row !== undefined) terms.push(row);
      }
      firstTerm.push(terms.length);
    }
    firstSegment.push(firstTerm.length - 1);
    longest = Math.max(longest, terms.length - start);
  }
  return {
    documents: records.length,
    firstSegment: shared(firstSegment),
    firstTerm: shared(firstTerm),
    terms: shared(terms),
    longest,
  };
}

function shared(values: readonly number[]): Int32Array<SharedArrayBuffer> {
  const array = new Int32Array(new SharedArrayBuffer(values.length * 4));
  array.set(values);
  return array;
}
