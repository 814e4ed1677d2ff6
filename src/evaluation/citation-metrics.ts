export interface CitationScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Precision, recall and their harmonic mean of the papers an answer cites. Papers that may but need not be cited count
 * neither way. Citing nothing where something should be cited scores 0 throughout.
 */
export function citationScores(given: {
  readonly cited: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
  readonly allowed: ReadonlySet<string>;
}): CitationScores {
  const right = given.cited.intersection(given.wanted).size;
  const counted = [...given.cited].filter((id) => given.wanted.has(id) || !given.allowed.has(id)).length;
  const precision = counted > 0 ? right / counted : 0;
  const recall = given.wanted.size > 0 ? right / given.wanted.size : 0;
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1 };
}
