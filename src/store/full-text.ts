import type { FullTextQuery, Index } from '@lancedb/lancedb';
import type { Lance } from './native.ts';
import type { WeightedTerm } from './passage-index.ts';

/** The column that holds a row's terms, joined by spaces. */
export const TERMS = 'terms';
export const TERMS_INDEX = `${TERMS}_idx`;

/** In bytes; the analyzer's longest term is 40 UTF-16 units, and LanceDB drops a longer token without a word. */
const LONGEST_TOKEN_BYTES = 256;

/** The terms are analysed already: LanceDB only splits at the spaces. */
export function fullTextIndex(lance: Lance): Index {
  return lance.Index.fts({
    baseTokenizer: 'whitespace',
    stem: false,
    removeStopWords: false,
    asciiFolding: false,
    lowercase: false,
    withPosition: false,
    maxTokenLength: LONGEST_TOKEN_BYTES,
  });
}

/** A query for all terms of one weight is one match; matches of several weights add up. Null when nothing is asked. */
export function fullTextQuery(lance: Lance, terms: readonly WeightedTerm[]): FullTextQuery | null {
  const groups = termsByWeight(terms);
  const matches = [...groups].map(
    ([weight, group]) => new lance.MatchQuery(group.join(' '), TERMS, { boost: weight }),
  );
  const [first] = matches;
  if (first === undefined) return null;
  if (matches.length === 1) return first;
  return new lance.BooleanQuery(matches.map((match) => [lance.Occur.Should, match]));
}

/** A term given twice counts with both weights; a weight of 0 or less asks for nothing. */
function termsByWeight(terms: readonly WeightedTerm[]): Map<number, string[]> {
  const weights = new Map<string, number>();
  for (const { term, weight } of terms) {
    if (term !== '' && weight > 0) weights.set(term, (weights.get(term) ?? 0) + weight);
  }
  const groups = new Map<number, string[]>();
  for (const [term, weight] of weights) {
    const group = groups.get(weight);
    if (group === undefined) groups.set(weight, [term]);
    else group.push(term);
  }
  return groups;
}
